import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LetterRequest } from '../../application/letter-requests.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import { participants } from '../../domain/letter/participants.ts';
import { maySeeLetter } from '../../domain/organization/rights.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { everybody } from '../../infrastructure/cli/everybody.ts';
import { demoEmployeeId, demoLogins } from '../../infrastructure/demo/demo-organization.ts';
import { findLetterPage, findLetters, listLetters } from '../../projections/correspondence/letter-queries.ts';
import { letterVersions } from '../../projections/correspondence/letter-versions.ts';
import { searchLetters } from '../../projections/correspondence/search-queries.ts';
import { listTasks } from '../../projections/correspondence/task-queries.ts';
import { findProjects } from '../../projections/registers/queries.ts';
import { busyOffice } from '../busy-office.ts';
import { type House, openHouse } from '../house.ts';

describe('7. nobody reads or changes what their roles on that day do not let them', () => {
  let house: House;
  let letters: readonly Letter[];
  beforeAll(async () => {
    house = await openHouse();
    await busyOffice(house);
    const today = await house.chancery.today();
    await house.chancery.organization.execute({ actor: 'system', commandId: randomUUID() }, [
      {
        name: 'setSubstitution',
        substitutionId: randomUUID(),
        employeeId: demoEmployeeId('ezhov'),
        substituteId: demoEmployeeId('analyst'),
        from: today,
        to: today,
      },
      {
        name: 'setSubstitution',
        substitutionId: randomUUID(),
        employeeId: demoEmployeeId('medvedev'),
        substituteId: demoEmployeeId('zaytseva'),
        from: '2020-01-01',
        to: '2020-01-31',
      },
    ]);
    const secretary = await house.chancery.viewer(demoEmployeeId('sokolova'));
    const page = await listLetters(house.read, secretary, {}, 'datedAscending', { first: 200 });
    letters = page.edges.map(({ node }) => node);
    expect(letters.length).toBeGreaterThan(8);
  });
  afterAll(() => house.close());

  it('every query of letters shows exactly those that the rule of the domain allows', async () => {
    let hidden = 0;
    for (const login of demoLogins) {
      const viewer = await house.chancery.viewer(demoEmployeeId(login));
      const projects = await findProjects(house.read, viewer.employeeIds, [
        ...new Set(letters.flatMap(({ projectIds }) => projectIds)),
      ]);
      const allowed = letters
        .filter((letter) =>
          maySeeLetter(
            viewer,
            letter,
            letter.projectIds.some((id) => projects.has(id)),
          ),
        )
        .map(({ id }) => id);
      hidden += letters.length - allowed.length;

      const listed = await listLetters(house.read, viewer, {}, 'datedAscending', { first: 200 });
      expect([login, listed.edges.map(({ node }) => node.id)]).toEqual([login, allowed]);
      expect(await listed.count()).toBe(allowed.length);
      const versions = await findLetterPage(
        house.read,
        viewer,
        {},
        'datedAscending',
        { first: 200 },
        letterVersions,
      );
      expect(versions.edges.map(({ node }) => node.id)).toEqual(allowed);
      expect(await versions.count()).toBe(allowed.length);
      const found = await findLetters(
        house.read,
        viewer,
        letters.map(({ id }) => id),
      );
      expect([...found.keys()].sort()).toEqual([...allowed].sort());
      const tasks = await listTasks(house.read, viewer, {}, { first: 200 });
      for (const { node } of tasks.edges) expect(allowed).toContain(node.letter.id);
      const hits = await searchLetters(house.read, viewer, 'стройинвест', { first: 200 });
      for (const { node } of hits.edges) expect(allowed).toContain(node.letter.id);
      expect(await hits.count()).toBe(hits.edges.length);
      // All that there is to find, but for what may not be seen.
      const all = await searchLetters(house.read, everybody, 'стройинвест', { first: 200 });
      const visible = all.edges.map(({ node }) => node.letter.id).filter((id) => allowed.includes(id));
      expect(hits.edges.map(({ node }) => node.letter.id).sort()).toEqual(visible.sort());
    }
    expect(hidden).toBeGreaterThan(10);
  });

  it('no command is carried out for somebody who has nothing to do with the letter', async () => {
    const requests = (letterId: string): readonly LetterRequest[] => [
      { name: 'assignExecutor', letterId, executorId: demoEmployeeId('ezhov'), reason: 'x' },
      { name: 'draftReply', letterId, text: 'x' },
      { name: 'waiveReply', letterId, reason: 'x' },
      { name: 'reviseLetter', letterId, text: 'x' },
      { name: 'submitForApproval', letterId },
      { name: 'grantApproval', letterId },
      { name: 'returnForRework', letterId, reason: 'x' },
      { name: 'dispatchLetter', letterId, channel: 'post' },
      { name: 'recordIncomingNumber', letterId, number: 'x', date: '2026-01-01' },
      { name: 'waiveConfirmation', letterId, reason: 'x' },
      { name: 'withdrawLetter', letterId, reason: 'x' },
      { name: 'annulLetter', letterId, reason: 'x' },
      { name: 'correctRegistration', letterId, changes: { subject: 'x' }, reason: 'x' },
      { name: 'linkLetters', letterId, targetLetterId: letterId, kind: 'answers' },
      { name: 'attachFile', letterId, file: { sha256: 'a'.repeat(64) } },
      { name: 'requestAcknowledgment', letterId, employeeIds: [demoEmployeeId('ezhov')] },
      { name: 'acknowledge', letterId },
      { name: 'extendDeadline', letterId, until: '2999-01-01T00:00:00.000Z', reason: 'x' },
      { name: 'reopen', letterId, outgoingLetterId: letterId, reason: 'x' },
      { name: 'abandonRegistration', letterId, reason: 'x' },
    ];
    const before = await house.eventStore.head();
    for (const letter of letters) {
      // The auditor sees every letter, and changes none; the lawyer sees none of these.
      for (const login of ['auditor', 'zaytseva', 'lisitsyna']) {
        if (participants(letter).includes(demoEmployeeId(login)) && login !== 'lisitsyna') continue;
        for (const request of requests(letter.id)) {
          const outcome = await house.attempt(login, request);
          expect([login, request.name, isRefusal(outcome)]).toEqual([login, request.name, true]);
        }
      }
    }
    expect(await house.eventStore.head()).toBe(before);
  });
});
