/** Makes hostile calls of every tool through the real path, and checks what arrives at the API and at the caller. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type ConnectionValues, withConnectionValues } from '../../src/call/filled-in.js';
import { createToolAccess } from '../../src/discovery/filters.js';
import { CALLERS, FIND_TOOLS } from '../../src/discovery/meta-tools.js';
import { parseJson } from '../../src/lib/json.js';
import { md5 } from '../../src/lib/md5.js';
import { observable } from '../../src/lib/observable.js';
import { type Organization, openOrganization } from '../../src/organization/organization.js';
import { riskOf } from '../../src/tools/called-risk.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { StdioConnection } from '../../src/transports/stdio.js';
import { catalogue } from '../discovery/toolboxes.js';
import { type Args, argumentsOf, huge, junk, toolName } from './hostile.js';
import { checkAnswer, checkRequest, spellingsOf } from './rules.js';
import { ORGANIZATION_ID, PROGRAM_ID, REWARD_BRAND, RecordingUpstream, TILL } from './upstream.js';

export interface FuzzOptions {
  calls: number;
  seed: number;
  /** Whether calls may have very large arguments, and their time is checked. */
  isFull: boolean;
  onProgress?: (report: FuzzReport) => void;
}

export interface FuzzReport {
  calls: number;
  /** Calls that reached the API. */
  sent: number;
  /** Calls that ended as an error without reaching the API. */
  refused: number;
  /** Messages that are no valid call, and got a protocol error. */
  malformed: number;
  /** Tools of which at least one call reached the API. */
  toolsSent: Set<string>;
  slowest: { ms: number; bytes: number; call: string };
  /** What was wrong, with one call as an example and their number. */
  violations: Map<string, { example: string; count: number }>;
}

/** A call, and what it asks for if it is valid. */
interface Call {
  params: unknown;
  /** The tool that it reaches, if any, and the arguments that the tool gets. */
  target?: { definition: Definition; args: Args };
}

const USERNAME = 'fuzz/till';
const PASSWORD = 'pass/wörd"+7c1e?>';
const CLIENT_KEY = 'client/key+8d2f/91ab';
const CLIENT_SECRET = 'client/secret+55aa/77cc?>';
const TOKEN = 'access/token+0f9e/8d7c==';
const ADMIN_KEY = 'admin/key+31f0/22e1';
const BASIC = Buffer.from(`${USERNAME}:${md5(PASSWORD)}`).toString('base64');
const SECRETS = [PASSWORD, CLIENT_KEY, CLIENT_SECRET, TOKEN, ADMIN_KEY, BASIC].flatMap(spellingsOf);

const MAX_RESULT_TOKENS = 8_000;
const MAX_CHARACTERS = 28_000;
/** Time that a call may take for each 100 KB of its message; smaller messages count as 100 KB. */
const MS_PER_100_KB = 100;
const HUGE_EVERY = 200;

export async function runFuzz({ calls, seed, isFull, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const report: FuzzReport = {
    ...{ calls: 0, sent: 0, refused: 0, malformed: 0 },
    toolsSent: new Set(),
    slowest: { ms: 0, bytes: 0, call: '' },
    violations: new Map(),
  };
  const world = await FuzzWorld.open();
  try {
    for (let index = 0; index < calls; index += 1) {
      const definition = definitions[index % definitions.length];
      if (!definition) throw new Error('no tools');
      const isHuge = isFull && index % HUGE_EVERY === HUGE_EVERY - 1;
      const [call] = fc.sample(callOf(definition, isHuge), { seed: seed + index, numRuns: 1 });
      if (!call) throw new Error('no call');
      await world.make(call, definition, report, isFull);
      if (report.calls % 5_000 === 0) onProgress?.(report);
    }
  } finally {
    await world.close();
  }
  return report;
}

/** A call of a tool: by its own name, through a caller, or of a meta-tool; sometimes with the wrong form altogether. */
function callOf(definition: Definition, isHuge: boolean): fc.Arbitrary<Call> {
  const args = isHuge ? fc.tuple(argumentsOf(definition), huge).map(withHuge) : argumentsOf(definition);
  const direct = args.map((given) => ({
    params: { name: definition.tool, arguments: given },
    ...targetOf(definition, given),
  }));
  const caller = CALLERS[risk(definition)];
  const indirect = fc
    .tuple(args, fc.boolean(), fc.constantFrom(...Object.values(CALLERS), caller, caller, caller))
    .map(([given, asText, name]) => ({
      params: { name, arguments: { name: definition.tool, arguments: asText ? JSON.stringify(given) : given } },
      ...(isAllowed(name, definition, given) && targetOf(definition, given, asText)),
    }));
  const amongOthers = fc
    .tuple(args, fc.boolean(), fc.array(junk, { maxLength: 22 }), fc.array(junk, { maxLength: 3 }))
    .map(([given, asText, before, after]) => {
      const calls = [...before, { name: definition.tool, arguments: given }, ...after];
      const isMade = calls.length <= 20 && isAllowed(CALLERS.read, definition, given);
      return {
        params: { name: CALLERS.read, arguments: { calls: asText ? JSON.stringify(calls) : calls } },
        ...(isMade && targetOf(definition, given, asText)),
      };
    });
  return fc.oneof(
    { weight: 14, arbitrary: direct },
    { weight: 4, arbitrary: indirect },
    { weight: 1, arbitrary: amongOthers },
    { weight: 2, arbitrary: isHuge ? hugeMetaCall : metaCall },
    { weight: 1, arbitrary: unknownCall },
    { weight: 1, arbitrary: malformedCall },
  );
}

const metaCallWith = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Call> => {
  const name = fc.constantFrom('name', 'arguments', 'fields', 'calls', 'query', 'limit', 'domain', 'x', '__proto__');
  return fc
    .tuple(fc.constantFrom(FIND_TOOLS, FIND_TOOLS, ...Object.values(CALLERS)), fc.dictionary(name, value), value)
    .map(([tool, given, query]) => ({
      params: { name: tool, arguments: tool === FIND_TOOLS ? { query, ...given } : given },
    }));
};
const metaCall = metaCallWith(junk);
const hugeMetaCall = metaCallWith(huge);
const unknownCall = fc.tuple(toolName, junk).map(([name, given]) => ({ params: { name, arguments: given } }));
/** If the parameters or their metadata are no object, the message is no JSON-RPC, and gets no answer. */
const malformedCall = fc
  .tuple(fc.dictionary(fc.constantFrom('name', 'arguments', 'task', 'x'), junk), fc.dictionary(fc.string(), junk))
  .map(([params, metadata]) => ({ params: { ...params, _meta: metadata } }));

/** Whether a caller may call a tool with these arguments, which can make a read of it. */
const isAllowed = (caller: string, definition: Definition, args: Args): boolean =>
  caller === CALLERS[risk(definition)] || caller === CALLERS[riskOf(definition, args)];

const withHuge = ([args, value]: [Args, unknown]): Args => {
  const [first = 'x'] = Object.keys(args);
  return { ...args, [first]: value };
};

/** @param asText - whether the arguments are passed as JSON text, whose long integers stay exact */
function targetOf(definition: Definition, given: Args, asText = false): { target: NonNullable<Call['target']> } {
  const json = JSON.stringify(given);
  const { fields, ...args } = (asText ? parseJson(json) : JSON.parse(json)) as Args;
  return { target: { definition, args } };
}

const CONNECTION: ConnectionValues = {
  defaultSource: undefined,
  lookUp: async (name) =>
    ({
      tillCode: { value: TILL.code },
      tillId: { value: TILL.id },
      programId: { value: PROGRAM_ID },
      organizationId: { value: ORGANIZATION_ID },
      rewardBrandId: { value: REWARD_BRAND.id },
      rewardBrandName: { value: REWARD_BRAND.brand },
    })[name],
};

/** The arguments with what the connection knows where they leave it out. */
async function fillIn({ definition, args }: NonNullable<Call['target']>): Promise<Args> {
  let filled: Args = args;
  const record = withConnectionValues(async (_, given) => {
    filled = given;
    return { content: [] };
  }, CONNECTION);
  await record(definition, args);
  return filled;
}

/** One server for each kind of credentials, over stdio, and the API behind them. */
class FuzzWorld {
  readonly #upstream: RecordingUpstream;
  readonly #organizations: readonly Organization[];
  readonly #asTill: StdioClient;
  readonly #asClient: StdioClient;
  /** What the servers logged. */
  readonly #logged: string[];

  private constructor(upstream: RecordingUpstream, organizations: readonly Organization[], logged: string[]) {
    this.#upstream = upstream;
    this.#organizations = organizations;
    this.#logged = logged;
    const [till, client] = organizations.map((organization) => new StdioClient(organization));
    if (!till || !client) throw new Error('two organizations are needed');
    this.#asTill = till;
    this.#asClient = client;
  }

  static async open(): Promise<FuzzWorld> {
    const upstream = await RecordingUpstream.start(TOKEN);
    const logged: string[] = [];
    const credentials = [
      { kind: 'basic', username: USERNAME, password: PASSWORD },
      { kind: 'oauth', key: CLIENT_KEY, secret: CLIENT_SECRET },
    ] as const;
    const organizations = credentials.map((each) =>
      openOrganization({
        catalogue,
        target: {
          kind: 'capillary',
          baseUrl: upstream.apiUrl,
          inTouchBaseUrl: upstream.inTouchUrl,
          credentials: each,
          admin: { key: ADMIN_KEY, orgId: '7' },
          attribution: { entityType: 'TILL', entityCode: TILL.code },
        },
        maxResultTokens: MAX_RESULT_TOKENS,
        deadlineMs: 20_000,
        concurrency: 4,
        log: (level, message, fields) => {
          logged.push(JSON.stringify({ level, message, fields }));
        },
      }),
    );
    const world = new FuzzWorld(upstream, organizations, logged);
    for (const client of [world.#asTill, world.#asClient]) {
      await client.initialize();
      // The first call and the first search load what they need.
      await client.call({ name: 'customer_get', arguments: { customerId: 1 } });
      await client.call({ name: FIND_TOOLS, arguments: { query: 'add a customer' } });
    }
    upstream.take();
    return world;
  }

  /** Makes a call and adds what it shows to the report. */
  async make(call: Call, { tool, auth }: Definition, report: FuzzReport, checksTime: boolean): Promise<void> {
    const isClient = auth === 'oauth' || (auth !== 'basic' && report.calls % 2 === 0);
    const client = isClient ? this.#asClient : this.#asTill;
    const { answer, ms, bytes } = await client.call(call.params);
    const received = this.#upstream.take();
    report.calls += 1;
    const { result } = JSON.parse(answer);
    if (received.length > 0) report.sent += 1;
    else if (result) report.refused += 1;
    else report.malformed += 1;
    const problems = [
      ...checkAnswer(answer, SECRETS, MAX_CHARACTERS),
      ...(await this.#checkRequests(call, received, report)),
      ...this.#checkLog(),
      ...('polluted' in {} || Object.keys(Object.prototype).length > 0 ? ['a prototype was changed'] : []),
    ];
    const text = JSON.stringify(call.params);
    if (checksTime) {
      const limit = MS_PER_100_KB * Math.max(1, bytes / 100_000);
      // The first call of a tool builds its schema, and other processes may disturb a measurement.
      const fastest = ms > limit ? Math.min(ms, await this.#measureAgain(client, call)) : ms;
      if (fastest > report.slowest.ms) report.slowest = { ms: fastest, bytes, call: text.slice(0, 200) };
      if (fastest > limit) problems.push('call that takes too long');
    }
    for (const problem of problems) {
      const { example, count } = report.violations.get(problem) ?? {
        example: `${tool}: ${text.slice(0, 600)} → ${answer.slice(0, 600)}`,
        count: 0,
      };
      report.violations.set(problem, { example, count: count + 1 });
    }
  }

  async #measureAgain(client: StdioClient, { params }: Call): Promise<number> {
    const one = await client.call(params);
    const other = await client.call(params);
    this.#upstream.take();
    return Math.min(one.ms, other.ms);
  }

  async #checkRequests(
    { target }: Call,
    received: ReturnType<RecordingUpstream['take']>,
    report: FuzzReport,
  ): Promise<string[]> {
    const [request, ...others] = withoutLookUps(received, target);
    if (!request) return [];
    if (!target) return ['a request for a call that names no tool'];
    report.toolsSent.add(target.definition.tool);
    return [
      ...(others.length > 0 && riskOf(target.definition, target.args) !== 'read'
        ? ['a write that was sent again']
        : []),
      ...(others.every((other) => isDeepStrictEqual(other, request)) ? [] : ['a repetition that differs']),
      ...checkRequest(target.definition, await fillIn(target), request).map((problem) => `request: ${problem}`),
    ];
  }

  #checkLog(): string[] {
    const lines = this.#logged.splice(0);
    return [
      ...(lines.some((line) => SECRETS.some((secret) => line.includes(secret))) ? ['log with a secret'] : []),
      ...(lines.some((line) => line.includes('internal error'))
        ? [`internal error: ${lines.find((line) => line.includes('internal error'))}`]
        : []),
    ];
  }

  async close(): Promise<void> {
    await Promise.all([this.#asTill.close(), this.#asClient.close()]);
    await Promise.all(this.#organizations.map((organization) => organization.close()));
    await this.#upstream.close();
  }
}

/** A client that writes messages itself, so that they can have any form. */
class StdioClient {
  readonly #input = new PassThrough();
  readonly #connection: StdioConnection;
  readonly #waiting = new Map<unknown, (line: string) => void>();
  #lastId = 0;

  constructor(organization: Organization) {
    const output = new PassThrough();
    const access = createToolAccess({ toolsets: ['all'] }, definitions, String);
    this.#connection = new StdioConnection(
      organization.createServer,
      {
        allowed: observable(access),
        graceMs: 1_000,
        maxMessageBytes: 8_388_608,
        onClose: async () => {},
        onError: () => {},
      },
      this.#input,
      output,
    );
    let rest = '';
    output.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#onLine(line);
    });
  }

  #onLine(line: string): void {
    const { id } = JSON.parse(line);
    this.#waiting.get(id)?.(line);
    this.#waiting.delete(id);
  }

  async initialize(): Promise<void> {
    const clientInfo = { name: 'fuzz', version: '1' };
    await this.#request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    this.#input.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  }

  /** @returns the answer, the CPU time until it arrived, and the size of the message */
  call(params: unknown): Promise<{ answer: string; ms: number; bytes: number }> {
    return this.#request('tools/call', params);
  }

  async #request(method: string, params: unknown): Promise<{ answer: string; ms: number; bytes: number }> {
    this.#lastId += 1;
    const id = this.#lastId;
    const line = `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
    const answered = new Promise<string>((resolve) => this.#waiting.set(id, resolve));
    const before = process.cpuUsage();
    this.#input.write(line);
    const answer = await answered;
    const { user, system } = process.cpuUsage(before);
    return { answer, ms: (user + system) / 1_000, bytes: Buffer.byteLength(line) };
  }

  async close(): Promise<void> {
    const closed = once(this.#input, 'close');
    this.#input.end();
    await this.#connection.closed;
    this.#input.destroy();
    await closed;
  }
}

/**
 * The requests of the call itself. After a write whose outcome is unknown, a read may also look up the ids of the customers
 * that both name, to see whether it shows what became of the write.
 */
function withoutLookUps(
  received: ReturnType<RecordingUpstream['take']>,
  target: Call['target'],
): ReturnType<RecordingUpstream['take']> {
  if (target?.definition.path === LOOK_UP) return received;
  return received.filter((request) => !(request.method === 'GET' && request.target.startsWith(`/${LOOK_UP}?`)));
}

/** The path of `customer_get_id`. */
const LOOK_UP = 'v2/customers/lookup';
