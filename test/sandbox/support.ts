/** What the sandbox's tests share: a small world at a fixed moment, a client, and the checks that books add up. */

import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { z } from 'zod';
import { lazy } from '../../src/lib/lazy.js';
import { md5 } from '../../src/lib/md5.js';
import { openWorld } from '../../src/sandbox/brands/worlds.js';
import { type NewCustomer, register } from '../../src/sandbox/domains/customer/rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { holderKey, points3 } from '../../src/sandbox/domains/points/ledger.js';
import type { Entity, Movement, PointsCategory } from '../../src/sandbox/domains/points/state.js';
import type { NewBill } from '../../src/sandbox/domains/transaction/posting.js';
import { addBill, type BillResult } from '../../src/sandbox/domains/transaction/rules.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { SandboxFailure } from '../../src/sandbox/world/failure.js';
import { WorldTemplate } from '../../src/sandbox/world/template.js';
import type { World } from '../../src/sandbox/world/world.js';
import type { Definition } from '../../src/tools/define.js';
import { section } from '../../src/tools/define.js';
import { fittingHandlers } from './fitting.js';
import { send } from './http-request.js';
import { Snapshot, unreadPart } from './snapshot.js';

export const START = '2026-05-03T06:30:00Z';
export const TILL = 5001101;
export const OTHER_STORE_TILL = 5001201;

const emptyTemplate = lazy(() => new WorldTemplate(openWorld({ seed: 7, now: START })));

export const emptyWorld = (): World => emptyTemplate().create();

let mobiles = 0;

/** A customer with a mobile of their own. */
export function aCustomer(world: World, more: Partial<NewCustomer> = {}): Customer {
  mobiles += 1;
  const identifiers = [{ type: 'mobile' as const, value: `91970${String(mobiles).padStart(7, '0')}` }];
  return register(world, { identifiers, firstName: 'Asha', lastName: 'Rao', tillId: TILL, ...more }).customer;
}

let bills = 0;

export function aBill(
  world: World,
  customer: Customer | null,
  amount: number,
  more: Partial<NewBill> = {},
): BillResult {
  bills += 1;
  return addBill(world, { customer, billNumber: `bill-${bills}`, tillId: TILL, amount, ...more });
}

/** The code that something fails with; undefined where it succeeds. */
export function failureOf(act: () => unknown): number | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof SandboxFailure) return error.code;
    throw error;
  }
}

/** That something fails with a code and leaves the world as it was. */
export function expectFailure(world: World, code: number, act: () => unknown): void {
  const before = new Snapshot(world);
  expect(failureOf(act)).toBe(code);
  before.expectSame(world);
}

/** The lots and ledgers of templates that add up. */
const addedUp = new WeakMap<() => unknown, () => unknown>();

/** That for everybody, in every category, what remains in lots is what the ledger sums up to, and nothing is below 0. */
export function expectBooksAddUp(world: World): void {
  const [lots, ledger] = [unreadPart(world, 'lots'), unreadPart(world, 'ledger')];
  // Nobody has opened these books since they were added up.
  if (lots && ledger && addedUp.get(lots) === ledger) return;
  expectLotsMatchLedger(world);
  if (lots && ledger) addedUp.set(lots, ledger);
}

function expectLotsMatchLedger(world: World): void {
  const wrong: string[] = [];
  const inLots = new Map<string, number>();
  const inLedger = new Map<string, number>();
  const add = (sums: Map<string, number>, entity: Entity, category: PointsCategory, points: number): void => {
    const key = `${holderKey(entity)} ${category}`;
    sums.set(key, points3((sums.get(key) ?? 0) + points));
  };
  for (const lot of Object.values(world.lots)) {
    const { id, entity, category, awarded, remaining, redeemed, expired, returned, transferred, adjusted } = lot;
    const parts = [remaining, redeemed, expired, returned, transferred, adjusted];
    if (Math.min(...parts) < 0) wrong.push(`lot ${id} has less than nothing: ${parts}`);
    const total = points3(parts.reduce((sum, part) => sum + part, 0));
    if (total !== awarded) wrong.push(`lot ${id} has ${total} of ${awarded} points`);
    add(inLots, entity, category, remaining);
  }
  for (const { entity, category, type, points } of world.ledger) {
    add(inLedger, entity, category, type === 'CREDIT' ? points : -points);
  }
  for (const key of new Set([...inLots.keys(), ...inLedger.keys()])) {
    const [lots, ledger] = [inLots.get(key) ?? 0, inLedger.get(key) ?? 0];
    if (lots !== ledger) wrong.push(`${key}: ${lots} in lots, ${ledger} in the ledger`);
  }
  expect(wrong).toEqual([]);
}

/** That points moved add up to what transfers and redemptions say, so that none come from nowhere. */
export function expectMovementsAddUp(world: World): void {
  const moved = (movement: Movement): number =>
    points3(
      world.ledger.filter((entry) => entry.movement === movement).reduce((total, { points }) => total + points, 0),
    );
  const transferred = Object.values(world.pointsTransfers).reduce((total, { points }) => total + points, 0);
  expect([moved('transfer_out'), moved('transfer_in')]).toEqual([transferred, transferred]);
  const redemptions = Object.values(world.pointsRedemptions);
  expect(moved('redeem')).toBe(points3(redemptions.reduce((total, { points }) => total + points, 0)));
  const reversals = redemptions.flatMap((redemption) => redemption.reversals);
  expect(moved('reverse')).toBe(points3(reversals.reduce((total, { points }) => total + points, 0)));
}

/** A definition with nothing but a place, for tests of routing. */
export function endpoint(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  tool: string,
  accessGroup: string | null = null,
): Definition {
  const made = section('Tests', { domain: 'Points Management', accessGroup });
  const add = { GET: made.get, POST: made.post, PUT: made.put, DELETE: made.delete }[method];
  const version = /^(v1|v1\.1|v2|v3)\//.test(path) ? {} : { version: 'v1' as const };
  add(path, {
    tool,
    title: `Title of ${tool}`,
    summary: '',
    answer: () => z.unknown(),
    effect: 'read',
    keywords: [],
    sources: [],
    ...version,
  });
  const [definition] = made.definitions;
  if (!definition) throw new Error('section() added nothing');
  return definition;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** What stands at a place in an answer: `valueAt(body, 'data.0.id')`. */
export function valueAt(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => new Map(Object.entries(value ?? {})).get(key), body);
}

/** The list at a place in an answer. */
export function listAt(body: unknown, path: string): unknown[] {
  const list = valueAt(body, path);
  if (!Array.isArray(list)) throw new Error(`${path} is no list`);
  return list;
}

/** One field of each in the list at a place. */
export const fieldOfEach = (body: unknown, path: string, field: string): unknown[] =>
  listAt(body, path).map((each) => valueAt(each, field));

export interface CallOptions {
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
  method?: string;
}

export const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${md5(password)}`).toString('base64')}`;

/** The header that a sandbox's own till sends. */
export const authorized = ({
  credentials: { username, password },
}: Pick<Sandbox, 'credentials'>): { authorization: string } => ({
  authorization: basic(username, password),
});

/** Calls a sandbox with its own Basic credentials: `call('GET /v2/…')`. */
export const caller =
  (sandbox: Sandbox) =>
  async (request: string, { body, raw, headers }: CallOptions = {}): Promise<Answer> => {
    const [method = 'GET', path = '/'] = request.split(' ');
    const { username, password } = sandbox.credentials;
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const { text, ...received } = await send(`${sandbox.url}${path}`, {
      method,
      headers: {
        authorization: basic(username, password),
        ...(sent !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    return { ...received, body: text === '' ? undefined : JSON.parse(text) };
  };

/** Starts a sandbox's world over. */
export async function resetSandbox({ url }: Pick<Sandbox, 'url'>): Promise<void> {
  await send(`${url}/__sandbox/reset`, { method: 'POST' });
}

/** A sandbox as a test file uses it. */
export interface SharedSandbox extends Omit<Sandbox, 'close'> {
  call: (request: string, options?: CallOptions) => Promise<Answer>;
  /** That a call fails with an HTTP status and the first error's code, and leaves the world as it was. */
  expectRefused: (request: string, code: number, options?: CallOptions, status?: number) => Promise<void>;
}

/** The HTTP status and the code of the first error, as v2 tells it. */
export const errorOf = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

/**
 * One sandbox for a test file, closed after its tests. Each test starts with the same world, in whatever order they run,
 * and must leave books that add up.
 */
export function useSandbox(_definitions: readonly Definition[]): SharedSandbox {
  let running: Sandbox | undefined;
  const sandbox = (): Sandbox => {
    if (!running) throw new Error('the sandbox runs in tests only');
    return running;
  };
  beforeAll(async () => {
    running = await startSandbox({ handlers: fittingHandlers(), seed: 5, now: START });
  });
  beforeEach(() => resetSandbox(sandbox()));
  afterEach(() => expectBooksAddUp(sandbox().world));
  afterAll(() => sandbox().close());
  return {
    get url() {
      return sandbox().url;
    },
    get credentials() {
      return sandbox().credentials;
    },
    get world() {
      return sandbox().world;
    },
    settled: () => sandbox().settled(),
    call: (request, options) => caller(sandbox())(request, options),
    expectRefused: async (request, code, options, status = 400) => {
      const before = new Snapshot(sandbox().world);
      expect(errorOf(await caller(sandbox())(request, options))).toEqual([status, code]);
      before.expectSame(sandbox().world);
    },
  };
}
