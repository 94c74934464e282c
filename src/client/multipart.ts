/** Multipart bodies: files and text fields as `multipart/form-data`, encoded by the platform. */
import { MIMEType } from 'node:util';
import { isObject, stringifyJson } from '../lib/json.js';

/** A part is invalid; the message says what was expected. */
export class PartError extends Error {
  readonly part: string;

  constructor(part: string, problem: string) {
    super(problem);
    this.part = part;
  }
}

/**
 * @param fields - values by part name: `{filename, contentType?, text | base64}`, or a list of those, is sent as files;
 * anything else as a text field
 * @returns the whole body as bytes, so that it has a Content-Length and a retry can send it again
 * @throws PartError with the name of the part
 */
export async function encodeMultipart(
  fields: Record<string, unknown>,
): Promise<{ body: Buffer; contentType: string | undefined }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const items = Array.isArray(value) && value.length > 0 && value.every(isFile) ? value : [value];
    for (const item of items) {
      if (isFile(item)) form.append(name, toFile(name, item));
      else form.append(name, typeof item === 'string' ? item : stringifyJson(item));
    }
  }
  const encoded = new Response(form);
  return {
    body: Buffer.from(await encoded.arrayBuffer()),
    contentType: encoded.headers.get('content-type') ?? undefined,
  };
}

type FilePart = Record<string, unknown> & { filename: string };

const isFile = (value: unknown): value is FilePart => isObject(value) && typeof value['filename'] === 'string';

const BASE64 = /^[A-Za-z0-9+/=\s]*$/;

function toFile(name: string, { filename, contentType, text, base64 }: FilePart): File {
  if (text !== undefined && base64 !== undefined) throw new PartError(name, 'expected text or base64, not both');
  if (typeof text === 'string') {
    return new File([text], filename, { type: mediaType(name, contentType) ?? 'text/plain; charset=utf-8' });
  }
  if (typeof base64 !== 'string') throw new PartError(name, 'expected text or base64');
  if (!BASE64.test(base64)) throw new PartError(`${name}.base64`, 'expected base64: letters, digits, +, / and =');
  const type = mediaType(name, contentType) ?? 'application/octet-stream';
  return new File([Buffer.from(base64, 'base64')], filename, { type });
}

function mediaType(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  try {
    return new MIMEType(String(value)).toString();
  } catch {
    throw new PartError(`${name}.contentType`, 'expected a media type such as text/csv');
  }
}
