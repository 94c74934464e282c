/** What a domain is to the rest of the sandbox, and what it can react to. */
import type { BrandName } from '../brands/names.js';
import type { Handlers } from '../http/handler.js';
import type { Instant } from '../world/clock.js';
import type { World } from '../world/world.js';
import type { Customer } from './customer/state.js';
import type { IsPersonal } from './personal-texts.js';
import type { Transaction } from './transaction/state.js';

/**
 * One domain of the API: what it stores, what it answers, and what it does when something happens in another domain.
 * Every part but the name is optional. The reactions change only what the domain itself stores, and refuse nothing:
 * what they react to has happened.
 */
export interface Domain {
  /** The name of its folder. */
  readonly name: string;
  /** Its part of an empty world. Its `state.ts` adds the type of that part to `World`. */
  readonly state?: () => object;
  /** The first id of each kind of entity, so that an id shows what it belongs to. Other kinds start at 1. */
  readonly ids?: Readonly<Record<string, number>>;
  /** Its handlers by tool name. They are loaded with the first call to the domain, and with them its definitions. */
  readonly handlers?: () => Promise<Handlers>;
  /** Its data in the worlds of the brands, created by the rules that calls use. */
  readonly seed?: Readonly<Partial<Record<BrandName, (world: World) => void>>>;
  /** After somebody new was registered. */
  readonly onRegister?: (world: World, registration: Registration) => void;
  /** After a loyalty customer's bill earned its points, and before tiers are evaluated. */
  readonly onBill?: (world: World, bill: Bill) => void;
  /** After a return was booked and the points of its bill were taken back. */
  readonly onReturn?: (world: World, returned: Return) => void;
  /** When two accounts become one: whatever is the victim's becomes the survivor's. */
  readonly onMerge?: (world: World, merge: Merge) => void;
  /** When a person is forgotten: what identifies the customer goes, counts and amounts stay. */
  readonly onErase?: (world: World, erasure: Erasure) => void;
  /**
   * Everything in the domain that is still to happen at a certain time, in any order. What creates such a thing also
   * calls `fallsDue`.
   */
  readonly onDue?: (world: World) => Iterable<Due>;
}

export interface Registration {
  customer: Customer;
  tillId: number;
}

export interface Bill {
  bill: Transaction;
  customer: Customer;
}

interface Return {
  transaction: Transaction;
  /** The bill that was returned, in full or in part. */
  bill: Transaction;
}

export interface Merge {
  victim: Customer;
  survivor: Customer;
  /** The till that merges them. */
  tillId: number;
}

export interface Erasure {
  /** Still has its identifiers. Customers who were merged into it are erased one by one. */
  customer: Customer;
  /** The values of its identifiers in all profiles. */
  identifiers: ReadonlySet<string>;
  /** Whether a value has an identifier or a channel of the person in it, whichever of the accounts has it. */
  isAddress: IsPersonal;
  /** The same with names, which others may have, too: for records that are about this customer. */
  isPersonal: IsPersonal;
  tillId: number;
}

export interface Due {
  at: Instant;
  happen: () => void;
}

let registered: readonly Domain[] | undefined;

/**
 * Makes the domains known to rules. `domains/index.ts` does it on import: rules cannot import that list, because its
 * handlers import the rules.
 */
export function registerDomains(domains: readonly Domain[]): void {
  registered = domains;
}

/** All domains, in the order in which they react. */
export function allDomains(): readonly Domain[] {
  if (!registered) throw new Error('no domains: import domains/index.ts');
  return registered;
}
