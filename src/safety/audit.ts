/** The audit: one line for each call that may change something or reads personal data. */
import { randomBytes } from 'node:crypto';
import type { CallContext, CallTool, CallTrail } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import { CapillaryError, type ErrorFields, type Outcome } from '../client/errors.js';
import { type Definition, risk } from '../tools/define.js';
import { hasPersonalData } from '../tools/personal-data.js';
import { maskArguments } from './masked-arguments.js';

/** A line of the audit. */
export interface AuditLine {
  /** ISO 8601, when the line was written. */
  at: string;
  /** `call` for a call that has ended, `begin` for one that is about to be sent, `late` for an outcome that followed. */
  event: 'call' | 'begin' | 'late';
  /** The same in all lines on one call. */
  id: string;
  tenant?: string;
  /** Who called: the subject of an access token, or the name of a static token. */
  subject?: string;
  /** What the client calls itself. */
  client?: string;
  tool: string;
  risk: ReturnType<typeof risk>;
  /** Without secrets, and with personal values shortened. */
  arguments?: unknown;
  /** The operator's limits that the call was held against. */
  limits?: readonly string[];
  consent?: string;
  /** The caller said that it knows what became of the same call before, whose outcome was `unknown`. */
  again?: true;
  plan?: string;
  /** `success`, `previewed`, the kind of the failure, or `input_required` if the user has to be asked first. */
  result?: string;
  /** What became of a write. */
  outcome?: Outcome;
  /** The id that the API gave the request. */
  requestId?: string;
  ms?: number;
}

export interface AuditOptions {
  /** Writes a line, and resolves when it cannot be lost by a crash of this process. @throws if it cannot be written */
  append: (line: string) => Promise<void>;
  /** Whether a write that cannot be recorded must not be made. */
  isRequired: boolean;
  tenant?: string;
  /** Told of lines that could not be written. */
  onError: (error: unknown) => void;
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

/** Wraps `callTool` so that each call is recorded before its answer is given. */
export function withAudit(callTool: CallTool, options: AuditOptions): CallTool {
  const { now = Date.now } = options;
  const ids = new CallIds();
  return async (definition, args, context = {}) => {
    const isWrite = risk(definition) !== 'read';
    if (!isWrite && !hasPersonalData(definition)) return callTool(definition, args, context);
    const record = new CallRecord(definition, context, { ...options, id: ids.next() });
    const trail: CallTrail = {
      onLateEnd: (outcome) => void record.write({ event: 'late', outcome }).catch(options.onError),
      ...(isWrite && options.isRequired && { onSending: () => record.begin(trail, trail.args ?? args) }),
    };
    const startedAt = now();
    const result = await callTool(definition, args, { ...context, trail });
    try {
      await record.write({
        event: 'call',
        ...record.arguments(trail.args ?? args),
        ...(isWrite && String(args['again']) === 'true' && { again: true as const }),
        ...whatHappened(trail),
        ...outcomeOf(definition, result, context),
        ms: now() - startedAt,
      });
    } catch (error) {
      options.onError(error);
    }
    return result;
  };
}

const whatHappened = ({ limits, consent, plan, requestId }: CallTrail) => ({
  ...(limits && { limits }),
  ...(consent !== undefined && { consent }),
  ...(plan !== undefined && { plan }),
  ...(requestId !== undefined && { requestId }),
});

function outcomeOf(
  definition: Definition,
  { isError, inputRequired, content }: ToolResult,
  { preview }: CallContext,
): Pick<AuditLine, 'result' | 'outcome'> {
  if (inputRequired) return { result: 'input_required', outcome: 'not_sent' };
  const isWrite = risk(definition) !== 'read';
  if (!isError && preview) return { result: 'previewed', ...(isWrite && { outcome: 'not_sent' }) };
  if (!isError) return { result: 'success', ...(isWrite && { outcome: 'applied' }) };
  // The first block of a failure is JSON that this server wrote.
  const { error = {} }: { error?: Partial<ErrorFields> } = JSON.parse(content[0]?.text ?? '{}');
  return { result: error.kind ?? 'internal', ...(error.outcome !== undefined && { outcome: error.outcome }) };
}

/** Ids that no other process has. Random bytes cost more than the rest of a line, so they are taken once. */
class CallIds {
  readonly #start = randomBytes(6).toString('base64url');
  #count = 0;

  next(): string {
    this.#count += 1;
    return `${this.#start}${this.#count.toString(36).padStart(4, '0')}`;
  }
}

/** What the lines on one call have in common. */
class CallRecord {
  readonly #definition: Definition;
  readonly #options: AuditOptions & { id: string };
  readonly #context: CallContext;

  constructor(definition: Definition, context: CallContext, options: AuditOptions & { id: string }) {
    this.#definition = definition;
    this.#context = context;
    this.#options = options;
  }

  write(line: Omit<AuditLine, 'at' | 'id' | 'tool' | 'risk'>): Promise<void> {
    const { append, tenant, id, now = Date.now } = this.#options;
    const { subject, client } = this.#context;
    const { event, ...rest } = line;
    const whole: AuditLine = {
      at: new Date(now()).toISOString(),
      event,
      id,
      ...(tenant !== undefined && { tenant }),
      ...(subject !== undefined && { subject }),
      ...(client !== undefined && { client }),
      tool: this.#definition.tool,
      risk: risk(this.#definition),
      ...rest,
    };
    return append(JSON.stringify(whole));
  }

  /** Records that a write is about to be sent. @throws CapillaryError, so that it is not sent, if that cannot be recorded */
  async begin({ limits }: CallTrail, args: Readonly<Record<string, unknown>>): Promise<void> {
    try {
      await this.write({ event: 'begin', ...this.arguments(args), ...(limits && { limits }) });
    } catch (error) {
      this.#options.onError(error);
      throw new CapillaryError({
        kind: 'not_configured',
        message: `${this.#definition.tool} was not called: it could not be recorded in the audit, which is required.`,
        hint: 'Do not call again. Ask the operator of this server to see to the audit file.',
        retryable: false,
        outcome: 'not_sent',
      });
    }
  }

  arguments(args: Readonly<Record<string, unknown>>): { arguments?: unknown } {
    try {
      return { arguments: maskArguments(this.#definition, args) };
    } catch {
      // Arguments that were refused may be anything.
      return {};
    }
  }
}
