/** A call's arguments as an HTTP request. No argument can change more than its own place in it. */
import { randomBytes } from 'node:crypto';
import type { Definition, Method } from '../tools/define.js';
import { CapillaryError } from './errors.js';

export interface HttpRequest {
  method: Method;
  /** Encoded path, from the slash on. */
  path: string;
  /** Encoded query with its question mark, or nothing. */
  query: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** @throws CapillaryError of kind `invalid_arguments`, naming the argument */
export function buildRequest(definition: Definition, args: Record<string, unknown>): HttpRequest {
  const { method } = definition;
  const { body, headers: bodyHeaders } = buildBody(definition, args['body']);
  return {
    method,
    path: buildPath(definition, args),
    query: buildQuery(definition, args),
    headers: { ...buildHeaders(definition, args), ...bodyHeaders },
    body,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;
const CONTROLS = new RegExp(CONTROL, 'g');

function buildPath(definition: Definition, args: Record<string, unknown>): string {
  const segments = definition.path.split('/').map((segment) =>
    segment.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = scalarText(args[name]);
      const problem =
        value === undefined
          ? 'required, expected text or a number'
          : value === '' || value === '.' || value === '..'
            ? `expected a value; got '${value}'`
            : /[/\\]/.test(value) || CONTROL.test(value)
              ? 'expected a value without /, \\ and control characters'
              : !value.isWellFormed()
                ? 'expected well-formed text'
                : undefined;
      if (problem !== undefined || value === undefined) throw invalid(definition, name, problem ?? 'required');
      return encodeURIComponent(value);
    }),
  );
  const path = `/${segments.join('/')}`;
  if (path.split('/').length !== definition.path.split('/').length + 1) {
    throw invalid(definition, 'path', 'the arguments change the shape of the path');
  }
  return path;
}

function buildQuery(definition: Definition, args: Record<string, unknown>): string {
  const pairs = Object.keys(definition.query()).flatMap((name) => {
    const value = args[name];
    if (value === undefined || value === null) return [];
    const parts = (Array.isArray(value) ? value : [value]).map(scalarText);
    if (parts.includes(undefined)) throw invalid(definition, name, 'expected text, a number, true or false');
    const text = parts.join(',');
    if (!text.isWellFormed()) throw invalid(definition, name, 'expected well-formed text');
    return [`${encodeURIComponent(name)}=${encodeURIComponent(text)}`];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function buildHeaders(definition: Definition, args: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(definition.headers()).flatMap((name) => {
      const value = args[name];
      if (value === undefined || value === null) return [];
      const text = scalarText(value);
      if (text === undefined || CONTROL.test(text) || /[^\u0020-\u00ff]/.test(text)) {
        throw invalid(definition, name, 'expected a header value: Latin letters, no line breaks or control characters');
      }
      return [[name, text]];
    }),
  );
}

const scalarText = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

interface Body {
  body: string | Buffer | undefined;
  headers: Record<string, string>;
}

function buildBody(definition: Definition, given: unknown): Body {
  if (!definition.body || given === undefined) return { body: undefined, headers: {} };
  const multipart = definition.contentType === 'multipart/form-data';
  const { body, contentType } = multipart
    ? buildMultipart(definition, given)
    : { body: JSON.stringify(given), contentType: 'application/json' };
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) throw invalid(definition, 'body', 'expected at most 50 MB');
  return { body, headers: { 'content-type': contentType } };
}

interface FilePart {
  filename: string;
  contentType?: string;
  text?: string;
  base64?: string;
}

const isFile = (value: unknown): value is FilePart =>
  typeof value === 'object' && value !== null && 'filename' in value && ('text' in value || 'base64' in value);

/** Parts in the order given; a list of files repeats the part's name. Quotes and line breaks in names are escaped. */
function buildMultipart(definition: Definition, given: unknown): { body: Buffer; contentType: string } {
  const boundary = `capillary-${randomBytes(16).toString('hex')}`;
  const chunks: Buffer[] = [];
  const fields = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  for (const [name, value] of fields) {
    for (const part of Array.isArray(value) ? value : [value]) {
      const file = isFile(part) ? part : undefined;
      const text = file ? undefined : (scalarText(part) ?? JSON.stringify(part));
      const content = file
        ? Buffer.from(file.text ?? file.base64 ?? '', file.text === undefined ? 'base64' : 'utf8')
        : Buffer.from(text ?? '');
      const type = file ? (file.contentType ?? 'application/octet-stream') : undefined;
      if (type !== undefined && !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w-]+=[\w-]+)*$/.test(type)) {
        throw invalid(definition, `body.${name}.contentType`, 'expected a media type such as image/png');
      }
      const disposition = `form-data; name="${quoted(name)}"${file ? `; filename="${quoted(file.filename)}"` : ''}`;
      const head = [`--${boundary}`, `content-disposition: ${disposition}`, ...(type ? [`content-type: ${type}`] : [])];
      chunks.push(Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content, Buffer.from('\r\n'));
    }
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(chunks), contentType: `multipart/form-data; boundary=${boundary}` };
}

/** As the HTML standard writes names into multipart headers. */
const quoted = (name: string): string =>
  name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22').replace(CONTROLS, '');

function invalid(definition: Definition, argument: string, problem: string): CapillaryError {
  return new CapillaryError({
    kind: 'invalid_arguments',
    message: `${definition.tool} was not called: ${argument}: ${problem}`,
    hint: 'Correct the argument named and call again; nothing was sent.',
    retryable: false,
    ...(definition.effect !== 'read' && { outcome: 'not_sent' as const }),
    details: { arguments: [{ argument, problem }] },
  });
}
