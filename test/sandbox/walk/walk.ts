/** A random walk through a sandbox: steps over HTTP by a few people, with what must hold after each. */

import { identifierOf } from '../../../src/sandbox/domains/customer/rules.js';
import type { Customer, Identifier, UserGroup } from '../../../src/sandbox/domains/customer/state.js';
import type { Sandbox } from '../../../src/sandbox/http/server.js';
import { DAY, type Instant, later, now } from '../../../src/sandbox/world/clock.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { answerOf, definitionOf, failureIn } from '../conformance/answers.js';
import type { Args } from '../conformance/sample.js';
import { send } from '../http-request.js';
import type { Journal } from '../journal.js';
import { Dice } from './dice.js';
import { STEPS } from './steps.js';

/** How many of the seed's customers walk; few, so that they meet. Those who register later join them. */
const WALKERS = 6;

export class Walk {
  readonly dice: Dice;
  readonly #sandbox: Sandbox;
  readonly #journal: Journal;
  readonly #seeded: ReadonlySet<number>;
  /** The last calls, for whoever has to find out what went wrong. */
  readonly log: string[] = [];
  /** Customers who took part in the last step. */
  readonly involved = new Set<Customer>();
  /** How often each tool succeeded and failed. */
  readonly outcomes = new Map<string, { done: number; refused: number }>();
  #count = 0;

  constructor(sandbox: Sandbox, journal: Journal, seed: number) {
    this.dice = new Dice(seed);
    this.#sandbox = sandbox;
    this.#journal = journal;
    this.#seeded = new Set(
      this.people()
        .slice(WALKERS)
        .map(({ id }) => id),
    );
  }

  get world(): World {
    return this.#sandbox.world;
  }

  /** Everybody, and what identifies them now. */
  people(): Customer[] {
    return Object.values(this.world.customers);
  }

  /** A walker; at times one who was merged or erased, or somebody else. */
  somebody(): Customer {
    const walkers = this.people().filter(({ id }) => !this.#seeded.has(id));
    const present = walkers.filter(({ mergedInto, piiDeleted }) => mergedInto === null && !piiDeleted);
    const found = this.dice.chance(0.05) ? this.dice.pick(this.people()) : this.dice.pick(present);
    const customer = found ?? this.people()[0];
    if (!customer) throw new Error('nobody is left');
    this.involved.add(customer);
    return customer;
  }

  groupOf({ id }: Customer): UserGroup | undefined {
    return Object.values(this.world.userGroups).find(({ members }) => members.some((each) => each.customerId === id));
  }

  mobileOf = (customer: Customer): string => identifierOf(customer, 'mobile');

  /** A number that nothing has yet. */
  number(what: string): string {
    this.#count += 1;
    return `${what}-${this.#count}`;
  }

  freshMobile(): string {
    this.#count += 1;
    return `9197001${String(this.#count).padStart(5, '0')}`;
  }

  daysFromNow(days: number): Instant {
    return later(now(this.world), days * DAY);
  }

  advance = async (seconds: number): Promise<void> => {
    this.log.push(`${seconds} seconds pass`);
    const { status } = await send(`${this.#sandbox.url}/__sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceSeconds: seconds }),
    });
    if (status !== 200) throw new Error(`the clock answers ${status}`);
  };

  /** Reads; nothing is noted. */
  read = async (tool: string, args: Args): Promise<unknown> => {
    const definition = definitionOf(tool);
    const answer = await answerOf(this.#sandbox, definition, args);
    return failureIn(definition, answer) ? undefined : answer.body;
  };

  /**
   * Calls a tool. What is refused must change nothing.
   * @returns the answer; undefined if it is a failure
   */
  call = async (tool: string, args: Args): Promise<unknown> => {
    const definition = definitionOf(tool);
    this.#journal.begin();
    const answer = await answerOf(this.#sandbox, definition, args);
    const text = JSON.stringify(answer.body) ?? '';
    const failure = failureIn(definition, answer);
    this.log.push(`${tool} ${JSON.stringify(args)}: ${failure?.message ?? 'done'}`);
    if (text.includes('The sandbox failed')) throw new Error(text);
    const outcome = this.outcomes.get(tool) ?? { done: 0, refused: 0 };
    outcome[failure ? 'refused' : 'done'] += 1;
    this.outcomes.set(tool, outcome);
    if (!failure) return answer.body;
    if (failure.kind !== 'partial' && this.#journal.takeBack(this.world)) throw new Error('changed by a refused call');
    return undefined;
  };

  /** Takes a step. */
  async step(): Promise<void> {
    this.involved.clear();
    const [, name, step] = this.dice.weighted(STEPS);
    this.log.push(`-- ${name}`);
    await step(this);
  }
}

/** The identifiers that a customer has now. */
export const identifiersOf = ({ profiles }: Customer): Identifier[] => profiles.flatMap((each) => each.identifiers);
