/** What must hold for each call of a fuzz run. */
import { isDeepStrictEqual } from 'node:util';
import { isObject, parseJson, stringifyJson } from '../../src/lib/json.js';
import { md5 } from '../../src/lib/md5.js';
import type { Definition } from '../../src/tools/define.js';
import type { Args } from './hostile.js';
import { IN_TOUCH_PREFIX, type Received } from './upstream.js';

/** How a request differs from the template of its tool, and from the arguments of its call. */
export function checkRequest(definition: Definition, args: Args, received: Received): string[] {
  const [path = '', query = ''] = split(received.target);
  return [
    ...(received.host === definition.host ? [] : [`sent to the host ${received.host}`]),
    ...(received.method === definition.method ? [] : [`sent as ${received.method}`]),
    ...checkPath(definition, args, path),
    ...checkQuery(definition, args, query),
    ...checkHeaders(definition, args, received),
    ...checkBody(definition, args, received),
  ];
}

function split(target: string): [string, string] {
  const at = target.indexOf('?');
  return at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function checkPath(definition: Definition, args: Args, path: string): string[] {
  const prefix = definition.host === 'intouch' ? IN_TOUCH_PREFIX : '';
  if (!path.startsWith(prefix)) return [`path without the prefix ${prefix}`];
  const template = `/${definition.path.replace(/^\/+/, '')}`.split('/');
  const segments = path.slice(prefix.length).split('/');
  if (segments.length !== template.length) return ['path with another number of segments'];
  return template.flatMap((expected, index) => {
    const wanted = expected.replace(/\{([^{}]+)\}/g, (_, name: string) => textOf(args[name]));
    const segment = decode(segments[index] ?? '');
    return segment === wanted ? [] : [`path segment '${expected}' is not what was passed`];
  });
}

function checkQuery(definition: Definition, args: Args, query: string): string[] {
  if (query === '') return [];
  const seen = new Set<string>();
  return query.split('&').flatMap((pair) => {
    const [name = '', value = '', ...rest] = pair.split('=').map(decode);
    const problems: string[] = [];
    if (seen.has(name)) problems.push('query key that occurs twice');
    seen.add(name);
    const isOther = Object.hasOwn(definition.pathParameters(), name) || Object.hasOwn(definition.headers(), name);
    if (isOther || !Object.hasOwn(args, name) || name === 'body') problems.push('query key that was not passed');
    const passed = args[name];
    const wanted = Array.isArray(passed) ? passed.map(textOf).join(',') : textOf(passed);
    if (rest.length > 0 || value !== wanted) problems.push('query value that is not what was passed');
    return problems;
  });
}

/** Headers that every request may have. */
const COMMON = new Set([
  ...['host', 'connection', 'accept', 'user-agent', 'authorization', 'x-cap-api-oauth-token'],
  ...['content-type', 'content-length', 'x-cap-api-auth-key', 'x-cap-api-auth-org-id'],
  ...['x-cap-api-attribution-entity-type', 'x-cap-api-attribution-entity-code', 'x-cap-api-attribution-till-code'],
]);

function checkHeaders(definition: Definition, args: Args, { rawHeaders }: Received): string[] {
  const documented = new Map(Object.keys(definition.headers()).map((name) => [name.toLowerCase(), name]));
  const seen = new Set<string>();
  const problems: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (seen.has(name)) problems.push(`header ${name} occurs twice`);
    seen.add(name);
    const argument = documented.get(name);
    if (argument !== undefined && Object.hasOwn(args, argument) && args[argument] !== null) {
      const wanted = textOf(args[argument]).trim();
      if (rawHeaders[index + 1]?.trim() !== wanted) problems.push(`header ${name} is not what was passed`);
    } else if (!COMMON.has(name)) {
      problems.push(`header ${name}`);
    }
  }
  return problems;
}

function checkBody({ contentType, body: schema }: Definition, args: Args, { rawHeaders, body }: Received): string[] {
  const passed = args['body'];
  if (passed === undefined || passed === null) return body.length === 0 ? [] : ['body that was not passed'];
  if (!schema) return ['body of an endpoint that takes none'];
  const type = rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === 'content-type') + 1] ?? '';
  if (!type.startsWith(contentType)) return [`body as ${type}`];
  if (contentType === 'application/json') {
    // Compared as text, because that is exact for every number.
    const isSame = isDeepStrictEqual(parseJson(body.toString('utf8')), parseJson(stringifyJson(passed)));
    return isSame ? [] : ['body that is not what was passed'];
  }
  const boundary = /boundary=(\S+)$/.exec(type)?.[1] ?? '';
  const parts = body.toString('latin1').split(`--${boundary}`).length - 2;
  const wanted = Object.values(passed).reduce<number>((sum, part) => sum + partsOf(part), 0);
  return parts === wanted ? [] : [`${parts} parts instead of ${wanted}`];
}

const isFile = (part: unknown): boolean =>
  typeof part === 'object' && part !== null && 'filename' in part && typeof part.filename === 'string';

const partsOf = (part: unknown): number =>
  Array.isArray(part) && part.length > 0 && part.every(isFile) ? part.length : 1;

const textOf = (value: unknown): string => String(value);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return `undecodable: ${text}`;
  }
}

/** The spellings in which a secret must not be shown. */
export function spellingsOf(secret: string): string[] {
  const plain = [secret, md5(secret), Buffer.from(secret).toString('base64'), encodeURIComponent(secret)];
  const escaped = plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1), text.replaceAll('/', '\\/')]);
  return [...new Set(escaped.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]))];
}

const STACK = /\n\s+at \S.*:\d+:\d+|\bnode:internal\/|node_modules\/|\/src\/\w+\/[\w-]+\.[jt]s\b/;

/**
 * What is wrong with an answer.
 *
 * @param json - the whole JSON-RPC message
 * @param secrets - in every spelling
 */
export function checkAnswer(json: string, secrets: readonly string[], maxCharacters: number): string[] {
  const { result, error } = JSON.parse(json);
  const shown = error ? [error.message] : result.content.map(({ text }: { text: string }) => text);
  const problems = secrets.some((secret) => json.includes(secret)) ? ['answer with a secret'] : [];
  // What is quoted has its line breaks escaped once more.
  if (shown.some((text: string) => STACK.test(text) || STACK.test(text.replaceAll('\\n', '\n'))))
    problems.push('answer with a stack or a path of this program');
  if (error) return error.message.length <= 1_000 ? problems : [...problems, 'protocol error that is too long'];
  const [value = '', ...notes] = shown;
  // The text of find_tools is no JSON, and has to be encoded.
  const size =
    (parsed(value) !== undefined ? value.length : JSON.stringify(value).length) +
    JSON.stringify(notes.join('')).length -
    2;
  if (size > maxCharacters) problems.push(`answer of ${size} characters`);
  if (result.isError && !isError(value)) problems.push('error that is not JSON');
  return problems;
}

/** The JSON of an error, or of several calls that all failed. */
function isError(text: string): boolean {
  const value = parsed(text);
  return Array.isArray(value) ? value.length > 0 && value.every(holdsError) : holdsError(value);
}

const holdsError = (value: unknown): boolean =>
  isObject(value) && isObject(value['error']) && typeof value['error']['kind'] === 'string';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
