import type { Act } from './acts.ts';
import type { Intent, LetterFile } from './books.ts';
import type { Circumstances } from './circumstances.ts';
import { Deeds } from './deeds.ts';
import { Minds } from './minds.ts';
import { Registry } from './registry.ts';

/** The people of the office at their desks. */
export class Desk {
  readonly #minds: Minds;
  readonly #registry: Registry;
  readonly #deeds: Deeds;

  constructor(circumstances: Circumstances) {
    this.#minds = new Minds(circumstances);
    this.#registry = new Registry(circumstances, this.#minds);
    this.#deeds = new Deeds(circumstances, this.#minds, this.#registry);
  }

  /** @throws RefusedAtTheDoor */
  async perform(act: Act): Promise<void> {
    switch (act.kind) {
      case 'arrive':
        return this.#registry.arrive(act);
      case 'link':
        return this.#registry.link(act.file, act.target);
      case 'do':
        return this.#deeds.do(act.intent, act.token);
      case 'askForExtension':
        return this.#deeds.askForExtension(act.intent);
      case 'look':
        return this.#deeds.look(act.file);
      default:
        return act satisfies never;
    }
  }

  /** Somebody was reminded of a task, or their head was. */
  nudge(intent: Intent, level: 'reminder' | 'escalation'): void {
    this.#minds.nudge(intent, level);
  }

  /** A secretary looks at the letter and at its reply. @throws RefusedAtTheDoor */
  look(file: LetterFile): Promise<void> {
    return this.#deeds.look(file);
  }
}
