/** Decodes compressed response bodies, which this client never asks for but gateways send. */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** Why a body could not be decoded. */
export class DecodingFailure extends Error {
  override readonly name = 'DecodingFailure';
  readonly reason: 'too_large' | 'undecodable';

  constructor(reason: 'too_large' | 'undecodable') {
    super(reason);
    this.reason = reason;
  }
}

type Decode = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

/** The low bits of the first byte of a zlib stream; some servers send `deflate` without that header. */
const isZlib = (body: Buffer): boolean => ((body[0] ?? 0) & 0x0f) === 8;

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: (body, options) => promisify(isZlib(body) ? inflate : inflateRaw)(body, options),
};

/** More layers than any server applies. */
const MAX_LAYERS = 3;

/**
 * The encodings of a body, in the order in which they were applied. A gzip stream is recognized without its header, as
 * no JSON begins with its two bytes.
 */
export function encodingsOf(header: string | undefined, body: Buffer): string[] {
  if (header === undefined) return isGzip(body) ? ['gzip'] : [];
  const names = header.toLowerCase().split(',', MAX_LAYERS + 1);
  const encodings = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  return encodings.length === 0 && isGzip(body) ? ['gzip'] : encodings;
}

const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b;

/**
 * Undoes the encodings of a body, outside the main thread.
 *
 * @param maxBytes - maximum size of the result
 * @throws DecodingFailure
 */
export async function decodeBody(body: Buffer, encodings: readonly string[], maxBytes: number): Promise<Buffer> {
  if (encodings.length > MAX_LAYERS) throw new DecodingFailure('undecodable');
  let decoded = body;
  for (const encoding of encodings.toReversed()) {
    const decode = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
    if (!decode) throw new DecodingFailure('undecodable');
    try {
      decoded = await decode(decoded, { maxOutputLength: maxBytes });
    } catch (thrown) {
      const isTooLarge = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE';
      throw new DecodingFailure(isTooLarge ? 'too_large' : 'undecodable');
    }
  }
  return decoded;
}
