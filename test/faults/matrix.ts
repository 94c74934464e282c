/** Makes the requests of the fault matrix, and checks what holds for every cell of it. */
import { ApiClient } from '../../src/client/client.js';
import type { ClientClock } from '../../src/client/clock.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { ClientOptions } from '../../src/client/types.js';
import { risk } from '../../src/tools/define.js';
import type { Ending, Fault } from './faults.js';
import { REQUEST_KINDS, REQUESTS, type RequestKind, TOKEN_ANSWER } from './requests.js';
import { Upstream } from './upstream.js';

export interface Cell {
  fault: Fault;
  request: RequestKind;
  credentials: 'basic' | 'oauth';
}

/** What happened in a cell. */
export interface Observation {
  cell: Cell;
  ending: Ending;
  /** The message of the error, if the call failed. */
  message: string | undefined;
  /** Whether the API confirmed the call. */
  confirmed: boolean;
  /** Complete requests for the call itself that the API received; differs from the ending's count for a token. */
  calls: number;
  /** How long the call took by the client's clock, in milliseconds. */
  ms: number;
  deadlineMs: number;
  /** What the next call on the same client ended with, when the API had recovered. */
  next: string;
}

/** Long enough to be sent, on any machine. */
const SHORT_DEADLINE_MS = 2_000;
const LONG_DEADLINE_MS = 20_000;
/** A busy machine may notice the deadline late. */
const TOLERANCE_MS = 10_000;
const PADDING = 'x'.repeat(1_000_000);
const CREDENTIALS = {
  basic: { kind: 'basic', username: 'till.pune1', password: 'correct horse battery' },
  oauth: { kind: 'oauth', key: 'client-key', secret: 'client-secret' },
} as const;
/** The port of a reserved service that nothing provides here. */
const NOWHERE = 'http://127.0.0.1:1';

/** Every fault with every kind of request, with one kind of credentials or the other. */
export const everyOtherCell = (faults: readonly Fault[]): Cell[] =>
  allCells(faults).filter(({ fault, request, credentials }) => {
    const isEven = (faults.indexOf(fault) + REQUEST_KINDS.indexOf(request)) % 2 === 0;
    return request === 'token' || isEven === (credentials === 'basic');
  });

/** Every cell that applies. Only with OAuth is there a token to request. */
export function allCells(faults: readonly Fault[]): Cell[] {
  return faults.flatMap((fault) =>
    REQUEST_KINDS.filter((request) => request !== 'read' || fault.read !== undefined).flatMap((request) =>
      (request === 'token' ? (['oauth'] as const) : (['basic', 'oauth'] as const)).map((credentials) => ({
        fault,
        request,
        credentials,
      })),
    ),
  );
}

/** Runs cells, a limited number at a time. */
export async function runCells(cells: readonly Cell[]): Promise<Observation[]> {
  const observations: Observation[] = [];
  const elsewhere = await Upstream.start({});
  const queue = cells.values();
  const work = async (): Promise<void> => {
    for (const cell of queue) observations.push(await runCell(cell, elsewhere.url));
  };
  try {
    await Promise.all(Array.from({ length: 32 }, work));
    if (elsewhere.connections > 0) throw new Error('a redirect was followed');
    return observations;
  } finally {
    await elsewhere.close();
  }
}

/** The servers of a cell. Tokens have one of their own, so that requests for them do not meet the call's fault. */
interface Servers {
  api: Upstream;
  tokens: Upstream;
  /** The one of them with the fault. */
  faulty: Upstream;
}

async function startServers({ fault, request }: Cell, elsewhere: string): Promise<Servers> {
  // A token that expires at once is requested for each call.
  const tokens = await Upstream.start({ data: { ...TOKEN_ANSWER.data, ttlSeconds: request === 'token' ? 0 : 3600 } });
  const api = await Upstream.start(REQUESTS[request].answer);
  const faulty = request === 'token' ? tokens : api;
  faulty.elsewhere = elsewhere;
  if (fault.api !== 'unreachable') faulty.misbehavior = fault.api;
  return { api, tokens, faulty };
}

async function runCell(cell: Cell, elsewhere: string): Promise<Observation> {
  const { fault, request, credentials } = cell;
  const servers = await startServers(cell, elsewhere);
  const deadlineMs = fault.untilDeadline ? SHORT_DEADLINE_MS : LONG_DEADLINE_MS;
  const clock = skippingClock();
  const padding = fault.largeBodies ? PADDING : '';
  const secret = `client-secret${request === 'token' ? padding : ''}`;
  const urlOf = (server: Upstream): string =>
    fault.api === 'unreachable' && server === servers.faulty ? NOWHERE : server.url;
  const options: ClientOptions = {
    baseUrl: urlOf(servers.tokens),
    inTouchBaseUrl: urlOf(servers.api),
    credentials: credentials === 'basic' ? CREDENTIALS.basic : { ...CREDENTIALS.oauth, secret },
    proxy: false,
    userAgent: 'capillary-mcp/0.0.0-test',
    deadlineMs,
    maxResponseBytes: 250_000,
    closeLimitMs: 0,
  };
  const client = new ApiClient(options, clock);
  const { definition, args } = REQUESTS[request];
  const send = () => endingOf(client.send(definition, args(request === 'token' ? '' : padding)));
  try {
    if (fault.connected) {
      await send();
      // The pool has its connection back.
      await new Promise(setImmediate);
    }
    const { api, faulty } = servers;
    const before = { faulty: faulty.received.length, api: api.received.length, answers: api.properAnswers };
    const started = clock.now();
    const { ended, message } = await send();
    const ms = clock.now() - started;
    const confirmed = api.properAnswers > before.answers;
    const tokenRequests = faulty.received.length - before.faulty;
    const next = fault.api === 'unreachable' ? ITS_OWN_ANSWER : await nextCall(client, clock, servers);
    // Counted last, so that a request that should not have been sent any more would be noticed.
    const calls = api.received.slice(before.api).filter((path) => !path.startsWith(NEXT_PATH)).length;
    const ending = `${ended} ×${request === 'token' ? tokenRequests : calls}` as Ending;
    return { cell, ending, message, confirmed, calls, ms, deadlineMs, next };
  } finally {
    await client.close();
    await Promise.all([servers.api.close(), servers.tokens.close()]);
  }
}

/** Real time, but sleeps take none of it: they move the clock. */
function skippingClock(): ClientClock & { skip(ms: number): void } {
  let skipped = 0;
  const skip = (ms: number): void => {
    skipped += ms;
  };
  return {
    now: () => performance.now() + skipped,
    skip,
    sleep: async (ms, signal) => {
      skip(ms);
      await new Promise(setImmediate);
      signal.throwIfAborted();
    },
    random: () => 0.5,
  };
}

/** The ending of a call, without a count, and the message of its error. */
async function endingOf(call: Promise<unknown>): Promise<{ ended: string; message?: string }> {
  try {
    await call;
    return { ended: 'success' };
  } catch (thrown) {
    if (!(thrown instanceof CapillaryError)) throw thrown;
    const { kind, outcome, message } = thrown;
    return { ended: outcome === undefined ? kind : `${kind} ${outcome}`, message };
  }
}

const NEXT_ID = 99;
const NEXT_PATH = `/v2/customers/${NEXT_ID}`;
const ITS_OWN_ANSWER = 'its own answer';

/** What the next call ends with when the fault is over, and everything is over that a fault may have caused. */
async function nextCall(
  client: ApiClient,
  clock: ReturnType<typeof skippingClock>,
  { api, tokens }: Servers,
): Promise<string> {
  for (const server of [api, tokens]) server.misbehavior = {};
  api.answer = { id: NEXT_ID };
  clock.skip(600_000);
  try {
    const { data } = await client.send(REQUESTS.read.definition, { customerId: NEXT_ID });
    return JSON.stringify(data) === JSON.stringify(api.answer) ? ITS_OWN_ANSWER : `got ${JSON.stringify(data)}`;
  } catch (thrown) {
    return String(thrown);
  }
}

/** What was expected of the cell. */
export function expectedEndings({ fault, request }: Cell): readonly Ending[] {
  const expected = fault[request] ?? fault.write;
  return typeof expected === 'string' ? [expected] : expected;
}

/** A name of the cell, for messages. */
export const nameOf = ({ fault, request, credentials }: Cell): string =>
  `The API ${fault.name}: ${request} with ${credentials}`;

/** What is wrong, whatever the table says. */
export function violations({ cell, ending, message, confirmed, calls, ms, deadlineMs, next }: Observation): string[] {
  const { fault, request } = cell;
  const { answer } = fault;
  const isWrite = risk(REQUESTS[request].definition) !== 'read';
  const isKnown = ending.startsWith('success') || ending.includes(' rejected ');
  const rules: [broken: boolean, rule: string][] = [
    [
      isWrite && calls > 1 && answer !== 'unprocessed',
      'A write is not sent again unless it certainly was not processed.',
    ],
    [ending.includes(' not_sent ') && calls > 0, 'not_sent means that no complete request arrived.'],
    [isWrite && ending.startsWith('success') && !confirmed, 'A write that succeeded was confirmed by the API.'],
    [
      isWrite && calls > 0 && !confirmed && answer === 'unusable' && isKnown,
      'The outcome of a write that arrived and got no usable answer is unknown.',
    ],
    [ending.includes(' unknown ') && answer === 'refusal' && calls > 0, 'A refusal leaves no doubt.'],
    [!isWrite && /unknown|not_sent|rejected r/.test(ending), 'A read has no outcome.'],
    [message !== undefined && !message.includes(fault.says ?? ''), `The message says the reason, but: ${message}`],
    [ms > deadlineMs + TOLERANCE_MS, 'A call ends at its deadline.'],
    [(fault.untilDeadline ?? false) && ms < deadlineMs * 0.9, 'A call uses all of its time.'],
    [next !== ITS_OWN_ANSWER, `The next call gets its own answer, but: ${next}.`],
  ];
  return rules.filter(([broken]) => broken).map(([, rule]) => rule);
}
