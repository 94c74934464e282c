/** Plans: calls that were previewed, and are made by naming their number. */
import { randomBytes } from 'node:crypto';
import type { Watched } from '../call/call.js';
import { CapillaryError } from '../client/errors.js';
import { isObject, parseJson, stringifyJson } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { type Owner, seal, unseal } from './seal.js';
import type { Tickets } from './tickets.js';

/** How long a plan can be carried out. */
export const PLAN_MS = 900_000;

/** Characters of its JSON. Larger calls are made without a plan. */
const MAX_PLAN = 200_000;

/** A call that was previewed. */
export interface Plan {
  readonly tool: string;
  /** As they will be sent, with what was filled in. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What was true when the plan was made. */
  readonly watched: Watched;
}

/**
 * Plans are kept sealed: only their number opens them, and only for the caller and the organization that made them. So
 * whoever can read the store learns neither the arguments nor a number.
 */
export class Plans {
  readonly #tickets: Tickets;

  constructor(tickets: Tickets) {
    this.#tickets = tickets;
  }

  /** @returns the number of the plan; undefined if it cannot be kept, or not now */
  async make(plan: Plan, owner: Owner, number = randomBytes(9).toString('base64url')): Promise<string | undefined> {
    const json = stringifyJson(plan);
    if (json.length > MAX_PLAN) return undefined;
    const isKept = await this.#tickets.put(ticketOf(number), seal(json, number, owner), PLAN_MS);
    return isKept ? number : undefined;
  }

  /**
   * The plan with this number, which stays until it is used.
   *
   * @throws CapillaryError if this caller cannot carry out such a plan of this tool
   */
  async open(definition: Definition, number: string, owner: Owner): Promise<Plan> {
    const plan = NUMBER.test(number) ? await this.find(number, owner) : undefined;
    if (plan === 'unavailable') throw unavailable(definition);
    if (!plan) throw refusePlan(definition, NO_PLAN);
    if (plan.tool !== definition.tool) throw refusePlan(definition, `the plan is one of ${plan.tool}`);
    return plan;
  }

  /** @returns undefined if there is none of this caller; `unavailable` if nobody can say */
  async find(number: string, owner: Owner): Promise<Plan | 'unavailable' | undefined> {
    const ticket = await this.#tickets.get(ticketOf(number));
    return ticket === 'unavailable' ? ticket : ticket && readPlan(unseal(ticket.value, number, owner));
  }

  /** The tool of the plan with this number; undefined if this caller has none, or if plans cannot be read. */
  async toolOf(number: string, owner: Owner): Promise<string | undefined> {
    const plan = NUMBER.test(number) ? await this.find(number, owner) : undefined;
    return plan === 'unavailable' ? undefined : plan?.tool;
  }

  /** Uses a plan up. @throws CapillaryError if somebody else has */
  async use(definition: Definition, number: string): Promise<void> {
    const ticket = await this.#tickets.take(ticketOf(number));
    if (ticket === 'unavailable') throw unavailable(definition);
    if (!ticket) throw refusePlan(definition, 'the plan was used already, or has expired');
  }
}

export const NO_PLAN = 'there is no such plan of this caller, or no longer';

const NUMBER = /^[\w-]{12}$/;
const ticketOf = (number: string): string => `plan ${number}`;

function readPlan(text: string | undefined): Plan | undefined {
  const plan = text === undefined ? undefined : parseJson(text);
  if (!isObject(plan) || typeof plan['tool'] !== 'string' || !isObject(plan['args'])) return undefined;
  return { tool: plan['tool'], args: plan['args'], watched: watchedIn(plan['watched']) };
}

/** What a plan says that it watches. */
export function watchedIn(watched: unknown): Watched {
  if (!isObject(watched)) return {};
  const { balance, customer, values } = watched;
  const texts = isObject(values)
    ? Object.entries(values).filter((each): each is [string, string] => isText(each[1]))
    : [];
  return {
    ...(typeof balance === 'number' && { balance }),
    ...(isText(customer) && { customer }),
    ...(texts.length > 0 && { values: Object.fromEntries(texts) }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

const NEW_PLAN = 'Make a new plan with preview_call, and show the user what it says.';

/** A plan that cannot be carried out. */
export const refusePlan = (
  definition: Definition,
  reason: string,
  details?: Record<string, unknown>,
  hint = NEW_PLAN,
): CapillaryError =>
  new CapillaryError({
    kind: 'conflict',
    message: `${definition.tool} was not called: ${reason}.`,
    hint,
    retryable: false,
    outcome: 'not_sent',
    ...(details && { details }),
  });

const unavailable = (definition: Definition): CapillaryError =>
  refusePlan(definition, 'plans cannot be read at the moment');

/** A call that may only be made by plan. */
export const needsPlan = (definition: Definition): CapillaryError =>
  new CapillaryError({
    kind: 'limit_reached',
    message: `${definition.tool} was not called: here it is called only by a plan that was previewed.`,
    hint: 'Call preview_call with its name and arguments, show the user what it says, then pass plan instead of arguments.',
    retryable: false,
    outcome: 'not_sent',
    details: { limit: 'requirePlan' },
  });
