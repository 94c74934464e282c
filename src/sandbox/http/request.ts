/** Reads request bodies: JSON or multipart, up to a maximum size. */
import type { IncomingMessage } from 'node:http';
import type { ReceivedFile } from '../../tools/schemas/reading.js';
import { fail } from '../world/failure.js';
import { parseXml } from './xml.js';

/** Approximately the API's limit for one transaction. */
const BODY_LIMIT = 16 * 1024 * 1024;

/** No documented body comes near it. Deeper ones could not be written as JSON again, because that recurses. */
const MAX_DEPTH = 100;

/** The whole body. Rejects if it is larger than the API accepts. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_LIMIT) throw new RangeError('body too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export interface ParsedBody {
  /** JSON, or the text fields of a form; undefined without a body. */
  body: unknown;
  files: Record<string, ReceivedFile>;
}

/** Whether lists and objects are nested in more than `levels` levels. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}

function checkDepth(body: unknown): unknown {
  return isDeeperThan(MAX_DEPTH, body) ? fail(400, `The body is nested in more than ${MAX_DEPTH} levels`, 400) : body;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return fail(400, 'The body is not valid JSON', 400);
  }
}

/**
 * Parses the body by its content type; JSON by default. `xml` if the layer accepts XML too.
 * @throws 400 if the body is malformed or nested too deeply
 * @throws 415 if the content type is not supported
 */
export async function parseBody(
  headers: Readonly<Record<string, string>>,
  bytes: Buffer,
  options: { xml?: boolean } = {},
): Promise<ParsedBody> {
  const type = headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: undefined, files: {} };
  if (type.startsWith('multipart/form-data')) return parseForm(type, bytes);
  if (options.xml && /[/+]xml\b/i.test(type)) {
    return { body: checkDepth(await parseXml(bytes.toString('utf8'))), files: {} };
  }
  if (type !== '' && !/[/+]json\b/i.test(type)) fail(415, `Content type ${type} is not supported; send JSON`, 415);
  return { body: checkDepth(parseJson(bytes)), files: {} };
}

async function parseForm(type: string, bytes: Buffer): Promise<ParsedBody> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => fail(400, 'The body is not a valid multipart form', 400));
  const body: Record<string, string> = {};
  const files: Record<string, ReceivedFile> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') body[name] = value;
    else {
      files[unusedName(files, name)] = {
        filename: value.name,
        contentType: value.type,
        bytes: Buffer.from(await value.arrayBuffer()),
      };
    }
  }
  return { body, files };
}

/** A field may have several files: the second is `file.2`, and so on. */
function unusedName(files: Readonly<Record<string, ReceivedFile>>, name: string): string {
  let unused = name;
  for (let count = 2; unused in files; count++) unused = `${name}.${count}`;
  return unused;
}
