import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentWait } from '../../domain/deadline.ts';
import { foldLetter } from '../../domain/letter/decider.ts';
import { isOpen } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import { calendarOfTask } from '../../domain/organization/calendars.ts';
import { explainDeadline } from '../../domain/organization/deadline-explanation.ts';
import { responsibleFor } from '../../domain/organization/responsible.ts';
import { actsAs } from '../../domain/organization/rights.ts';
import { addWorkingMinutes, workingMinutesBetween } from '../../domain/organization/working-time.ts';
import { demo, live, steps } from './random-life.ts';

const RUNS = { numRuns: 400 };

describe('whatever is attempted by whomever, and whatever becomes of the organisation,', () => {
  it('1. a letter that is not closed has an open task, with a living assignee and a due date', () => {
    fc.assert(
      fc.property(steps(60), (path) => {
        live(path, ({ letter, organization }) => {
          if (!letter || letter.status === 'abandoned') return;
          const tasks = openTasks(letter);
          if (isOpen(letter)) expect(tasks.length).toBeGreaterThan(0);
          expect(new Set(tasks.map(({ key }) => key)).size).toBe(tasks.length);
          for (const { assignee, deadline } of tasks) {
            const responsible = responsibleFor(organization, assignee);
            expect(responsible.length).toBeGreaterThan(0);
            for (const id of responsible) expect(organization.employees.get(id)?.dismissed).toBe(false);
            expect(Date.parse(deadline.due)).not.toBeNaN();
          }
        });
      }),
      RUNS,
    );
  });

  it('1. a task that waits for a counterparty has a due date as well, and is not overdue; each explains its date', () => {
    let waited = 0;
    fc.assert(
      fc.property(steps(60), (path) => {
        live(path, ({ letter, organization, now }) => {
          for (const { deadline, assignee } of openTasks(letter)) {
            const wait = currentWait(deadline);
            if (wait) {
              waited += 1;
              expect(deadline.due >= wait.expectedBy).toBe(true);
              if (wait.expectedBy > new Date(now).toISOString()) {
                expect(Date.parse(deadline.due)).toBeGreaterThan(now);
              }
            }
            const { steps: told, policy } = explainDeadline(organization, deadline);
            expect(told.at(-1)?.due).toBe(deadline.due);
            for (const [index, step] of told.entries()) {
              if ('previous' in step) expect(step.previous).toBe(told[index - 1]?.due);
              if (step.kind === 'waited' && step.until) {
                // Nobody but the one who has the task now had it while it waited, so it is their calendar.
                const calendar = calendarOfTask(organization, assignee);
                const minutes = workingMinutesBetween(calendar, step.at ?? '', step.until);
                expect(step.workingMinutes).toBeCloseTo(minutes, 6);
                expect(step.due).toBe(
                  minutes === 0 ? step.previous : addWorkingMinutes(calendar, step.previous, minutes),
                );
              }
            }
            const [first] = told;
            if (policy && first) {
              expect(first.due).toBe(
                addWorkingMinutes(organization.calendar, policy.from, policy.workingMinutes),
              );
            }
          }
        });
      }),
      RUNS,
    );
    // Between 60 and 170 as the dice fall.
    expect(waited).toBeGreaterThan(20);
  });

  it('2. its events, read again, fold to the same letter', () => {
    fc.assert(
      fc.property(steps(60), (path) => {
        const { letter, events } = live(path);
        expect(foldLetter(events)).toEqual(letter);
        // And to the same at every moment of the past.
        for (const length of [1, Math.ceil(events.length / 2)]) {
          const then = events.slice(0, length);
          if (length > 0 && then.length === length) expect(foldLetter(then)?.revision).toBe(length - 1);
        }
        const stored = JSON.parse(JSON.stringify(letter ?? null)) as unknown;
        expect(JSON.parse(JSON.stringify(foldLetter(events) ?? null))).toEqual(stored);
      }),
      RUNS,
    );
  });

  it('4. an approval counts once, for its round and step, and no round is both approved and returned', () => {
    fc.assert(
      fc.property(steps(80), (path) => {
        const { events } = live(path);
        const granted = new Set<string>();
        const ended = new Map<number, string>();
        let current: { round: number; route: readonly { approvers: readonly string[] }[] } | undefined;
        for (const { type, data } of events) {
          if (type === 'SubmittedForApproval') current = { round: data.round, route: data.route };
          if (type === 'ApproverReplaced' && current) {
            const route = current.route.map((step, index) =>
              index === data.step
                ? {
                    approvers: step.approvers.map((id) => (id === data.approverId ? data.replacementId : id)),
                  }
                : step,
            );
            current = { ...current, route };
          }
          if (type === 'ApprovalGranted') {
            const key = `${data.round}/${data.step}/${data.approverId}`;
            expect(granted.has(key)).toBe(false);
            granted.add(key);
            expect(data.round).toBe(current?.round);
            expect(current?.route[data.step]?.approvers).toContain(data.approverId);
            expect(ended.has(data.round)).toBe(false);
          }
          if (type === 'Approved' || type === 'ReturnedForRework') {
            expect(ended.get(data.round)).toBeUndefined();
            ended.set(data.round, type);
          }
        }
      }),
      RUNS,
    );
  });

  it('7. nothing happens to it by somebody who was not, that day, themselves or the substitute of whom they acted for', () => {
    fc.assert(
      fc.property(steps(60), (path) => {
        live(path, ({ organization }, _, added) => {
          for (const { metadata } of added) {
            if (metadata.actor === 'system') continue;
            const day = metadata.at.slice(0, 10);
            const owners = actsAs(organization, metadata.actor, day);
            expect(owners).toContain(metadata.actor);
            if (metadata.onBehalfOf) expect(owners).toContain(metadata.onBehalfOf);
          }
        });
      }),
      RUNS,
    );
  });

  it('the lives that were lived come far enough to mean something', () => {
    const seen = new Set<string>();
    for (const path of fc.sample(steps(80), { numRuns: 1_000, seed: 1 }))
      for (const { type } of live(path).events) seen.add(type);
    for (const type of [
      'WaitingForCounterparty',
      'WaitingEnded',
      'ReminderSent',
      'Escalated',
      'ApprovalGranted',
      'Approved',
      'ReturnedForRework',
      'Dispatched',
      'ReplyDrafted',
      'Annulled',
    ]) {
      expect([type, seen.has(type)]).toEqual([type, true]);
    }
    expect(demo.employees.size).toBe(11);
  });
});
