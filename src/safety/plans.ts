/** Plans: calls that were previewed, and are made by naming their number. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { CapillaryError } from '../client/errors.js';
import { canonicalJson, isObject, parseJson, stringifyJson } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
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

export interface Watched {
  /** Points of the first of the customers concerned. */
  readonly balance?: number;
}

/** Who may carry a plan out. */
export interface PlanOwner {
  readonly organization: string;
  readonly subject: string | undefined;
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
  async make(plan: Plan, owner: PlanOwner): Promise<string | undefined> {
    const json = stringifyJson(plan);
    if (json.length > MAX_PLAN) return undefined;
    const number = randomBytes(9).toString('base64url');
    const isKept = await this.#tickets.put(ticketOf(number), seal(json, number, owner), PLAN_MS);
    return isKept ? number : undefined;
  }

  /**
   * The plan with this number, which stays until it is used.
   *
   * @throws CapillaryError if this caller cannot carry out such a plan of this tool
   */
  async open(definition: Definition, number: string, owner: PlanOwner): Promise<Plan> {
    const ticket = NUMBER.test(number) ? await this.#tickets.get(ticketOf(number)) : undefined;
    if (ticket === 'unavailable') throw unavailable(definition);
    const plan = ticket && unseal(ticket.value, number, owner);
    if (!plan) throw refusePlan(definition, 'there is no such plan of this caller, or no longer');
    if (plan.tool !== definition.tool) throw refusePlan(definition, `the plan is one of ${plan.tool}`);
    return plan;
  }

  /** Uses a plan up. @throws CapillaryError if somebody else has */
  async use(definition: Definition, number: string): Promise<void> {
    const ticket = await this.#tickets.take(ticketOf(number));
    if (ticket === 'unavailable') throw unavailable(definition);
    if (!ticket) throw refusePlan(definition, 'the plan was used already, or has expired');
  }
}

const NUMBER = /^[\w-]{12}$/;
const ticketOf = (number: string): string => `plan ${number}`;

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = (number: string): Buffer => createHash('sha256').update(`capillary-mcp plan key ${number}`).digest();
const ownerOf = ({ organization, subject }: PlanOwner): Buffer =>
  Buffer.from(canonicalJson([organization, subject ?? null]));

function seal(text: string, number: string, owner: PlanOwner): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(number), nonce).setAAD(ownerOf(owner));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns undefined for another owner, or if it was altered */
function unseal(sealed: string, number: string, owner: PlanOwner): Plan | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(number), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(ownerOf(owner)).setAuthTag(tag);
    const text = `${decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8')}${decipher.final('utf8')}`;
    const plan = parseJson(text);
    if (!isObject(plan) || typeof plan['tool'] !== 'string' || !isObject(plan['args'])) return undefined;
    const balance = isObject(plan['watched']) ? plan['watched']['balance'] : undefined;
    return { tool: plan['tool'], args: plan['args'], watched: typeof balance === 'number' ? { balance } : {} };
  } catch {
    return undefined;
  }
}

/** A plan that cannot be carried out. */
export const refusePlan = (definition: Definition, reason: string, details?: Record<string, unknown>): CapillaryError =>
  new CapillaryError({
    kind: 'conflict',
    message: `${definition.tool} was not called: ${reason}.`,
    hint: 'Make a new plan with preview_call, and show the user what it says.',
    retryable: false,
    outcome: 'not_sent',
    ...(details && { details }),
  });

const unavailable = (definition: Definition): CapillaryError =>
  refusePlan(definition, 'plans cannot be read at the moment');
