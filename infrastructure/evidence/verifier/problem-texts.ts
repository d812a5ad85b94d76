import type { Problem, Remark, ZipProblem } from '../../../domain/evidence/problem.ts';
import type { ProofFault } from '../../../domain/ledger/proof-verdict.ts';
import type { Language, Texts } from '../../messages/language.ts';

/** For every kind of a union its sentence in both languages, of what must be known to say it. */
type TextsOf<Union extends { readonly kind: string }> = {
  readonly [Kind in Union['kind']]: Texts<[Extract<Union, { readonly kind: Kind }>]>;
};

const faults: Readonly<Record<ProofFault, Readonly<Record<Language, string>>>> = {
  size: { ru: 'размер журнала невозможен', en: 'no log has that size' },
  index: { ru: 'такого места в журнале нет', en: 'the log has no such place' },
  'hash-length': { ru: 'хеш не той длины', en: 'a hash has another length' },
  'proof-too-short': { ru: 'в нём не хватает хешей', en: 'it has too few hashes' },
  'proof-too-long': { ru: 'в нём лишние хеши', en: 'it has too many hashes' },
  root: { ru: 'оно приводит к другому корню', en: 'it leads to another root' },
  'old-root': { ru: 'оно приводит к другому прежнему корню', en: 'it leads to another earlier root' },
};

const parts: Readonly<Record<Extract<ZipProblem, { kind: 'zipByte' }>['part'], Record<Language, string>>> = {
  header: { ru: 'В заголовке файла', en: 'In the header of the file' },
  begins: {
    ru: 'Здесь должен начинаться файл или каталог архива; если это не так, неверны длины в заголовке перед этим местом. Здесь',
    en: 'A file or the central directory must begin here, or the lengths in the header before are wrong. Here',
  },
  directory: { ru: 'В каталоге архива', en: 'In the central directory' },
  end: { ru: 'В конце архива', en: 'In the end record' },
};

const because = (why: string): string => (why === '' ? '' : `: ${why}`);

/** What is wrong; typed so that no kind of problem is without its sentence in either language. */
const problems: TextsOf<Problem> = {
  missing: { ru: () => 'Файла нет', en: () => 'The file is missing' },
  notUtf8: { ru: () => 'Файл — не текст в UTF-8', en: () => 'The file is not UTF-8 text' },
  notJson: { ru: () => 'Это не JSON', en: () => 'Not JSON' },
  notCanonical: {
    ru: () => 'Это не канонический JSON (RFC 8785)',
    en: () => 'Not canonical JSON (RFC 8785)',
  },
  lastLineOpen: { ru: () => 'Последняя строка не завершена', en: () => 'The last line does not end' },
  notOfABundle: { ru: () => 'Такому файлу в пакете не место', en: () => 'No such file belongs in a bundle' },
  notOfSchema: {
    ru: ({ where, why }) => `${where} не таково, как велит формат (${why})`,
    en: ({ where, why }) => `${where} ${why}`,
  },
  malformed: {
    ru: ({ format, reason }) => `Запись не по формату (${format}: ${reason})`,
    en: ({ format, reason }) => `Not a well-formed ${format}: ${reason}`,
  },
  notAManifestLine: {
    ru: () => 'Строка описи — не хеш, два пробела и путь',
    en: () => 'Not a hash, two spaces and a path',
  },
  otherHash: { ru: () => 'У содержимого другой хеш', en: () => 'The content has another hash' },
  manifestOrder: {
    ru: () => 'Строки стоят не по порядку, или одна повторена',
    en: () => 'The lines are not in their order, or one is there twice',
  },
  otherTagFiles: {
    ru: () => 'Опись не соответствует служебным файлам',
    en: () => 'It is not what the tag files are',
  },
  otherText: { ru: () => 'Текст другой', en: () => 'The text is another' },
  notAName: { ru: () => 'Такое имя недопустимо', en: () => 'This may not be a name' },
  notListed: {
    ru: ({ manifest }) => `Файла нет в описи ${manifest}`,
    en: ({ manifest }) => `${manifest} does not list it`,
  },
  listedNotThere: {
    ru: ({ manifest }) => `Он есть в описи ${manifest}, но не в пакете`,
    en: ({ manifest }) => `${manifest} lists it, and it is not there`,
  },
  noKeyInForce: {
    ru: ({ size }) => `При размере ${size} у журнала не было действующего ключа`,
    en: ({ size }) => `No key of the log was in force at size ${size}`,
  },
  otherOrigin: { ru: () => 'Журнал называется иначе', en: () => 'The log calls itself otherwise' },
  notByKeyInForce: {
    ru: () => 'Действовавший ключ этого не подписывал',
    en: () => 'The key that was in force did not sign it',
  },
  keyNotExpected: {
    ru: () => 'Это не тот ключ, который вы указали',
    en: () => 'The key is not one that was expected',
  },
  otherKeys: {
    ru: () => 'Ключи не те, о которых говорит журнал',
    en: () => 'The keys are not those of the log',
  },
  noKeys: { ru: () => 'Журнал не говорит ни об одном ключе', en: () => 'The log does not tell of any key' },
  lastWord: {
    ru: () => 'Последнее слово прежнего ключа подписано не им, или называет другой ключ',
    en: () => 'The last word of the key before is not signed by it, or names another key',
  },
  badSignature: {
    ru: ({ by }) => `Подпись ${by} сделана не его ключом`,
    en: ({ by }) => `The signature of ${by} is not by its key`,
  },
  badCosignature: {
    ru: ({ by }) => `Подпись свидетеля ${by} сделана не его ключом`,
    en: ({ by }) => `The cosignature of ${by} is not by its key`,
  },
  notAKey: {
    ru: ({ verifierKey }) => `${verifierKey} — не ключ`,
    en: ({ verifierKey }) => `${verifierKey} is not a key`,
  },
  notAWitnessKey: {
    ru: ({ verifierKey }) => `${verifierKey} — не ключ свидетеля`,
    en: ({ verifierKey }) => `${verifierKey} is not the key of a witness`,
  },
  attestationUnsigned: {
    ru: () => 'Заверение подписано не ключом журнала',
    en: () => 'It is not signed by a key of the log',
  },
  attestationOfOther: { ru: () => 'Заверена другая опись', en: () => 'It stands for another manifest' },
  otherSize: {
    ru: () => 'Контрольная точка другого размера',
    en: () => 'The checkpoint is of another size',
  },
  proofAlone: {
    ru: () => 'Доказательство без своей контрольной точки',
    en: () => 'A proof without its checkpoint',
  },
  proofOfOtherSizes: {
    ru: () => 'Доказательство о других размерах',
    en: () => 'The proof is about other sizes',
  },
  otherLog: { ru: () => 'Она от другого журнала', en: () => 'It is of another log' },
  notContinued: {
    ru: ({ size, fault }) =>
      `Журнал не продолжает свою контрольную точку размера ${size}: доказательство неверно, ${faults[fault].ru}`,
    en: ({ size, fault }) =>
      `The log does not go on from its checkpoint of size ${size}: of the proof, ${faults[fault].en}`,
  },
  proofCount: {
    ru: () => 'Доказательств не столько, сколько событий',
    en: () => 'There is not one proof for each event',
  },
  otherEvent: {
    ru: () => 'Это не то событие, что записано в журнале',
    en: () => 'The event is not the one that is in the log',
  },
  otherPlace: {
    ru: () => 'У события и его доказательства разные места в журнале',
    en: () => 'The event and its proof have different places in the log',
  },
  logOrder: {
    ru: () => 'События стоят не в порядке журнала',
    en: () => 'The events are not in the order of the log',
  },
  revisionOrder: {
    ru: () => 'События стоят не в порядке своих номеров',
    en: () => 'The events are not in the order of their revisions',
  },
  otherStream: {
    ru: ({ stream }) => `Событие принадлежит ${stream}`,
    en: ({ stream }) => `The event is of ${stream}`,
  },
  notProved: {
    ru: ({ index, fault }) => `Доказательство события ${index} неверно: ${faults[fault].ru}`,
    en: ({ index, fault }) => `The proof of event ${index} does not hold: ${faults[fault].en}`,
  },
  revisionsMissing: {
    ru: ({ stream, from, to }) => `В ${stream} нет событий с ${from} по ${to}`,
    en: ({ stream, from, to }) => `Revisions ${from} to ${to} of ${stream} are missing`,
  },
  revisionAgain: {
    ru: ({ stream, revision }) => `Событие ${revision} в ${stream} повторено или стоит не на месте`,
    en: ({ stream, revision }) => `Revision ${revision} of ${stream} comes again, or in another order`,
  },
  otherContent: {
    ru: ({ type }) => `${type} говорит не о том тексте, что был перед ним`,
    en: ({ type }) => `${type} speaks of another text than the one before it`,
  },
  noTextThere: {
    ru: ({ field }) => `В этом событии нет текста в поле ${field}`,
    en: ({ field }) => `There is no text at ${field} of that event`,
  },
  otherValue: {
    ru: ({ field }) => `В поле ${field} другой текст, или ключ его не открывает`,
    en: ({ field }) => `${field} holds another text, or this key does not open it`,
  },
  namedByNobody: {
    ru: () => 'Ни одно событие пакета его не называет',
    en: () => 'No event in the bundle names it',
  },
  otherFile: { ru: () => 'У файла другой хеш', en: () => 'The bytes have another hash' },
  otherFileSize: { ru: () => 'У файла другой размер', en: () => 'The size is another' },
  fileMissing: {
    ru: ({ name }) => `Файла «${name}» нет, и не сказано, что он скрыт`,
    en: ({ name }) => `${name} is missing, and not said to be withheld`,
  },
  indexOtherwise: {
    ru: ({ what }) => `${what}: остальной пакет говорит другое`,
    en: ({ what }) => `${what}: the rest of the bundle says otherwise`,
  },
  timestampAlone: {
    ru: () => 'Метка времени без своей контрольной точки',
    en: () => 'A timestamp without its checkpoint',
  },
  notATimestamp: { ru: () => 'Это не ответ по RFC 3161', en: () => 'It is not an RFC 3161 response' },
  stampRefused: {
    ru: ({ status }) => `Служба времени отказала: статус ${status}`,
    en: ({ status }) => `The authority refused: status ${status}`,
  },
  noToken: { ru: () => 'В ответе нет метки времени', en: () => 'The response has no token' },
  notSha256: { ru: () => 'Метка не на хеше SHA-256', en: () => 'It is not over a SHA-256 hash' },
  stampsOther: { ru: () => 'Метка поставлена на другом', en: () => 'It is over something else' },
  stampUnsigned: {
    ru: ({ why }) => `Подпись метки неверна${because(why)}`,
    en: ({ why }) => `The signature does not hold${because(why)}`,
  },
  notForTimestamps: {
    ru: () => 'Сертификат подписавшего не для меток времени',
    en: () => 'The certificate that signed is not for timestamps',
  },
  stampUnreadable: {
    ru: ({ why }) => `Метку нельзя прочесть${because(why)}`,
    en: ({ why }) => `It cannot be read${because(why)}`,
  },
  zipByte: {
    ru: ({ part, expected, found }) =>
      `${parts[part].ru} должно быть ${expected}, а есть ${found ?? 'конец файла'}`,
    en: ({ part, expected, found }) =>
      `${parts[part].en} ${expected} was expected, and ${found ?? 'the end of the file'} found`,
  },
  zipEndsEarly: { ru: () => 'Архив обрывается', en: () => 'The zip ends early' },
  zipGoesOn: { ru: () => 'После конца архива есть байты', en: () => 'There are bytes after the end' },
  zipNameNotUtf8: { ru: () => 'Имя — не UTF-8', en: () => 'A name is not UTF-8' },
  zipOtherFolder: {
    ru: ({ path, folder }) => `${path} лежит не в папке ${folder}`,
    en: ({ path, folder }) => `${path} is not in the folder ${folder}`,
  },
  zipOrder: {
    ru: ({ path, before }) => `${path} стоит после ${before}, а должен перед ним`,
    en: ({ path, before }) => `${path} does not come after ${before}`,
  },
  zipTooLong: {
    ru: ({ path }) => `Заголовок ${path} говорит о большем числе байтов, чем есть`,
    en: ({ path }) => `The header of ${path} speaks of more bytes than there are`,
  },
  zipChecksum: {
    ru: ({ path }) => `У содержимого ${path} другая контрольная сумма`,
    en: ({ path }) => `The content of ${path} has another checksum`,
  },
  zipName: {
    ru: ({ path }) => `Имя ${JSON.stringify(path)} недопустимо`,
    en: ({ path }) => `${JSON.stringify(path)} may not be a name`,
  },
};

const remarks: TextsOf<Remark> = {
  keyFromBundle: {
    ru: ({ verifierKey }) => `Ключ взят из пакета: сравните ${verifierKey} с опубликованным организацией`,
    en: ({ verifierKey }) =>
      `The key was taken from the bundle: compare ${verifierKey} with what the organisation has published`,
  },
  keyReplaced: {
    ru: ({ index, reason }) =>
      `В событии ${index} ключ заменён без слова прежнего, утраченного или украденного: ${reason}`,
    en: ({ index, reason }) =>
      `At event ${index} the key was replaced without a word of the one before, which was lost or stolen: ${reason}`,
  },
  notComparable: {
    ru: ({ kept, size }) =>
      `В пакете нет контрольной точки размера ${kept}, и сравнить её с сохранённой нельзя; попросите доказательство согласованности от ${kept} до ${size}`,
    en: ({ kept, size }) =>
      `The bundle has no checkpoint of size ${kept}, so it cannot be compared with the one that was kept; ask for a consistency proof from ${kept} to ${size}`,
  },
  moreFindings: {
    ru: ({ count }) => `Ещё находок, которые здесь не названы: ${count}`,
    en: ({ count }) => `${count} further findings are not listed`,
  },
};

export const problemText = (problem: Problem, language: Language): string =>
  (problems[problem.kind][language] as (known: Problem) => string)(problem);

export const remarkText = (remark: Remark, language: Language): string =>
  (remarks[remark.kind][language] as (known: Remark) => string)(remark);
