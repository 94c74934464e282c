/** Hides the secrets in a response before anything else reads it: no agent, error, note or log ever gets them. */
import { LosslessNumber } from 'lossless-json';
import { secretNamed, suggestsSecret } from '../lib/secret-names.js';
import type { Definition } from '../tools/define.js';
import { leafFactsOf } from '../tools/leaf-facts.js';
import type { ResponseSecrets } from '../tools/response.js';
import { HIDDEN, HIDDEN_CREDENTIAL } from './secret-text.js';

const HIDDEN_CODE = `${HIDDEN}one-time code]`;
const HIDDEN_SECRET = `${HIDDEN}secret]`;

/** How to treat what is under a key. */
type Treatment =
  | 'plain'
  /** Texts and numbers are hidden, at any depth. */
  | 'credential'
  /** Texts and numbers are hidden, but nothing inside an object. */
  | 'one-time code'
  /** Texts and numbers are hidden, at any depth: the type of the answer says so. */
  | 'secret'
  /** A text is hidden if it looks random. */
  | 'token'
  /** A map or list of HTTP headers. */
  | 'headers'
  /** The value of a name that is beside it. */
  | 'value'
  /** Handed over: the purpose of the endpoint. */
  | 'handed over';

/** What a container is that is no ordinary data. */
type Mode = 'credentials' | 'secrets' | 'codes' | 'headers';

type Container = unknown[] | Record<string, unknown>;

/** What to hide in the responses of an endpoint. */
export interface Secrets extends ResponseSecrets {
  /** Keys whose values are secrets, as the type of the answer says. */
  readonly hidden?: readonly string[];
}

const secretsByDefinition = new WeakMap<Definition, Secrets>();

/** What to hide in the responses of an endpoint, besides what any key says. */
export function secretsOf(definition: Definition): Secrets {
  const { secretMembers: hidden } = leafFactsOf(definition);
  const { secrets } = definition.response;
  if (hidden.length === 0) return secrets;
  const known = secretsByDefinition.get(definition) ?? { ...secrets, hidden };
  secretsByDefinition.set(definition, known);
  return known;
}

/**
 * Replaces the secrets in a parsed response, in place, by the names of their keys: those that the type of the answer calls
 * secrets, at any depth, and, because no type is complete, those that are named like secrets. Without recursion: the sender
 * chooses the depth. What texts contain is not examined: results hide it, which are far smaller than responses.
 */
export function hideSecrets(response: unknown, secrets: Secrets): void {
  if (isContainer(response)) new Hider(secrets).visit(response);
}

class Hider {
  readonly #secrets: Secrets;
  readonly #treatments: Map<string, Treatment>;
  /** Parts that are ordinary data. They need no object of their own: there can be a hundred thousand. */
  readonly #data: Container[] = [];
  readonly #others: { container: Container; mode: Mode }[] = [];

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
    this.#treatments = treatmentsOf(secrets);
  }

  visit(root: Container): void {
    this.#data.push(root);
    for (;;) {
      const container = this.#data.pop();
      const other = container ? undefined : this.#others.pop();
      if (container) this.#visitData(container);
      else if (other && Array.isArray(other.container)) this.#visitList(other.container, other.mode);
      else if (other && !Array.isArray(other.container)) this.#visitObject(other.container, other.mode);
      else return;
    }
  }

  /** Runs for every part of a response, so it does no more than it must. */
  #visitData(container: Container): void {
    const data = this.#data;
    if (Array.isArray(container)) {
      for (let index = 0; index < container.length; index += 1) {
        const value = container[index];
        if (isObjectType(value)) data.push(value);
      }
      return;
    }
    const treatments = this.#treatments;
    for (const key in container) {
      const value = container[key];
      const treatment = treatments.get(key) ?? this.#judge(key);
      if (treatment === 'plain') {
        if (isObjectType(value)) data.push(value);
        continue;
      }
      const treated = this.#treat(value, treatment === 'value' ? this.#judgeNamed(value, container) : treatment);
      if (treated !== value) container[key] = treated;
    }
  }

  #visitList(list: unknown[], mode: Mode): void {
    for (const [index, value] of list.entries()) {
      if (isContainer(value)) this.#others.push({ container: value, mode });
      else list[index] = hideElement(value, mode);
    }
  }

  #visitObject(object: Record<string, unknown>, mode: Mode): void {
    const name = mode === 'headers' ? nameBeside(object) : undefined;
    if (mode === 'codes' || (name !== undefined && HARMLESS_HEADERS.test(name))) {
      this.#data.push(object);
      return;
    }
    for (const [key, value] of Object.entries(object)) {
      const isSecret = mode !== 'headers' || (name === undefined ? !HARMLESS_HEADERS.test(key) : VALUES.has(key));
      if (!isSecret) continue;
      if (isContainer(value)) this.#others.push({ container: value, mode: mode === 'secrets' ? mode : 'credentials' });
      else object[key] = hide(value, mode === 'secrets' ? HIDDEN_SECRET : HIDDEN_CREDENTIAL);
    }
  }

  #treat(value: unknown, treatment: Treatment): unknown {
    const mode = MODES[treatment];
    if (isContainer(value)) {
      if (mode === undefined) this.#data.push(value);
      else this.#others.push({ container: value, mode });
      return value;
    }
    const replacement = REPLACEMENTS[treatment];
    if (replacement === undefined || (treatment === 'token' && !isRandom(value))) return value;
    return hide(value, replacement);
  }

  /** How to treat a value with a name beside it, as in `{"key": "SMTP_PASSWORD", "value": "…"}`. */
  #judgeNamed(value: unknown, beside: Record<string, unknown>): Treatment {
    for (const key of NAMES) {
      const name = beside[key];
      if (typeof name !== 'string') continue;
      const treatment = this.#treatments.get(name) ?? this.#judge(name);
      if (REPLACEMENTS[treatment] !== undefined) return treatment;
      // Of a setting whose name only suggests a secret, flags and numbers are none.
      if (this.#secrets.settings && suggestsSecret(name) && !Number.isFinite(Number(value))) return 'credential';
    }
    return 'plain';
  }

  #judge(key: string): Treatment {
    const treatment = judgeKey(key, this.#secrets);
    if (this.#treatments.size < MAX_CACHED_KEYS) this.#treatments.set(key, treatment);
    return treatment;
  }
}

/** The keys of documented responses are fewer. */
const MAX_CACHED_KEYS = 2_000;

const caches = new WeakMap<Secrets, Map<string, Treatment>>();

function treatmentsOf(secrets: Secrets): Map<string, Treatment> {
  const cached = caches.get(secrets) ?? new Map<string, Treatment>();
  caches.set(secrets, cached);
  return cached;
}

const HEADERS = /headers?$/i;
/** Headers without secrets. */
const HARMLESS_HEADERS = /^(?:accept(?:-\w+)?|cache-control|connection|content-\w+|date|host|user-agent)$/i;
const VALUES: ReadonlySet<string> = new Set([
  'value',
  'values',
  'val',
  'defaultValue',
  'default_value',
  'oldValue',
  'old_value',
  'newValue',
  'new_value',
]);
const NAMES = ['name', 'key', 'keyName', 'fieldName', 'field', 'header', 'label'] as const;

function judgeKey(key: string, { hidden = [], handedOver }: Secrets): Treatment {
  if (handedOver.includes(key)) return 'handed over';
  const named = secretNamed(key);
  // A name may say which kind of secret it is; a bare `token` says nothing.
  if (hidden.includes(key) && !HEADERS.test(key)) return named === undefined || named === 'token' ? 'secret' : named;
  if (VALUES.has(key)) return 'value';
  return named ?? (HEADERS.test(key) ? 'headers' : 'plain');
}

/** What the parts of a container are, if they are no ordinary data. */
const MODES: { readonly [treatment in Treatment]?: Mode } = {
  credential: 'credentials',
  'one-time code': 'codes',
  secret: 'secrets',
  headers: 'headers',
};

const REPLACEMENTS: { readonly [treatment in Treatment]?: string } = {
  credential: HIDDEN_CREDENTIAL,
  'one-time code': HIDDEN_CODE,
  secret: HIDDEN_SECRET,
  token: HIDDEN_CREDENTIAL,
};

/** The name in an object that has a value beside it. */
const nameBeside = (object: Record<string, unknown>): string | undefined =>
  NAMES.map((key) => object[key]).find((name) => typeof name === 'string');

/** An element of a list that is not an object. */
function hideElement(value: unknown, mode: Mode): unknown {
  if (mode === 'credentials') return hide(value, HIDDEN_CREDENTIAL);
  if (mode === 'codes' || mode === 'secrets') return hide(value, HIDDEN_SECRET);
  return typeof value === 'string' ? hideHeaderLine(value) : value;
}

/** `Name: value`, as some lists of headers have it. Other texts are names, such as those of columns. */
function hideHeaderLine(line: string): string {
  const [name = '', ...rest] = line.split(':');
  const isLine = rest.length > 0 && rest.join('').trim() !== '' && !HARMLESS_HEADERS.test(name.trim());
  return isLine ? `${name}: ${HIDDEN_CREDENTIAL}` : line;
}

/** Flags, empty texts and what the API masked itself. */
const HARMLESS = /^(?:|true|false|yes|no|null|0|1|\**)$/i;

function hide(value: unknown, replacement: string): unknown {
  const isValue = typeof value === 'string' || typeof value === 'number' || value instanceof LosslessNumber;
  return isValue && !HARMLESS.test(String(value)) ? replacement : value;
}

/** Whether a value under `token` is a credential, not a word, an id or a number. */
const isRandom = (value: unknown): boolean =>
  typeof value === 'string' && /^[^\s]{16,}$/.test(value) && /[a-z]/i.test(value);

/** A list, an object, or a `LosslessNumber`. */
const isObjectType = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const isContainer = (value: unknown): value is Container => isObjectType(value) && !(value instanceof LosslessNumber);
