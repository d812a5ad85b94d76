import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import {
  type Chronology,
  certificateLines,
  changeText,
  claimsText,
  type ToldEvent,
  wordsOf,
} from './chronology.ts';

const require = createRequire(import.meta.url);
const font = (name: string): string => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

const MARGIN = 56;
const GREY = '#555555';
/** An event's first lines are not left alone at the foot of a page. */
const ROOM = 48;

/**
 * The chronology as a PDF, piece by piece.
 *
 * @param date stands in the file as the date of its making: the same story is the same bytes.
 */
export async function* chronologyPdf(chronology: Chronology, date: Date): AsyncGenerator<Uint8Array> {
  const { language, title, from, to, certificate, letters, files } = chronology;
  const text = wordsOf(language);
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: language,
    info: {
      Title: `${text.chronology}: ${title}`,
      CreationDate: date,
      ModDate: date,
      Producer: 'Chancery',
      Creator: 'Chancery',
    },
  });
  document.registerFont('text', font('DejaVuSerif'));
  document.registerFont('bold', font('DejaVuSerif-Bold'));
  document.registerFont('mono', font('DejaVuSansMono'));
  /** Sets the font of the paragraph that is being written, which may go on on the next page. */
  let style = (): unknown => undefined;
  const paragraph = (
    content: string,
    options: {
      readonly font?: string;
      readonly size?: number;
      readonly color?: string;
      readonly indent?: number;
    } = {},
  ): void => {
    const { font: name = 'text', size = 9, color = 'black', indent = 0 } = options;
    style = () => document.font(name).fontSize(size).fillColor(color);
    style();
    document.text(content, MARGIN + indent, undefined, { width: document.page.width - 2 * MARGIN - indent });
  };
  let page = 0;
  const numberPage = (): void => {
    page += 1;
    const { margins, height, width } = document.page;
    // What stands in the margin must not begin another page.
    const { bottom } = margins;
    margins.bottom = 0;
    document.font('text').fontSize(7).fillColor(GREY);
    document.text(String(page), width - MARGIN, height - MARGIN / 2, { lineBreak: false });
    margins.bottom = bottom;
    document.x = MARGIN;
    document.y = MARGIN;
    style();
  };
  numberPage();
  document.on('pageAdded', numberPage);
  const event = (told: ToldEvent): void => {
    if (document.y > document.page.height - MARGIN - ROOM) document.addPage();
    paragraph(`${told.at}   ${told.who}`, { font: 'bold' });
    paragraph(told.sentence, { indent: 12 });
    for (const change of told.changes) paragraph(changeText(change), { indent: 12 });
    if (told.text) paragraph(told.text, { indent: 24 });
    for (const { name, sha256 } of told.files)
      paragraph(`${name}  sha256 ${sha256}`, { indent: 12, size: 7 });
    paragraph(`${text.event} ${told.index} · ${told.leaf}`, {
      font: 'mono',
      size: 6,
      color: GREY,
      indent: 12,
    });
    document.moveDown(0.6);
  };
  const pieces = document[Symbol.asyncIterator]();
  const written = (async () => {
    paragraph(`${text.chronology}: ${title}`, { font: 'bold', size: 16 });
    if (from !== undefined || to !== undefined) paragraph(text.period(from, to));
    paragraph(text.contents(letters.length, certificate.events, certificate.withheld, files.length));
    for (const letter of letters) {
      document.moveDown(1.5);
      paragraph(letter.heading, { font: 'bold', size: 12 });
      document.moveDown(0.5);
      if (letter.withheld !== undefined) paragraph(text.withheld(letter.withheld));
      letter.events.forEach(event);
      // What was written so far is taken before more is.
      await new Promise(setImmediate);
    }
    document.addPage();
    paragraph(text.certificate, { font: 'bold', size: 16 });
    document.moveDown();
    for (const [name, value] of certificateLines(chronology)) {
      paragraph(name, { font: 'bold' });
      paragraph(value, { font: 'mono', size: 8, indent: 12 });
    }
    document.moveDown();
    paragraph(claimsText(chronology));
    document.moveDown(0.5);
    paragraph(text.how);
    document.moveDown();
    paragraph(text.checkpoint, { font: 'bold', size: 12 });
    paragraph(certificate.note, { font: 'mono', size: 7 });
    document.moveDown();
    if (files.length > 0) paragraph(text.files, { font: 'bold', size: 12 });
    for (const { name, size, sha256, present } of files) {
      paragraph(`${name}, ${present ? `${size} ${text.bytes}` : text.absent}`);
      paragraph(sha256, { font: 'mono', size: 7, color: GREY, indent: 12 });
    }
    document.end();
  })().catch((error: unknown) => document.destroy(error as Error));
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next())
    yield piece.value as Uint8Array;
  await written;
}
