/** What an endpoint is: the definition's type, the builders that make one, and `risk()`. */
import type { z } from 'zod';
import { lazy } from '../lib/lazy.js';
import { DOMAINS, type Domain } from './domains.js';
import { describeResponses, type Envelope, type ResponseMeaning, type ResponseSpec } from './response.js';

export const VERSIONS = ['v1', 'v1.1', 'v2', 'v3'] as const;
export type Version = (typeof VERSIONS)[number];
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** What a successful call does to Capillary's data. `action` covers what fits none of the others. */
export const EFFECTS = ['read', 'create', 'update', 'delete', 'action'] as const;
export type Effect = (typeof EFFECTS)[number];
export type Risk = 'read' | 'write' | 'destructive';
/** How well the public documentation supports the definition. */
type Confidence = 'documented' | 'partial' | 'inferred';
/** Parameters by the API's own names. */
export type Shape = Record<string, z.ZodType>;

/** Paging, batch sizes and rate limits, as documented; plain words, because the documentation has no common form. */
interface Limits {
  pagination?: string;
  batch?: string;
  rate?: string;
}

/** One endpoint of the API: exactly one tool. Everything else in the project derives from these. */
export interface Definition {
  /** Tool name: `[a-z0-9_]`, at most 48 characters, unique. */
  readonly tool: string;
  /** Endpoint title, as the inventory has it. */
  readonly title: string;
  /** Whether the inventory of 434 endpoints lists it. False for what the platform offers beyond the inventory. */
  readonly inInventory: boolean;
  readonly section: string;
  readonly domain: string;
  /** Slug of the domain, as `--toolsets` takes it. */
  readonly toolset: string;
  readonly version: Version;
  /** An InTouch v1 or v1.1 endpoint, of which a newer form usually exists. */
  readonly legacy: boolean;
  /** What is called: method, and path relative to the host with `{placeholder}` segments. */
  readonly method: Method;
  readonly path: string;
  /** The same as the inventory lists it; differs where the public documentation does. */
  readonly listedMethod: Method;
  readonly listedPath: string;
  /** The API-key access group the inventory names; null where it names none. */
  readonly accessGroup: string | null;
  /** The group that filters go by: a v1 twin counts as its v1.1 form does. */
  readonly effectiveAccessGroup: string | null;
  /** What it does and when to use it, for an agent; at most two sentences. */
  readonly summary: string;
  readonly pathParameters: () => Shape;
  readonly query: () => Shape;
  readonly headers: () => Shape;
  /** The request body, always the one argument `body`; absent where the endpoint takes none. */
  readonly body?: () => z.ZodType;
  readonly contentType: 'application/json' | 'multipart/form-data';
  /** The main fields of a successful answer, compact. */
  readonly returns: string;
  /**
   * How the response reports success and failure, and what its codes mean. It does not describe the fields: `returns`
   * names them, and their schema belongs beside this, as `answer`.
   */
  readonly response: ResponseMeaning;
  readonly effect: Effect;
  /** Calling it again with the same arguments changes nothing more. */
  readonly idempotent: boolean;
  readonly destructive: boolean;
  /** The answer or the arguments carry personal data. */
  readonly pii: boolean;
  /** Hands over, tests or replaces a secret: never a read, never in read-only mode. */
  readonly sensitive: boolean;
  readonly host: 'api' | 'intouch';
  readonly auth: 'any' | 'oauth' | 'basic' | 'admin';
  /** The tool that replaces this one. */
  readonly supersededBy?: string;
  /** What people say when they want this, in their own words. */
  readonly keywords: readonly string[];
  readonly limits: Limits;
  readonly confidence: Confidence;
  /** Documentation pages: a URL, or title and edition. */
  readonly sources: readonly string[];
  /** Arguments of a call that succeeds in the sandbox's seeded world. */
  readonly example?: Readonly<Record<string, unknown>>;
}

/** What an author writes for one endpoint. Omitted flags are false; `idempotent` follows from `effect: 'read'`. */
export interface Spec {
  tool: string;
  title: string;
  summary: string;
  /** `METHOD path` as the inventory lists it, where that differs from what is called. */
  listed?: `${Method} ${string}`;
  accessGroup?: string | null;
  version?: Version;
  path?: () => Shape;
  query?: () => Shape;
  headers?: () => Shape;
  body?: () => z.ZodType;
  multipart?: boolean;
  returns: string;
  /** Only what the API layer and the section do not say already: rows of a batch that report for themselves, for example. */
  response?: ResponseSpec;
  effect: Effect;
  idempotent?: boolean;
  destructive?: boolean;
  pii?: boolean;
  sensitive?: boolean;
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
  /** What the inventory says differently of the v1 twin: another title, an access group where others have none. */
  v1?: { title?: string; accessGroup?: string };
}

type Define<S> = (path: string, spec: S) => void;

/** What the endpoints of a section have in common. */
export interface SectionDefaults {
  readonly domain: Domain;
  readonly accessGroup: string | null;
  /** What the section's codes mean, and what else its responses add to those of their API layer. */
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
  /** InTouch endpoints: one spec gives the v1.1 tool and its v1 twin. Paths have no version prefix. */
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
  const common: Common = { ...defaults, name, describeResponse: describeResponses(defaults.response) };
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

/** What a section gives to each of its definitions. */
interface Common extends SectionDefaults {
  readonly name: string;
  readonly describeResponse: ReturnType<typeof describeResponses>;
}

const nothing = (): Shape => ({});

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
  if (isRead && response?.rows) throw new Error(`${spec.tool}: the rows of a read are data`);
  const [listedMethod, listedPath] = splitListed(listed ?? `${method} ${path}`);
  const group = accessGroup === undefined ? common.accessGroup : accessGroup;
  return {
    ...rest,
    inInventory: spec.inInventory ?? true,
    section: common.name,
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
    pathParameters: lazy(pathParameters ?? nothing),
    query: lazy(query ?? nothing),
    headers: lazy(headers ?? nothing),
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
  const newer = `${spec.tool}_v1_1`;
  const listedHere = listed?.[version];
  const tool = version === 'v1.1' ? newer : `${spec.tool}_v1`;
  const own: Spec = { ...spec, tool, ...(listedHere && { listed: listedHere }) };
  const base = definition(common, method, `${version}/${path}`, own, 'inTouch');
  if (version === 'v1.1') return base;
  return {
    ...base,
    title: v1?.title ?? spec.title,
    accessGroup: v1?.accessGroup ?? null,
    supersededBy: spec.supersededBy ?? newer,
    confidence: 'inferred',
  };
}

function splitListed(listed: string): [Method, string] {
  const space = listed.indexOf(' ');
  return [listed.slice(0, space) as Method, listed.slice(space + 1)];
}

function versionOf(path: string): Version {
  const match = /^(v1\.1|v1|v2|v3)\//.exec(path)?.[1];
  if (!match) throw new Error(`${path}: no version in the path; give 'version'`);
  return match as Version;
}

/**
 * What a call may do, in MCP's own sense of its hints. `read` changes nothing and hands over no secret; `write` only
 * adds; `destructive` is everything else: overwrites, removes, redeems, reverses, moves points, sends messages.
 */
export function risk(definition: Pick<Definition, 'effect' | 'destructive' | 'sensitive'>): Risk {
  if (definition.sensitive) return 'destructive';
  if (definition.effect === 'read') return 'read';
  return definition.effect === 'create' && !definition.destructive ? 'write' : 'destructive';
}
