/** Multipart bodies: files and text fields as `multipart/form-data`. Source: RFC 7578; names escaped as browsers do. */
import { randomUUID } from 'node:crypto';
import { isObject, stringifyJson } from '../lib/json.js';

/** What is wrong with one part; the message says what was expected. */
export class PartError extends Error {
  readonly part: string;

  constructor(part: string, problem: string) {
    super(problem);
    this.part = part;
  }
}

/**
 * @param fields - by part name: `{filename, contentType?, text | base64}` or a list of them is sent as files, anything
 * else as a text field
 * @throws PartError naming the part
 */
export function encodeMultipart(fields: Record<string, unknown>): { body: Buffer; contentType: string } {
  const boundary = `----capillary-mcp-${randomUUID()}`;
  const chunks: (string | Buffer)[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const files = Array.isArray(value) && value.length > 0 && value.every(isFile) ? value : [value];
    for (const item of files) {
      const { head, content } = isFile(item) ? filePart(name, item) : textPart(name, item);
      chunks.push(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`, content, '\r\n');
    }
  }
  chunks.push(`--${boundary}--\r\n`);
  return {
    body: Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk))),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

interface Part {
  head: string;
  content: string | Buffer;
}

const isFile = (value: unknown): value is Record<string, unknown> & { filename: string } =>
  isObject(value) && typeof value['filename'] === 'string';

const textPart = (name: string, value: unknown): Part => ({
  head: `name="${escapeName(name)}"`,
  content: typeof value === 'string' ? value : stringifyJson(value),
});

const BASE64 = /^[A-Za-z0-9+/=\s]*$/;
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *; *[\w-]+=("[\w .:/-]*"|[\w.:/-]+))*$/;

function filePart(name: string, file: Record<string, unknown> & { filename: string }): Part {
  const { filename, contentType, text, base64 } = file;
  if (typeof text !== 'string' && typeof base64 !== 'string') throw new PartError(name, 'expected text or base64');
  if (text !== undefined && base64 !== undefined) throw new PartError(name, 'expected text or base64, not both');
  if (typeof base64 === 'string' && !BASE64.test(base64)) throw new PartError(`${name}.base64`, 'not base64');
  if (contentType !== undefined && !(typeof contentType === 'string' && MEDIA_TYPE.test(contentType))) {
    throw new PartError(`${name}.contentType`, 'expected a media type such as text/csv');
  }
  const type = contentType ?? (typeof text === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream');
  return {
    head: `name="${escapeName(name)}"; filename="${escapeName(filename)}"\r\nContent-Type: ${type}`,
    content: typeof text === 'string' ? text : Buffer.from(String(base64), 'base64'),
  };
}

/** Quotes and line breaks would end the name, so they are escaped; other control characters have no place in it. */
const escapeName = (name: string): string =>
  name
    .replaceAll('"', '%22')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replace(/[\u0000-\u001f\u007f]/g, '');
