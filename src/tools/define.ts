/** The type of an endpoint definition, the builders that create one, and `risk()`. */
import type { z } from 'zod';
import { lazy } from '../lib/lazy.js';
import { DOMAINS, type Domain } from './domains.js';
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
/** How well the public documentation supports the definition. */
type Confidence = 'documented' | 'partial' | 'inferred';
/** Parameters, keyed by the API's own names. */
export type Shape = Record<string, z.ZodType>;

/** Paging, batch sizes and rate limits, as free text, because the documentation has no common form. */
interface Limits {
  pagination?: string;
  batch?: string;
  rate?: string;
}

/** The reads that show whether a write took effect, in the order of use; or why none can, and what to do instead. */
type CheckedBy = readonly string[] | { readonly unverifiable: string };

/** One endpoint of the API, which is exactly one tool. Everything else in the project derives from these. */
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
  readonly toolset: string;
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
  readonly body?: () => z.ZodType;
  readonly contentType: 'application/json' | 'multipart/form-data';
  /** What the schemas of the arguments cannot say. */
  readonly rules?: readonly ArgumentRule[];
  /** The main fields of a successful response, in short notation. */
  readonly returns: string;
  /**
   * How the response reports success and failure, and what its codes mean. The fields themselves
   * are in `returns`.
   */
  readonly response: ResponseMeaning;
  readonly effect: Effect;
  /** How to find out whether the call took effect if its response is lost. Every write has it. */
  readonly checkedBy?: CheckedBy;
  /**
   * What the reads in `checkedBy` show if the call took effect; completes the sentence 'if it shows …'. By default the
   * values that were sent.
   */
  readonly evidence?: string;
  /** What remains to be done after a successful call, and with which tool. A note on the answer says it. */
  readonly nextStep?: string;
  /** What may be wrong if a read finds nothing, and with which tool to go on. A note on the empty answer says it. */
  readonly whenEmpty?: string;
  /** Repeating the call with the same arguments has no further effect. */
  readonly idempotent: boolean;
  readonly destructive: boolean;
  /** The response or the arguments contain personal data. */
  readonly pii: boolean;
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
}

/** What an author writes for one endpoint. Omitted flags are false; `idempotent` follows from `effect: 'read'`. */
export interface Spec {
  tool: string;
  title: string;
  summary: string;
  /** `METHOD path` as the inventory lists it, if it differs from what is called. */
  listed?: `${Method} ${string}`;
  accessGroup?: string | null;
  version?: Version;
  path?: () => Shape;
  query?: () => Shape;
  headers?: () => Shape;
  body?: () => z.ZodType;
  multipart?: boolean;
  rules?: readonly ArgumentRule[];
  returns: string;
  /** Additions to the defaults of the API layer and the section, such as batch rows that report their own failure. */
  response?: ResponseSpec;
  effect: Effect;
  /** Required for everything that `risk()` does not call a read, except sensitive reads. */
  checkedBy?: CheckedBy;
  evidence?: string;
  nextStep?: string;
  whenEmpty?: string;
  idempotent?: boolean;
  destructive?: boolean;
  pii?: boolean;
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
}

/** An InTouch endpoint: `tool` without a version suffix, and the layers that have it (default v1.1 and v1). */
interface InTouchSpec extends Omit<Spec, 'listed' | 'version'> {
  versions?: readonly ('v1.1' | 'v1')[];
  listed?: Partial<Record<'v1.1' | 'v1', `${Method} ${string}`>>;
  /** Where the inventory's entry for the v1 twin differs: its title, or an access group (by default v1 has none). */
  v1?: { title?: string; accessGroup?: string };
}

type Define<S> = (path: string, spec: S) => void;

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
  readonly get: Define<Spec>;
  readonly post: Define<Spec>;
  readonly put: Define<Spec>;
  readonly patch: Define<Spec>;
  readonly delete: Define<Spec>;
  /** InTouch endpoints: one spec defines the v1.1 tool and its v1 twin. Paths have no version prefix. */
  readonly inTouch: { readonly get: Define<InTouchSpec>; readonly post: Define<InTouchSpec> };
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
  const add = (method: Method) => (path: string, spec: Spec) => {
    definitions.push(definition(common, method, path, spec));
  };
  const addInTouch = (method: Method) => (path: string, spec: InTouchSpec) => {
    for (const version of spec.versions ?? (['v1.1', 'v1'] as const)) {
      definitions.push(inTouchDefinition(common, method, path, version, spec));
    }
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

const noParameters = (): Shape => ({});

/** A sensitive read counts as a write, but has no effect that could be checked. */
const CHANGES_NOTHING: CheckedBy = { unverifiable: 'The call changes nothing, so it can be repeated.' };

function definition(
  common: Common,
  method: Method,
  path: string,
  spec: Spec,
  envelope: Envelope = 'modern',
): Definition {
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
    pathParameters: lazy(pathParameters ?? noParameters),
    query: lazy(query ?? noParameters),
    headers: lazy(headers ?? noParameters),
    ...(body && { body: lazy(body) }),
    contentType: multipart ? 'multipart/form-data' : 'application/json',
    response: common.describeResponse({ envelope, isRead }, response),
    idempotent: spec.idempotent ?? isRead,
    destructive: spec.destructive ?? false,
    pii: spec.pii ?? false,
    sensitive: spec.sensitive ?? false,
    host: spec.host ?? 'api',
    auth: spec.auth ?? 'any',
    limits: spec.limits ?? {},
    confidence: spec.confidence ?? 'documented',
  };
}

function inTouchDefinition(
  common: Common,
  method: Method,
  path: string,
  version: 'v1.1' | 'v1',
  { versions, listed, v1, ...spec }: InTouchSpec,
): Definition {
  const v1_1Tool = `${spec.tool}_v1_1`;
  const listedForVersion = listed?.[version];
  const tool = version === 'v1.1' ? v1_1Tool : `${spec.tool}_v1`;
  const versionSpec: Spec = { ...spec, tool, ...(listedForVersion && { listed: listedForVersion }) };
  const base = definition(common, method, `${version}/${path}`, versionSpec, 'inTouch');
  if (version === 'v1.1') return base;
  return {
    ...base,
    title: v1?.title ?? spec.title,
    accessGroup: v1?.accessGroup ?? null,
    supersededBy: spec.supersededBy ?? v1_1Tool,
    confidence: 'inferred',
  };
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
