import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChanceryEvent } from '../domain/catalog.ts';
import { BEGINNING, type Recorded } from '../domain/event.ts';
import { type FigureOptions, figureLines } from '../infrastructure/cli/figures.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { logSource } from '../infrastructure/event-store/log-source.ts';
import { eventsOf } from '../projections/runner/event-source.ts';
import { type ApiServer, openApi } from './api-server.ts';
import { busyOffice } from './busy-office.ts';
import { movingClock } from './figures/moving-clock.ts';
import { ownDurations, ownLoads, ownOpenWork, ownProcess } from './figures/own-figures.ts';
import { OwnWalk } from './figures/own-walk.ts';
import type { House } from './house.ts';

const TIMES = `query ($by: [FigureDimension!], $filter: StageFilter, $time: FigureTime, $asOf: AsOf) {
  stageFigures(by: $by, filter: $filter, time: $time, asOf: $asOf) {
    truncated
    groups { keys { dimension value name } count withheld total mean median p90 p95 shortest longest withDue inTime inTimeShare }
  }
}`;
const OPEN = `query ($by: [OpenFigureDimension!], $filter: OpenStageFilter, $asOf: AsOf) {
  openWork(by: $by, filter: $filter, asOf: $asOf) {
    keys { value name } count overdue waiting withheld ages { from to count } oldest latest
  }
}`;
const LOAD = `query ($asOf: AsOf) {
  workLoad(asOf: $asOf) { person { value name } department { name } own shared overdue withheld oldest }
}`;
const PROCESS = `query ($filter: ProcessFilter, $asOf: AsOf) {
  processFigures(filter: $filter, asOf: $asOf) {
    answered answeredInTime roundsApproved roundsReturned meanRounds mostRounds reworkRate
    steps stepsBySystem automationShare automatic { step count }
  }
}`;
const WEEKS = `query ($filter: ProcessFilter, $asOf: AsOf) {
  bottlenecks(filter: $filter, asOf: $asOf) { week bottleneck stages { kind count whole waiting own } }
}`;

interface Key {
  readonly value: string | null;
}
const keysOf = ({ keys }: { keys: readonly Key[] }): string => JSON.stringify(keys.map(({ value }) => value));

/** Its head assigns five letters. */
const busyLegalDepartment = async ({ chancery, command }: House): Promise<void> => {
  const receivedOn = await chancery.today();
  for (let count = 1; count <= 5; count += 1) {
    const { id: letterId } = await command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('giprotrans'),
        counterpartyNumber: `юр-${count}`,
        subject: `Претензия ${count}`,
        addressee: { departmentId: demoDepartmentId('legal') },
        receivedOn,
        channel: 'post',
        confidentiality: 'open',
      },
    });
    await command('volkov', { name: 'assignExecutor', letterId, executorId: demoEmployeeId('zaytseva') });
  }
};

describe('figures over the API', () => {
  let api: ApiServer;
  let events: readonly Recorded<ChanceryEvent>[];
  let walk: OwnWalk;
  let last: Recorded<ChanceryEvent>;

  beforeAll(async () => {
    api = await openApi({ clock: movingClock('2026-03-02T05:00:00.000Z', 7) });
    await busyLegalDepartment(api.house);
    await busyOffice(api.house);
    const source = logSource(api.house.eventStore);
    events = eventsOf(await source.readAfter(BEGINNING, 10_000));
    walk = new OwnWalk(events);
    last = events.at(-1) as Recorded<ChanceryEvent>;
  });
  afterAll(() => api.close());

  it('tell how long each stage took, to the second', async () => {
    for (const time of ['working', 'calendar']) {
      const { groups } = await api.get('auditor', TIMES, { by: ['stage', 'person'], time });
      const own = ownDurations(walk, ['stage', 'person'], time, 'whole', {});
      expect(groups).toHaveLength(Object.keys(own).length);
      for (const group of groups) {
        const expected = own[keysOf(group)];
        expect(group.count).toBe(expected?.count);
        expect(group.mean).toBeCloseTo((expected?.mean ?? 0) / 1_000, 4);
        expect(group.p95).toBeCloseTo((expected?.p95 ?? 0) / 1_000, 4);
        expect(group.inTimeShare).toBe((expected?.inTime ?? 0) / (expected?.withDue ?? 0));
      }
    }
    const { groups } = await api.get('auditor', TIMES, {
      by: ['stage', 'department', 'counterparty', 'week'].slice(1),
    });
    const names = groups.flatMap(({ keys }: { keys: { name: string | null }[] }) =>
      keys.map(({ name }) => name),
    );
    expect(names).toContain('Проектный отдел');
    expect(names).toContain('ООО «Новый Стройинвест»');
    expect(names).toContain('2026-03-02');
  });

  it('tell what is under way and overdue, and what waits for whom, now and then', async () => {
    const middle = events[Math.floor(events.length * 0.8)] as Recorded<ChanceryEvent>;
    for (const { position, metadata } of [last, middle]) {
      const then = new OwnWalk(events.filter((event) => event.position <= position));
      const asOf = { position };
      const groups = await api.get('admin', OPEN, { by: ['stage'], asOf });
      const own = ownOpenWork(
        then,
        metadata.at,
        ['stage'],
        'working',
        [8, 24, 40, 80].map((hours) => hours * 3_600_000),
        {},
      );
      expect(groups).toHaveLength(Object.keys(own).length);
      for (const group of groups) {
        const expected = own[keysOf(group)];
        expect([group.count, group.overdue, group.waiting]).toEqual([
          expected?.count,
          expected?.overdue,
          expected?.waiting,
        ]);
        expect(group.ages.map(({ count }: { count: number }) => count)).toEqual(expected?.buckets);
        expect(group.oldest).toBeCloseTo((expected?.oldest ?? 0) / 1_000, 4);
      }
      const people = await api.get('admin', LOAD, { asOf });
      const ownPeople = ownLoads(then, metadata.at, 'working');
      expect(people).toHaveLength(Object.keys(ownPeople).length);
      for (const { person, own: alone, shared, overdue } of people) {
        const expected = ownPeople[person.value];
        expect([alone, shared, overdue]).toEqual([expected?.own, expected?.shared, expected?.overdue]);
      }
    }
    const before = await api.get('admin', OPEN, { asOf: { at: '2026-03-02T04:00:00Z' } });
    expect(before).toEqual([]);
    const overdue = await api.get('admin', OPEN, { filter: { overdue: true } });
    expect(overdue.every((group: { count: number; overdue: number }) => group.count === group.overdue)).toBe(
      true,
    );
  });

  it('tell how the process went', async () => {
    const found = await api.get('admin', PROCESS);
    const { automation, ...own } = ownProcess(walk);
    const bySystem = Object.values(automation.bySystem).reduce((sum, count) => sum + count, 0);
    expect(found).toMatchObject({ ...own, steps: automation.steps, stepsBySystem: bySystem });
    expect(found.automationShare).toBeCloseTo(bySystem / automation.steps, 10);
    // By the days of the organisation's zone: together they are all.
    const parts = await Promise.all(
      [{ to: '2026-03-03' }, { from: '2026-03-04', to: '2026-03-04' }, { from: '2026-03-05' }].map((filter) =>
        api.get('admin', PROCESS, { filter }),
      ),
    );
    expect(parts.reduce((sum, { steps }) => sum + steps, 0)).toBe(found.steps);
    const weeks = await api.get('admin', WEEKS, { filter: { from: '2026-03-01', to: '2026-03-09' } });
    expect(weeks.map(({ week }: { week: string }) => week)).toEqual([
      '2026-02-23',
      '2026-03-02',
      '2026-03-09',
    ]);
    expect(weeks[0]).toEqual({ week: '2026-02-23', bottleneck: null, stages: [] });
    const [most] = weeks[1].stages;
    expect(weeks[1].bottleneck).toBe(most.kind);
    expect(most.own).toBeCloseTo(most.whole - most.waiting, 6);
  });

  it('show analysts times of a person only where there are five, and nobody a letter', async () => {
    const { groups } = await api.get('analyst', TIMES, { by: ['person'] });
    const told = (withheld: boolean) =>
      groups.filter((group: { withheld: boolean }) => group.withheld === withheld);
    expect(told(true).length).toBeGreaterThan(0);
    expect(told(false).length).toBeGreaterThan(0);
    for (const group of told(true)) {
      expect(group.count).toBeLessThan(5);
      expect([group.mean, group.total, group.longest, group.inTime]).toEqual([null, null, null, null]);
    }
    for (const group of told(false)) expect(group.count).toBeGreaterThanOrEqual(5);
    const ofOne = await api.get('analyst', TIMES, {
      by: ['stage'],
      filter: { employeeId: demoEmployeeId('orlova') },
    });
    expect(ofOne.groups.every((group: { withheld: boolean }) => group.withheld)).toBe(true);
    // Their letters stay closed to them.
    const letters = await api.get('analyst', '{ letters(first: 5) { totalCount } }');
    expect(letters.totalCount).toBe(0);
  });

  it('show heads their departments and what became of their letters, and nobody else anything', async () => {
    const refused = await api.ask('ezhov', TIMES);
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      details: { area: 'figures' },
    });
    for (const query of [OPEN, LOAD, PROCESS, WEEKS]) {
      for (const login of ['zaytseva', 'ezhov']) {
        expect((await api.ask(login, query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      }
    }
    const ofLegal = await api.get('volkov', TIMES, { by: ['department'] });
    expect(ofLegal.groups.map(({ keys }: { keys: Key[] }) => keys[0]?.value)).toEqual([
      demoDepartmentId('legal'),
    ]);
    const all = await api.get('auditor', TIMES);
    const ofProduction = await api.get('medvedev', TIMES);
    expect(ofProduction.groups[0].count).toBeLessThanOrEqual(all.groups[0].count);
    // The general director's own approvals are of letters of production; the person is not shown to its head.
    const people = await api.get('medvedev', TIMES, { by: ['person'] });
    const ids = people.groups.map(({ keys }: { keys: Key[] }) => keys[0]?.value);
    expect(ids).toContain(demoEmployeeId('ezhov'));
    expect(ids).not.toContain(demoEmployeeId('orlova'));
    const stages = await api.get('medvedev', TIMES, { by: ['department'] });
    expect(stages.groups.map(({ keys }: { keys: Key[] }) => keys[0]?.value)).toContain(
      demoDepartmentId('directorate'),
    );
  });

  it('answer what their page asks', async () => {
    const page = readFileSync(new URL('../docs/how-to/figures.md', import.meta.url), 'utf8');
    const queries = [...page.matchAll(/```graphql\n(.*?)```/gs)].map(([, text = '']) => text);
    expect(queries).toHaveLength(3);
    for (const query of queries) expect((await api.ask('auditor', query)).errors).toBeUndefined();
  });

  it('refuse what they do not answer', async () => {
    const codeOf = async (query: string, variables: object) =>
      (await api.ask('admin', query, variables)).errors?.[0]?.extensions.code;
    expect(await codeOf(TIMES, { by: ['stage', 'stage'] })).toBe('INVALID_INPUT');
    expect(await codeOf(TIMES, { by: ['stage', 'person', 'week', 'day'] })).toBe('INVALID_INPUT');
    expect(await codeOf(TIMES, { asOf: { position: last.position, corrected: true } })).toBe('INVALID_INPUT');
    expect(await codeOf('{ stageFigures(first: 1500) { truncated } }', {})).toBe('INVALID_INPUT');
    expect(await codeOf(OPEN, { asOf: { at: '2999-01-01T00:00:00Z' } })).toBe('INVALID_INPUT');
  });

  it('are the same at the command line, as tables in Russian and English, and as JSON', async () => {
    const told = async (show: Parameters<typeof figureLines>[1], options: Partial<FigureOptions> = {}) =>
      (
        await Array.fromAsync(figureLines(api.house, show, { time: 'working', language: 'ru', ...options }))
      ).join('');
    const { groups } = await api.get('admin', TIMES, { by: ['stage'] });
    const json = JSON.parse(await told('times', { json: true }));
    expect(json.groups.map(({ mean }: { mean: number }) => mean)).toEqual(
      groups.map(({ mean }: { mean: number }) => mean),
    );
    expect(await told('times')).toMatch(/^этап +число +среднее +медиана +90 % +95 % +в срок\n/);
    expect(await told('times')).toMatch(/\nСогласовать или вернуть +3 +\d+ /);
    expect(await told('times', { language: 'en', by: ['person', 'stage'] })).toContain('Ежов');
    expect(await told('open', { language: 'en' })).toMatch(/Assign an executor +\d+ +\d+ +0/);
    expect(await told('load')).toContain('Проектный отдел');
    expect(await told('process', { language: 'en' })).toMatch(
      /of them by Chancery itself +\d+ \(\d+\.\d %\)/,
    );
    expect(await told('bottlenecks', { from: '2026-03-02', to: '2026-03-06' })).toContain('узкое место');
    await expect(told('times', { by: ['colour'] })).rejects.toThrow('No grouping');
    await expect(told('open', { asOf: '2999-01-01' })).rejects.toThrow('no instant that has come');
    await expect(told('load', { department: 'Отдел чудес' })).rejects.toThrow('no department');
  });
});
