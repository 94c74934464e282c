/** One Capillary organization with its client, tools and limits. Each tenant is one; a stdio server has exactly one. */
import { type CallContext, type CallTool, createCallTool } from '../call/call.js';
import { USUAL_SOURCE, withConnectionValues } from '../call/filled-in.js';
import { LateOutcomes } from '../call/late-outcomes.js';
import { withMeantArguments } from '../call/meant-arguments.js';
import { roomInBothForms } from '../call/structured-result.js';
import type { RequestEvent } from '../client/trace.js';
import type { Credentials, RateBudget } from '../client/types.js';
import type { ContentSources } from '../content/sources.js';
import { withApproval } from '../discovery/approval.js';
import { DESCRIBE_CONNECTION } from '../discovery/meta-tools.js';
import { withOutputSchemas } from '../discovery/structured-toolbox.js';
import { createToolbox } from '../discovery/toolbox.js';
import { isSystemError } from '../lib/config-error.js';
import { InFlight } from '../lib/in-flight.js';
import { lazyAsync } from '../lib/lazy.js';
import type { Log } from '../lib/log.js';
import { isLoopback } from '../lib/loopback.js';
import { derived, type Observable, observable } from '../lib/observable.js';
import { VERSION } from '../lib/version.js';
import type { ListedSchemas, ToolCatalogue } from '../presentation/tool-list.js';
import type { AuditOptions } from '../safety/audit.js';
import type { Counters } from '../safety/counters.js';
import { createGuard } from '../safety/guard.js';
import type { SharedHolds } from '../safety/holds.js';
import type { Journals } from '../safety/journals.js';
import type { GuardOptions } from '../safety/permits.js';
import {
  type ConfirmFallback,
  type ConfirmMode,
  combinePolicies,
  LIVE_POLICY,
  type Policy,
  UNLIMITED_POLICY,
} from '../safety/policy.js';
import type { Tickets } from '../safety/tickets.js';
import type { WrittenPolicy } from '../safety/written-policy.js';
import { type CreateServer, createServerFactory } from '../server.js';
import type { OrganizationTelemetry } from '../telemetry/telemetry.js';
import { asCalled } from '../tools/called-risk.js';
import { risk } from '../tools/define.js';
import { type AccountingOptions, chargeRequest, withCallBudget, withReports } from './accounting.js';
import { createAdapterLoader } from './answer-adapter.js';
import { openConnection } from './connection.js';
import { CredentialPool } from './credential-pool.js';
import type { WriteRules } from './describe-connection.js';
import { refuseUnconfigured } from './unconfigured.js';
import { explainState, openUpstream, type Upstream, type UpstreamOptions, type UpstreamTarget } from './upstream.js';

const CHARACTERS_PER_TOKEN = 3.5;

/** Where calls are recorded. */
export interface AuditSink extends Pick<AuditOptions, 'append' | 'isRequired' | 'tenant'> {
  /** The file, in which callers may read their own last lines. */
  path?: string;
}

export interface OrganizationOptions
  extends Required<Pick<UpstreamOptions, 'target' | 'deadlineMs' | 'concurrency'>>,
    Pick<UpstreamOptions, 'shared' | 'onSandbox'>,
    AccountingOptions {
  /** Opens the connection to the target; the one that its credentials open by default. */
  openUpstream?: (options: UpstreamOptions) => Upstream;
  /** Maximum size of a result, in tokens of 3.5 characters each. */
  maxResultTokens: number;
  /** The channel of customers that is filled in where a call leaves it out, also in writes; none by default. */
  defaultSource?: string | undefined;
  /** Whether answers of reads are compacted; they are by default. */
  answers?: 'compact' | 'whole';
  /** Whether tools have output schemas, and how much of them is listed; by default they have none. */
  outputSchemas?: ListedSchemas | undefined;
  /** What the operator allows at most; where it says nothing, that of a live organization, or of a sandbox. */
  policy?: Observable<readonly WrittenPolicy[]>;
  /** Keeps the counters of organizations apart where they share them. */
  name?: string;
  /** When users are asked before a call; by default, never on a sandbox, and else where the definitions say so. */
  confirm?: ConfirmMode | undefined;
  /** What happens where the client cannot ask; by default, the host decides. */
  confirmFallback?: ConfirmFallback | undefined;
  /** Whether tools that always need consent are called only by plan. */
  requirePlan?: boolean;
  /** Whether writes are only described. */
  dryRun?: boolean;
  /** Where questions are kept that replicas share; in this process by default. */
  tickets?: Tickets;
  /** Where replicas keep what is held after an unknown outcome; only this process knows it by default. */
  holds?: SharedHolds | undefined;
  /** Where plans are kept that replicas share; in this process by default. */
  plans?: Tickets | undefined;
  /** Where batches are recorded, to be taken up again by another process; for a sandbox without a file, in this one. */
  journals?: (() => Promise<Journals>) | undefined;
  /** Where calls are recorded; nowhere by default. */
  audit?: AuditSink | undefined;
  /** Counters that replicas share; those of this process by default. */
  counters?: Counters;
  catalogue: ToolCatalogue;
  log: Log;
  /** What requests, calls and exchanges are reported to; to nothing by default. */
  telemetry?: OrganizationTelemetry | undefined;
  /** Notified of each request to the API. */
  onRequest?: (event: RequestEvent) => void;
}

export interface Organization {
  createServer: CreateServer;
  /** The same tools, called with per-request credentials. The host stays the organization's own. */
  withCredentials(credentials: Credentials): CreateServer;
  /** Number of calls in flight. */
  readonly inFlight: number;
  /** Resolves when the calls that are in flight now have ended, or after `limitMs`. Batches stop before their next row. */
  idle(limitMs: number): Promise<void>;
  /** Lets writes in flight finish, then closes all connections. */
  close(): Promise<void>;
}

/** Connections are opened only by the first call. */
export function openOrganization(options: OrganizationOptions): Organization {
  const { target, deadlineMs, concurrency, shared, log, onRequest, telemetry } = options;
  const { onSandbox = (page) => log('info', 'sandbox started', { page }), openUpstream: open = openUpstream } = options;
  const settings: UpstreamOptions = {
    target,
    deadlineMs,
    concurrency,
    ...(shared && { shared }),
    onSandbox,
    onStateError: (error) => void reportUnsaved(error, target, log),
    ...(telemetry && { trace: telemetry }),
    log: (event) => {
      onRequest?.(event);
      // The caller of a write that ended in the background never learnt its outcome.
      log(event.background ? 'info' : 'debug', 'request', event);
    },
  };
  const inFlight = new InFlight();
  let isClosing = false;
  const createServerFor = serversOf({ ...options, isClosing: () => isClosing }, inFlight);
  const own = open(settings);
  const pool = new CredentialPool({
    open: (credentials) => {
      const ownTarget = withCredentials(target, credentials);
      const connection = open({ ...settings, target: ownTarget });
      return { connection, createServer: createServerFor(connection, ownTarget, undefined) };
    },
    callsEnded: () => inFlight.settled(),
  });
  return {
    createServer: createServerFor(own, target, options.audit),
    withCredentials: (credentials) => pool.serverFor(credentials),
    get inFlight() {
      return inFlight.size;
    },
    idle: (limitMs) => {
      isClosing = true;
      return inFlight.settled(limitMs);
    },
    close: async () => {
      isClosing = true;
      await Promise.all([own.close(), pool.close()]);
    },
  };
}

async function reportUnsaved(error: Error, target: UpstreamTarget, log: Log): Promise<void> {
  const { state = '' } = (target.kind === 'sandbox' && target.world) || {};
  const reason = isSystemError(error) ? await explainState(error, state) : summarizeError(error);
  log('error', 'the state of the sandbox was not saved', { reason });
}

interface ServedOptions extends OrganizationOptions {
  /** Whether what is in flight should come to an end. */
  isClosing: () => boolean;
}

/** Makes the servers of an organization, each for one connection. They offer the end of the audit that they are given. */
function serversOf({ catalogue, log, onCall, calls, ...options }: ServedOptions, inFlight: InFlight) {
  const { deadlineMs, maxResultTokens, defaultSource, outputSchemas } = options;
  const { telemetry } = options;
  const accounting = { ...(calls && { calls }), ...(onCall && { onCall }) };
  const bothForms = Math.round(maxResultTokens * CHARACTERS_PER_TOKEN);
  const maxCharacters = outputSchemas ? roomInBothForms(bothForms) : bothForms;
  const loadAdapt = outputSchemas && createAdapterLoader(log, maxCharacters);
  // Callers with credentials of their own may be strangers to each other with the same name, so they read no audit.
  return (upstream: Upstream, target: UpstreamTarget, readableAudit: AuditSink | undefined): CreateServer => {
    const refuse = target.kind === 'unconfigured' ? refuseUnconfigured(target.problem) : undefined;
    const { client, sandboxUrl } = upstream;
    const limits = { deadlineMs, maxResultTokens, maxCharacters };
    const { find } = catalogue;
    const policy = policyOf(target, options.policy);
    const own = { client, sandboxUrl, find, target, defaultSource, policy };
    const writes = writeRules(options, target);
    const connection = openConnection({ ...own, writes, now: Date.now, ...limits });
    const guard = createGuard(guardOptions(options, { ...own, writes, connection }));
    const lateOutcomes = new LateOutcomes(Date.now);
    const call = createCallTool({
      client,
      maxCharacters,
      getPermit: guard.getPermit,
      preview: guard.preview,
      compact: options.answers !== 'whole',
      brand: connection.brand,
      lateOutcomes,
      ...(loadAdapt && { loadAdapt }),
      onInternalError: (tool, thrown) => log('error', 'internal error', { tool, error: summarizeError(thrown) }),
    });
    const filledIn = exceptPlans(call, withMeantArguments(withConnectionValues(call, connection.values)));
    const audited = options.audit ? withLazyAudit(filledIn, options.audit, log) : filledIn;
    const reported = withReports(refuse ?? audited, accounting);
    const callTool = options.dryRun ? previewWrites(reported) : reported;
    const unlimited = createToolbox({
      catalogue,
      callTool: (...call) => inFlight.track(callTool(...call)),
      describeConnection: async (selection) =>
        refuse ? refuse({ tool: DESCRIBE_CONNECTION, effect: 'read' }) : inFlight.track(connection.describe(selection)),
      openPlan: guard.openPlan,
      openBatches: guard.openBatches,
      trackBatch: (work) => inFlight.track(work),
      checkCall: refuse ?? filledIn,
      maxCharacters,
    });
    const toolbox = withCallBudget(withApproval(unlimited, guard.toolOfPlan), { ...accounting, catalogue });
    return createServerFactory({
      toolbox: outputSchemas
        ? withOutputSchemas(toolbox, { catalogue, schemas: outputSchemas, maxCharacters: bothForms })
        : toolbox,
      content: {
        catalogue,
        call: unlimited.call,
        lateOutcomes: (subject) => lateOutcomes.list(subject),
        maxCharacters,
        ...contentOptions(readableAudit, calls),
      },
      version: VERSION,
      sandbox: target.kind === 'sandbox',
      ...(target.kind === 'unconfigured' && { problem: target.problem }),
      ...(telemetry && { aroundRequest: (request, answer) => telemetry.aroundRequest(request, answer) }),
    });
  };
}

/** What limits the reading of content, and whose audit there is to read. */
const contentOptions = (
  { path, tenant }: Partial<AuditSink> = {},
  calls?: RateBudget,
): Pick<ContentSources, 'audit' | 'charge'> => ({
  ...(path !== undefined && { audit: { path, tenant } }),
  ...(calls && { charge: () => chargeRequest(calls, 'ask again') }),
});

/** What stands before every write, whatever it amounts to. */
const writeRules = (
  { confirm, confirmFallback = 'host', requirePlan = false, dryRun = false }: Partial<OrganizationOptions>,
  target: UpstreamTarget,
): WriteRules => ({
  confirm: confirm ?? (isLive(target) ? 'default' : 'never'),
  confirmFallback,
  requirePlan,
  dryRun,
});

type Own = Pick<Upstream, 'client'> & {
  writes: WriteRules;
  policy: Observable<Policy>;
  target: UpstreamTarget;
  find: ToolCatalogue['find'];
  connection: ReturnType<typeof openConnection>;
};

/** What stands between the calls of an organization and the API. */
const guardOptions = (
  options: Omit<ServedOptions, 'catalogue' | 'log'>,
  { client, policy, writes, target, find, connection }: Own,
): GuardOptions => ({
  policy,
  organization: options.name ?? '',
  ...(options.counters && { counters: options.counters }),
  read: async (tool, args, trace) => {
    const definition = await find(tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    const called = asCalled(definition, args);
    if (risk(called) !== 'read') throw new Error(`${tool} is no read`);
    return (await (await client()).send(called, args, trace && { trace })).data;
  },
  source: options.defaultSource ?? USUAL_SOURCE,
  timeZone: connection.timeZone,
  brand: connection.brand,
  confirm: {
    mode: writes.confirm,
    fallback: writes.confirmFallback,
    worth: connection.worth,
    ...(options.tickets && { tickets: options.tickets }),
  },
  holds: options.holds,
  ...(options.plans && { plans: options.plans }),
  batches: async () => {
    const { batchMemory } = await import('./batch-memory.js');
    return { ...(await batchMemory(options, target)), isClosing: options.isClosing };
  },
  dryRun: writes.dryRun,
  requirePlan: writes.requirePlan,
});

/** The arguments of a plan or a batch are complete: what was not known when it was made stays out. */
const exceptPlans =
  (call: CallTool, filledIn: CallTool): CallTool =>
  (definition, args, context) =>
    (isComplete(context) ? call : filledIn)(definition, args, context);

const isComplete = ({ plan, batch }: CallContext = {}): boolean =>
  plan !== undefined || (batch !== undefined && !batch.onChecked);

/** Nothing is changed: every write is only described. */
const previewWrites =
  (callTool: CallTool): CallTool =>
  (definition, args, context) =>
    callTool(definition, args, risk(definition) === 'read' ? context : { ...context, preview: true });

/** Records calls. What does so is loaded with the first one. */
function withLazyAudit(callTool: CallTool, audit: AuditSink, log: Log): CallTool {
  const onError = (error: unknown): void => log('error', 'the audit was not written', { error: summarizeError(error) });
  const open = lazyAsync(async () => {
    const { withAudit } = await import('../safety/audit.js');
    return withAudit(callTool, { ...audit, onError });
  });
  return async (...call) => (await open())(...call);
}

/** A host on this machine is a sandbox, or stands for one. */
export const isLive = (target: UpstreamTarget): boolean =>
  target.kind === 'capillary' && !isLoopback(new URL(target.baseUrl).hostname);

/** The usual policy of a target, with what the operator wrote. */
function policyOf(
  target: UpstreamTarget,
  written: Observable<readonly WrittenPolicy[]> = observable([]),
): Observable<Policy> {
  const usual = isLive(target) ? LIVE_POLICY : UNLIMITED_POLICY;
  return derived(written, (all) => combinePolicies(usual, all));
}

/** The same target with a caller's credentials and without the admin key, which belongs to the organization. */
function withCredentials(target: UpstreamTarget, credentials: Credentials): UpstreamTarget {
  if (target.kind !== 'capillary') return target;
  const { admin, ...host } = target;
  return { ...host, credentials };
}

/** The kind and location of an error. The message is left out, because it may quote what was sent. */
export function summarizeError(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : '';
  return `${thrown.name}${code}${locate(thrown)}`;
}

/** How V8 begins a line of a stack. */
const FRAME = '\n    at ';

/** ` at send (client.js:7:1)`, without the folder; empty if the stack does not show where the error was thrown. */
function locate({ stack = '', message }: Error): string {
  // The stack repeats the message, which may contain anything, even such lines.
  const [, ...afterMessage] = message === '' ? ['', stack] : stack.split(message);
  const [, frame] = afterMessage.join(message).split(FRAME, 2);
  if (frame === undefined) return '';
  const [line = ''] = frame.split('\n', 1);
  const start = line.lastIndexOf('(') + 1;
  return ` at ${line.slice(0, start)}${line.slice(Math.max(start, line.lastIndexOf('/') + 1))}`;
}
