import { describe, expect, it } from 'vitest';
import { defaultScenario, InvalidScenario, parseScenario } from './scenario.ts';

describe('a scenario', () => {
  it('is the default but for what it says', () => {
    expect(parseScenario('{}', 'file')).toEqual(defaultScenario);
    const given = parseScenario(
      '{"name": "early", "reminders": {"before": [960]}, "people": {"forget": 0}, "deadlines": {"approve": 60}}',
      'file',
    );
    expect(given).toEqual({
      ...defaultScenario,
      name: 'early',
      reminders: { ...defaultScenario.reminders, before: [960] },
      people: { ...defaultScenario.people, forget: 0 },
      deadlines: { approve: 60 },
    });
  });

  it.each([
    ['no JSON', '{'],
    ['a word that it does not know', '{"remindres": {}}'],
    ['a share above one', '{"people": {"forget": 1.5}}'],
    ['a kind of task that there is not', '{"deadlines": {"think": 5}}'],
    ['another line of approval', '{"lineApproval": "random"}'],
  ])('is refused with %s', (_, text) => {
    expect(() => parseScenario(text, 'file')).toThrow(InvalidScenario);
  });
});
