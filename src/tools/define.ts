/** The type of an endpoint definition, the builders that create one, and `risk()`. */
import type { z } from 'zod';
import { lazy } from '../lib/lazy.js';
import type { Composition } from './composition.js';
import { DOMAINS, type Domain, type DomainSlug } from './domains.js';
import { describeResponses, type Envelope, type ResponseMeaning, type ResponseSpec } from './response.js';

export const VERSIONS = ['v1', 'v1.1', 'v2', 'v3'] as const;
export type Version = (typeof VERSIONS)[number];
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** What a successful call does to Capillary's data. `action` covers everything else. */
export const EFFECTS = ['read', 'create', 'update', 'delete', 'action'] as const;
export type Effect = (typeof EFFECTS)[number];
export type Risk = 'read' | 'write' | 'destructive';
/**
 * What keeps a call from being a read: an argument that is (or may be) true, is not certainly true, is given at all, or
 * is not a single name that names no secret. `argument` is a parameter, or a key of the body as `body.key`.
 */
export interface ReadCondition {
  readonly argument: string;
  readonly is: 'true' | 'not true' | 'given' | 'not a plain name';
}
/**
 * What a call needs although no single argument is required: at least one of `needs`, in each object at `each` (the
 * arguments themselves if absent), if the field in `when` has one of the values. Only for what the API surely refuses.
 */
export interface ArgumentRule {
  readonly needs: readonly string[];
  /** A path such as `body` or `body[]`. */
  readonly each?: string;
  readonly when?: { readonly field: string; readonly is: readonly string[] };
}
/** What agents misread in an answer: a member, named by its path, and what it means. */
interface MemberNote {
  readonly at: string;
  /** Only if the member has this value; otherwise, if it is there. */
  readonly is?: string;
  readonly note: string;
}
/** The calls in which the argument at a path has one of the values. */
interface CallsWith {
  readonly argument: string;
  readonly is: readonly string[];
}
/** How well the public documentation supports the definition. */
type Confidence = 'documented' | 'partial' | 'inferred';
/**
 * How the type of an answer was found: in a documented response, a table of fields or an OpenAPI file; taken over from a
 * sibling that returns the same entity; or inferred from what the call does.
 */
type AnswerSource = 'sample' | 'table' | 'openapi' | 'sibling' | 'inferred';
/** Parameters, keyed by the API's own names. */
export type Shape = Record<string, z.core.$ZodType>;

/** The type of a place without parameters. */
type NoParameters = Record<never, z.core.$ZodType>;

/** What makes the types of two endpoints differ: the name, what each place takes, and the answer. */
interface EndpointTypes<
  T extends string = string,
  P extends Shape = Shape,
  Q extends Shape = Shape,
  H extends Shape = Shape,
  B extends z.core.$ZodType = z.core.$ZodType,
  A extends z.core.$ZodType = z.core.$ZodType,
> {
  tool: T;
  path: P;
  query: Q;
  headers: H;
  body: B;
  answer: A;
}

/** Paging, batch sizes and rate limits, as free text, because the documentation has no common form. */
interface Limits {
  pagination?: string;
  batch?: string;
  rate?: string;
}

/** A read that is made for a call before it is sent. */
export interface SideRead {
  readonly tool: string;
  /** The paths of its arguments, and of what they are taken from; of several rows, the first counts. */
  readonly args: Readonly<Record<string, string>>;
  /** Arguments that are always the same. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** The read is made only if each of these arguments of the call has one of these values, in capitals. */
  readonly when?: readonly { readonly path: string; readonly is: readonly string[] }[];
}

/** The read that says beforehand what would become of a call. */
interface Precheck extends SideRead {
  /** The parts of its answer that say so. */
  readonly fields: readonly string[];
}

/** What is read when a plan is made and again before it is carried out. */
export interface WatchedRead extends SideRead {
  /** The parts of its answer, or of the row, that must be the same. */
  readonly fields: readonly string[];
  /** The row of a list that matters: the one whose member `by` is the argument at `is`. */
  readonly row?: { readonly in: string; readonly by: string; readonly is: string };
}

/**
 * What must not have changed between a plan and its call. `customer`: the identifier of the first customer concerned must
 * still stand for the same customer. `balance`: this customer must also still have the points. Otherwise what a read says.
 */
type Watch = 'customer' | 'balance' | WatchedRead;

/**
 * What the operator's limits count in a call: paths in its arguments, such as `body.root.redeem[].points_redeemed`, where
 * `[]` stands for the elements of a list.
 */
export interface Amounts {
  /** How many points move. */
  readonly points?: string;
  /** Whose points: what identifies a customer or group, in the same row as the points or in the whole call. */
  readonly of?: readonly string[];
  /** The amount of a bill, in the organization's currency. */
  readonly bill?: string;
  /** Whom messages go to; `call` for one message a call. */
  readonly messages?: string;
  /** The rows of a batch. By default those of a body that is a list, and of InTouch's `root`. */
  readonly rows?: string;
  /** Where the arguments do not say how much it is, or only may: the read that does. */
  readonly lookUp?: AmountRead;
}

/** A read that says what a call amounts to, or one row of it. The paths below are those of its answer. */
export interface AmountRead extends SideRead {
  /** The rows of the call that are looked up, such as `body.rewards[]`; the whole call by default. */
  readonly each?: string;
  readonly points?: string;
  /** Whose points, if the arguments do not say so. */
  readonly of?: string;
  readonly bill?: string;
  /** The points that something costs, if it has several prices. */
  readonly price?: PriceRead;
}

/**
 * A list of prices, each with `id`, `points`, and `conversionRatio` if points are converted into a value. The arguments may
 * name one price; otherwise the highest counts.
 */
export interface PriceRead {
  readonly in: string;
  /** The price if the list is empty. */
  readonly plain: string;
  /** Where the arguments name the price, the value that is wanted, and the number of pieces. */
  readonly chosen: string;
  readonly value: string;
  readonly pieces: string;
}

/** The reads that show whether a write took effect, in the order of use; or why none can, and what to do instead. */
type CheckedBy = readonly string[] | { readonly unverifiable: string };

/**
 * One endpoint of the API, which is exactly one tool; or, with a `composition`, several reads that one tool makes. Everything
 * else in the project derives from these.
 */
export interface Definition {
  /** Tool name: `[a-z0-9_]`, at most 48 characters, unique. */
  readonly tool: string;
  /** Endpoint title, as in the inventory. */
  readonly title: string;
  /** Whether the inventory of 434 endpoints lists it. False for endpoints that the platform has in addition. */
  readonly inInventory: boolean;
  readonly section: string;
  /** The definitions of the section that are written together, this one included. */
  readonly siblings: () => readonly Definition[];
  readonly domain: string;
  /** Slug of the domain, as `--toolsets` takes it. */
  readonly toolset: DomainSlug;
  readonly version: Version;
  /** An InTouch v1 or v1.1 endpoint. A newer version usually exists. */
  readonly legacy: boolean;
  /** The method and path that are called. The path is relative to the host and has `{placeholder}` segments. */
  readonly method: Method;
  readonly path: string;
  /** The method and path in the inventory. They differ where the public documentation contradicts it. */
  readonly listedMethod: Method;
  readonly listedPath: string;
  /** The API-key access group in the inventory; null if it names none. */
  readonly accessGroup: string | null;
  /** The access group that filters use: a v1 twin has that of its v1.1 version. */
  readonly effectiveAccessGroup: string | null;
  /** What the tool does and when to use it, for an agent; at most two sentences. */
  readonly summary: string;
  readonly pathParameters: () => Shape;
  readonly query: () => Shape;
  readonly headers: () => Shape;
  /** The request body, passed as the single argument `body`; absent if the endpoint takes none. */
  readonly body?: () => z.core.$ZodType;
  readonly contentType: 'application/json' | 'multipart/form-data';
  /** What the schemas of the arguments cannot say. */
  readonly rules?: readonly ArgumentRule[];
  /**
   * The type of a successful response. It is open, because no documentation is complete: nothing is required, every
   * member may be null, and others may be there.
   */
  readonly answer: () => z.core.$ZodType;
  /** How the type of the answer was found. */
  readonly answerFrom: AnswerSource;
  /**
   * How the response reports success and failure, and what its codes mean. The fields themselves
   * are in `answer`.
   */
  readonly response: ResponseMeaning;
  readonly effect: Effect;
  readonly amounts?: Amounts;
  /**
   * Whether the user is asked before the call, where the client can ask: always, or if it exceeds what the policy allows
   * without asking. Only destructive tools have it.
   */
  readonly consent?: 'always' | 'overLimit';
  /**
   * What the user is asked, with `{who}`, `{points}`, `{count path}` and paths of arguments, and parts in brackets that are
   * left out if a value is missing: `Redeem {points} of {who}[ on bill {body.root.redeem[].transaction_number}]?`
   */
  readonly question?: string;
  /** Paths of what identifies the customers concerned; those in `amounts.of` by default. */
  readonly subjects?: readonly string[];
  /**
   * How the call can be undone: a tool, and a few words that complete 'It can be undone (…)'. `nothing`, or absent, if it
   * cannot be. Tools that always ask have it.
   */
  readonly undoneBy?: string;
  /** The read that says whether the API would allow the call, before it is made. */
  readonly precheck?: Precheck;
  /** Absent if nothing that a read shows matters. */
  readonly watch?: Watch;
  /** How to find out whether the call took effect if its response is lost. Every write has it. */
  readonly checkedBy?: CheckedBy;
  /**
   * What the reads in `checkedBy` show if the call took effect; completes the sentence 'if it shows …'. By default the
   * values that were sent.
   */
  readonly evidence?: string;
  /** What remains to be done after a successful call, and with which tool. A note on the answer says it. */
  readonly nextStep?: string;
  /** After which calls `nextStep` remains to be done; by default after any that succeeds. */
  readonly nextStepAfter?: CallsWith;
  /** What may be wrong if a read finds nothing, and with which tool to go on. A note on the empty answer says it. */
  readonly whenEmpty?: string;
  /** Members whose names or values mislead. A note on an answer that has them says what they mean. */
  readonly memberNotes?: readonly MemberNote[];
  /** Repeating the call with the same arguments has no further effect. */
  readonly idempotent: boolean;
  readonly destructive: boolean;
  /** Returns, sets, checks or replaces a secret. Never counts as a read, and is never available in read-only mode. */
  readonly sensitive: boolean;
  /**
   * Present if arguments decide what a call does. It is a read unless one of these conditions holds; `effect`,
   * `destructive` and `sensitive` then describe the worst case. `asCalled()` interprets it.
   */
  readonly readUnless?: readonly ReadCondition[];
  readonly host: 'api' | 'intouch';
  readonly auth: 'any' | 'oauth' | 'basic' | 'admin';
  /** The tool that replaces this one. */
  readonly supersededBy?: string;
  /** How people ask for this in their own words; used by search. */
  readonly keywords: readonly string[];
  readonly limits: Limits;
  readonly confidence: Confidence;
  /** Documentation pages: a URL, or a title and edition. */
  readonly sources: readonly string[];
  /** Arguments of a call that succeeds with the sandbox's seed data. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** The reads that the tool makes instead of a request. `method` and `path` then only name it. */
  readonly composition?: Composition;
}

/** What an author writes for any endpoint. Omitted flags are false; `idempotent` follows from `effect: 'read'`. */
interface CommonSpec<E extends EndpointTypes> {
  tool: E['tool'];
  title: string;
  summary: string;
  accessGroup?: string | null;
  path?: (() => E['path']) | undefined;
  query?: (() => E['query']) | undefined;
  headers?: (() => E['headers']) | undefined;
  body?: (() => E['body']) | undefined;
  multipart?: boolean;
  rules?: readonly ArgumentRule[];
  answer: () => E['answer'];
  /** Default `sample`. */
  answerFrom?: AnswerSource;
  /** Additions to the defaults of the API layer and the section, such as batch rows that report their own failure. */
  response?: ResponseSpec;
  effect: Effect;
  /** What the operator's limits count; needed where points move, bills are booked or messages are sent. */
  amounts?: Amounts;
  consent?: 'always' | 'overLimit';
  question?: string;
  subjects?: readonly string[];
  undoneBy?: string;
  precheck?: Precheck;
  watch?: Watch;
  /** Required for everything that `risk()` does not call a read, except sensitive reads. */
  checkedBy?: CheckedBy;
  evidence?: string;
  nextStep?: string;
  nextStepAfter?: CallsWith;
  whenEmpty?: string;
  memberNotes?: readonly MemberNote[];
  idempotent?: boolean;
  destructive?: boolean;
  sensitive?: boolean;
  readUnless?: readonly ReadCondition[];
  host?: Definition['host'];
  auth?: Definition['auth'];
  supersededBy?: string;
  keywords: readonly string[];
  limits?: Limits;
  confidence?: Confidence;
  sources: readonly string[];
  /** False for an endpoint that the inventory does not list. It then needs an `example`, which the tests call. */
  inInventory?: false;
  example?: Readonly<Record<string, unknown>>;
  composition?: Composition;
}

/** An endpoint of one of the newer gateways. */
export interface Spec<E extends EndpointTypes = EndpointTypes> extends CommonSpec<E> {
  /** `METHOD path` as the inventory lists it, if it differs from what is called. */
  listed?: `${Method} ${string}`;
  version?: Version;
}

/** The layers by the suffix of their tools. */
const IN_TOUCH_SUFFIX = { 'v1.1': 'v1_1', v1: 'v1' } as const;
const IN_TOUCH_VERSIONS = ['v1.1', 'v1'] as const;
type InTouchVersion = keyof typeof IN_TOUCH_SUFFIX;
type Suffix<V extends InTouchVersion> = (typeof IN_TOUCH_SUFFIX)[V];

/** An InTouch endpoint: `tool` without a version suffix, and the layers that have it (default v1.1 and v1). */
interface InTouchSpec<E extends EndpointTypes, V extends InTouchVersion> extends CommonSpec<E> {
  versions?: readonly V[];
  listed?: Partial<Record<InTouchVersion, `${Method} ${string}`>>;
  /** Where the inventory's entry for the v1 twin differs: its title, or an access group (by default v1 has none). */
  v1?: { title?: string; accessGroup?: string };
}

/** A definition with the types of its arguments and its answer, as the section's methods return it. */
interface Endpoint<E extends EndpointTypes> extends Definition {
  readonly tool: E['tool'];
  readonly pathParameters: () => E['path'];
  readonly query: () => E['query'];
  readonly headers: () => E['headers'];
  readonly body?: () => E['body'];
  readonly answer: () => E['answer'];
}

/** The types of an InTouch endpoint in one of its layers. */
type Layer<E extends EndpointTypes, V extends InTouchVersion> = EndpointTypes<
  `${E['tool']}_${Suffix<V>}`,
  E['path'],
  E['query'],
  E['headers'],
  E['body'],
  E['answer']
>;

/** The definitions of one InTouch endpoint, as `v1_1` and `v1`. */
type InTouchEndpoints<E extends EndpointTypes, V extends InTouchVersion> = {
  readonly [each in V as Suffix<each>]: Endpoint<Layer<E, each>>;
};

type Define = <
  T extends string,
  A extends z.core.$ZodType,
  P extends Shape = NoParameters,
  Q extends Shape = NoParameters,
  H extends Shape = NoParameters,
  B extends z.core.$ZodType = z.ZodNever,
>(
  path: string,
  spec: Spec<EndpointTypes<T, P, Q, H, B, A>>,
) => Endpoint<EndpointTypes<T, P, Q, H, B, A>>;

type DefineInTouch = <
  T extends string,
  A extends z.core.$ZodType,
  P extends Shape = NoParameters,
  Q extends Shape = NoParameters,
  H extends Shape = NoParameters,
  B extends z.core.$ZodType = z.ZodNever,
  V extends InTouchVersion = InTouchVersion,
>(
  path: string,
  spec: InTouchSpec<EndpointTypes<T, P, Q, H, B, A>, V>,
) => InTouchEndpoints<EndpointTypes<T, P, Q, H, B, A>, V>;

/** What the endpoints of a section have in common. */
export interface SectionDefaults {
  readonly domain: Domain;
  readonly accessGroup: string | null;
  /** What the section's codes mean, and other additions to the defaults of the API layer. */
  readonly response?: ResponseSpec;
}

export interface Section {
  readonly name: string;
  readonly domain: Domain;
  readonly definitions: readonly Definition[];
  readonly get: Define;
  readonly post: Define;
  readonly put: Define;
  readonly patch: Define;
  readonly delete: Define;
  /** InTouch endpoints: one spec defines the v1.1 tool and its v1 twin. Paths have no version prefix. */
  readonly inTouch: { readonly get: DefineInTouch; readonly post: DefineInTouch };
}

/**
 * A section of the inventory. Its methods add one endpoint each:
 *
 * ```ts
 * export const points = section('Points', { domain: 'Points Management', accessGroup: 'Points' });
 * points.post('v2/points/transfer', { tool: 'points_transfer', … });
 * ```
 */
export function section(name: string, defaults: SectionDefaults): Section {
  const definitions: Definition[] = [];
  const common: Common = {
    ...defaults,
    name,
    siblings: () => definitions,
    describeResponse: describeResponses(defaults.response),
  };
  const add =
    (method: Method): Define =>
    (path, spec) => {
      const added = definition(common, method, path, spec);
      definitions.push(added);
      return added;
    };
  const addInTouch =
    (method: Method): DefineInTouch =>
    (path, spec) => {
      const added = inTouchDefinitions(common, method, path, spec);
      definitions.push(...Object.values<Definition>(added));
      return added;
    };
  return {
    name,
    domain: defaults.domain,
    definitions,
    get: add('GET'),
    post: add('POST'),
    put: add('PUT'),
    patch: add('PATCH'),
    delete: add('DELETE'),
    inTouch: { get: addInTouch('GET'), post: addInTouch('POST') },
  };
}

/** What all definitions of a section share. */
interface Common extends SectionDefaults {
  readonly name: string;
  readonly siblings: () => readonly Definition[];
  readonly describeResponse: ReturnType<typeof describeResponses>;
}

/** The parameters of a place that a spec does not mention: none. */
const none = <S extends Shape>(): S => ({}) as S;

/** A sensitive read counts as a write, but has no effect that could be checked. */
const CHANGES_NOTHING: CheckedBy = { unverifiable: 'The call changes nothing, so it can be repeated.' };

function definition<E extends EndpointTypes>(
  common: Common,
  method: Method,
  path: string,
  spec: Spec<E>,
  envelope: Envelope = 'modern',
): Endpoint<E> {
  const {
    path: pathParameters,
    query,
    headers,
    body,
    multipart,
    listed,
    accessGroup,
    version,
    response,
    answer,
    ...rest
  } = spec;
  const isRead = spec.effect === 'read';
  if (isRead && response?.rows)
    throw new Error(`${spec.tool}: a read cannot have result rows, because its rows are data`);
  const [listedMethod, listedPath] = splitListed(listed ?? `${method} ${path}`);
  const group = accessGroup === undefined ? common.accessGroup : accessGroup;
  return {
    ...(isRead && spec.sensitive && { checkedBy: CHANGES_NOTHING }),
    ...rest,
    inInventory: spec.inInventory ?? true,
    section: common.name,
    siblings: common.siblings,
    domain: common.domain,
    toolset: DOMAINS[common.domain],
    version: version ?? versionOf(path),
    legacy: envelope === 'inTouch',
    method,
    path,
    listedMethod,
    listedPath,
    accessGroup: group,
    effectiveAccessGroup: group,
    pathParameters: lazy<E['path']>(pathParameters ?? none),
    query: lazy<E['query']>(query ?? none),
    headers: lazy<E['headers']>(headers ?? none),
    ...(body && { body: lazy(body) }),
    contentType: multipart ? 'multipart/form-data' : 'application/json',
    answer: lazy(answer),
    answerFrom: spec.answerFrom ?? 'sample',
    response: common.describeResponse({ envelope, isRead }, response),
    idempotent: spec.idempotent ?? isRead,
    destructive: spec.destructive ?? false,
    sensitive: spec.sensitive ?? false,
    host: spec.host ?? 'api',
    auth: spec.auth ?? 'any',
    limits: spec.limits ?? {},
    confidence: spec.confidence ?? 'documented',
  };
}

function inTouchDefinitions<E extends EndpointTypes, V extends InTouchVersion>(
  common: Common,
  method: Method,
  path: string,
  { versions, listed, v1, ...spec }: InTouchSpec<E, V>,
): InTouchEndpoints<E, V> {
  const build = <const N extends InTouchVersion>(version: N): Endpoint<Layer<E, N>> => {
    const listedForVersion = listed?.[version];
    const tool = `${spec.tool}_${IN_TOUCH_SUFFIX[version]}` as const;
    const versionSpec = { ...spec, tool, ...(listedForVersion && { listed: listedForVersion }) };
    return definition<Layer<E, N>>(common, method, `${version}/${path}`, versionSpec, 'inTouch');
  };
  const v1_1 = build('v1.1');
  const twin = {
    ...build('v1'),
    title: v1?.title ?? spec.title,
    accessGroup: v1?.accessGroup ?? null,
    supersededBy: spec.supersededBy ?? v1_1.tool,
    confidence: 'inferred' as const,
  };
  const all = { v1_1, v1: twin };
  return Object.fromEntries(
    (versions ?? IN_TOUCH_VERSIONS).map((version) => [IN_TOUCH_SUFFIX[version], all[IN_TOUCH_SUFFIX[version]]]),
  ) as InTouchEndpoints<E, V>;
}

function splitListed(listed: string): [Method, string] {
  const space = listed.indexOf(' ');
  return [listed.slice(0, space) as Method, listed.slice(space + 1)];
}

function versionOf(path: string): Version {
  const match = /^(v1\.1|v1|v2|v3)\//.exec(path)?.[1];
  if (!match) throw new Error(`${path}: the path has no version, so the spec must set 'version'`);
  return match as Version;
}

/**
 * The risk of a tool, in the sense of MCP's tool hints. `read` changes nothing and returns no secret. `write` only adds
 * data, notifies nobody, gives nothing of value to customers and makes nobody else's calls fail. `destructive` is
 * everything else: it overwrites, merges, removes, redeems, reverses, gives away or moves points and other value, sends
 * messages or sets passwords. So is a write that is not documented: it might overwrite something.
 *
 * Where arguments decide, this is the worst case; `riskOf()` judges a single call.
 */
export function risk(definition: Pick<Definition, 'effect' | 'destructive' | 'sensitive'>): Risk {
  if (definition.sensitive) return 'destructive';
  if (definition.effect === 'read') return 'read';
  return definition.effect === 'create' && !definition.destructive ? 'write' : 'destructive';
}
