/** Builds an HTTP request from a call's arguments. An argument can change nothing outside its own place. */
import { LosslessNumber } from 'lossless-json';
import { isObject, stringifyJson } from '../lib/json.js';
import { type Definition, type Method, risk } from '../tools/define.js';
import { documentedName } from '../tools/documented-form.js';
import { inputSchema } from '../tools/input.js';
import { CapillaryError } from './errors.js';
import { encodeMultipart, PartError } from './multipart.js';

export interface ApiRequest {
  readonly method: Method;
  /** Encoded path with its leading slash, relative to the base URL. */
  readonly path: string;
  /** Encoded query with its question mark, or an empty string. */
  readonly query: string;
  /** Header arguments by the API's names, plus the content type. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

/** Larger bodies are refused. */
export const MAX_BODY_BYTES = 50_000_000;

/**
 * @param args - path, query and header parameters by name, and `body`
 * @throws CapillaryError of kind `invalid_arguments` that names the argument
 */
export async function buildRequest(definition: Definition, args: Record<string, unknown>): Promise<ApiRequest> {
  try {
    const { body, contentType } = await buildBody(definition, args['body']);
    return {
      method: definition.method,
      path: buildPath(definition, args),
      query: buildQuery(definition, args),
      headers: { ...buildHeaders(definition, args), ...(contentType !== undefined && { 'content-type': contentType }) },
      body,
    };
  } catch (thrown) {
    if (thrown instanceof ArgumentError) throw toCapillaryError(definition, thrown);
    throw thrown;
  }
}

/** One argument is invalid. */
class ArgumentError extends Error {
  readonly argument: string;

  constructor(argument: string, problem: string) {
    super(problem);
    this.argument = argument;
  }
}

function toCapillaryError(definition: Definition, { argument, message: problem }: ArgumentError): CapillaryError {
  return new CapillaryError({
    kind: 'invalid_arguments',
    message: `${definition.tool} was not called, because of ${argument}.`,
    hint: 'Correct what details.arguments says and call again.',
    retryable: false,
    ...(risk(definition) !== 'read' && { outcome: 'not_sent' }),
    details: { arguments: [{ argument, problem }] },
  });
}

const PLACEHOLDER = /\{([^{}]+)\}/g;

const placeholders = (path: string): string[] => [...path.matchAll(PLACEHOLDER)].map(([, name = '']) => name);

function buildPath(definition: Definition, args: Record<string, unknown>): string {
  const template = definition.path.replace(/^\/+/, '');
  if (!template.includes('{')) return `/${template}`;
  const path = `/${template.replace(PLACEHOLDER, (_, name: string) => encodeSegment(name, args[name]))}`;
  const expected = template.split('/').length + 1;
  // The URL parser must find nothing to resolve or cut off.
  if (path.split('/').length !== expected || new URL(path, 'http://host').pathname !== path) {
    throw new ArgumentError(placeholders(template)[0] ?? 'path', 'would change the structure of the path');
  }
  return path;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: this expression searches for control characters
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;

function encodeSegment(name: string, argument: unknown): string {
  if (argument === undefined || argument === null) throw new ArgumentError(name, 'required, as it is part of the path');
  const value = scalarText(name, argument);
  if (value === '') throw new ArgumentError(name, 'must not be empty, as it is part of the path');
  if (value === '.' || value === '..') throw new ArgumentError(name, `must not be '${value}'`);
  if (/[/\\]/.test(value)) throw new ArgumentError(name, 'must not contain / or \\');
  if (CONTROL_CHARACTER.test(value)) throw new ArgumentError(name, 'must not contain control characters');
  return encode(name, value);
}

/** Arguments that the definition does not have are query parameters, too. */
function buildQuery(definition: Definition, args: Record<string, unknown>): string {
  const { shape } = inputSchema(definition);
  const headers = definition.headers();
  const undocumented = Object.keys(args).filter(
    (name) => !Object.hasOwn(shape, name) && documentedName(headers, args, name) === undefined,
  );
  const pairs = [...Object.keys(definition.query()), ...undocumented].flatMap((name) => {
    const argument = args[name];
    if (argument === undefined || argument === null) return [];
    if (name === 'body') throw new ArgumentError(name, 'unknown argument, as this endpoint has no body; leave it out');
    const values = Array.isArray(argument) ? argument : [argument];
    return [`${encode(name, name)}=${values.map((value) => encode(name, scalarText(name, value))).join(',')}`];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function buildHeaders(definition: Definition, args: Record<string, unknown>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [argument, given] of Object.entries(args)) {
    const name = documentedName(definition.headers(), args, argument);
    if (name === undefined || given === undefined || given === null) continue;
    const value = scalarText(argument, given);
    if (CONTROL_CHARACTER.test(value))
      throw new ArgumentError(argument, 'must not contain line breaks or other control characters');
    if (/[^\u0020-\u00ff]/.test(value))
      throw new ArgumentError(argument, 'must contain only Latin-1 characters, as it is sent as a header');
    headers[name] = value;
  }
  return headers;
}

async function buildBody(
  definition: Definition,
  value: unknown,
): Promise<{ body: string | Buffer | null; contentType?: string | undefined }> {
  if (value === undefined || value === null) return { body: null };
  const encoded =
    definition.contentType === 'multipart/form-data'
      ? await buildMultipart(value)
      : { body: stringifyJson(value), contentType: 'application/json' };
  if (Buffer.byteLength(encoded.body) > MAX_BODY_BYTES) {
    throw new ArgumentError('body', `larger than ${MAX_BODY_BYTES / 1_000_000} MB; split it over several calls`);
  }
  return encoded;
}

async function buildMultipart(value: unknown): ReturnType<typeof encodeMultipart> {
  if (!isObject(value)) throw new ArgumentError('body', 'expected an object with one key for each part');
  try {
    return await encodeMultipart(value);
  } catch (thrown) {
    if (thrown instanceof PartError) throw new ArgumentError(`body.${thrown.part}`, thrown.message);
    throw thrown;
  }
}

function scalarText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || Number.isFinite(value) || value instanceof LosslessNumber) return String(value);
  throw new ArgumentError(name, 'expected text, a number, true or false');
}

/** Percent-encodes everything except letters, digits and `-._~`, even if it looks encoded: `%2F` becomes `%252F`. */
function encode(name: string, value: string): string {
  try {
    return encodeURIComponent(value).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    throw new ArgumentError(name, 'contains invalid Unicode');
  }
}
