import { demoDepartmentId, demoEmployeeId, demoOrganization } from '../demo/demo-organization.ts';
import { dayAfter } from './absences.ts';
import { chanceOf, pick } from './chance.ts';
import { distributionOf } from './distribution.ts';
import { type HistoryLetter, historyOf } from './history.ts';
import type { World } from './world.ts';

const FROM = '2026-03-02';
const DAYS = 12;
const LETTERS = 40;
const CASES = 14;
/** The sample is always the same, whatever the seed of the run. */
const SAMPLE_SEED = 1;

const counterparties: readonly HistoryLetter['counterparty'][] = [
  { name: 'ООО «Стройинвест»', kind: 'organization' },
  { name: 'АО «Гипротранс»', kind: 'organization' },
  { name: 'Администрация города Северодвинска', kind: 'organization' },
  { name: 'Иванов Иван Иванович', kind: 'person' },
];
const subjects = [
  'О согласовании проектной документации',
  'О сроках поставки',
  'Запрос сведений',
  'Претензия по договору подряда',
  'Обращение гражданина',
  'О продлении разрешения',
] as const;

const letters = (): readonly HistoryLetter[] => {
  const chance = chanceOf(SAMPLE_SEED);
  return Array.from({ length: LETTERS }, (_, index) => {
    const matter = Math.floor(chance('case', index) * CASES);
    return {
      key: `sample-${index + 1}`,
      day: dayAfter(FROM, Math.floor((index * DAYS) / LETTERS)),
      direction: chance('direction', index) < 0.6 ? 'incoming' : 'outgoing',
      caseKey: `case-${matter}`,
      subject: pick(subjects, chance('subject', matter)),
      counterparty: pick(counterparties, chance('counterparty', matter)),
    };
  });
};

/** Of the demo's one secretary nobody can take the place. */
const secondSecretaryId = demoEmployeeId('sinitsyna');

const HOUR = 60;
const DAY = 8 * HOUR;

/** A fortnight of a small organisation, made up, so that there is something to try a policy on without any data. */
export const sampleWorld = (): World => ({
  history: historyOf('sample', letters()),
  delays: {
    stages: {
      assignExecutor: distributionOf([5, 20, 45, 90, 3 * HOUR, DAY, 3 * DAY]),
      decideOnReply: distributionOf([30, 2 * HOUR, DAY, 3 * DAY, 6 * DAY, 9 * DAY, 16 * DAY]),
      submit: distributionOf([10, 30, HOUR, 4 * HOUR, 2 * DAY]),
      approve: distributionOf([5, 15, 40, 2 * HOUR, DAY, 2 * DAY, 5 * DAY]),
      rework: distributionOf([HOUR, 4 * HOUR, DAY, 4 * DAY]),
      dispatch: distributionOf([10, 30, HOUR, 5 * HOUR, 2 * DAY]),
      obtainIncomingNumber: distributionOf([2 * DAY, 4 * DAY, 6 * DAY, 9 * DAY, 14 * DAY]),
    },
    returnedForRework: 0.1,
  },
  founding: [
    ...demoOrganization,
    {
      name: 'hireEmployee',
      employeeId: secondSecretaryId,
      login: 'sinitsyna',
      employeeName: 'Синицына Дарья Павловна',
      post: 'Делопроизводитель',
      departmentId: demoDepartmentId('chancery'),
    },
    { name: 'grantRole', employeeId: secondSecretaryId, role: 'secretary' },
  ],
  calendar: {
    name: 'Стандартный / Standard',
    timeZone: 'Europe/Moscow',
    country: 'RU',
    week: [1, 2, 3, 4, 5].map((weekday) => ({
      weekday,
      hours: [
        { from: '09:00', to: '13:00' },
        { from: '14:00', to: '18:00' },
      ],
    })),
    exceptions: [],
  },
});
