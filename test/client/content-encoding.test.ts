/** Compressed responses, which this client never asks for. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { clientFor, failureOf } from './clients.js';
import { addCustomer, getCustomer } from './definitions.js';
import { loopback, type Respond } from './loopback.js';

const CUSTOMER = JSON.stringify({ id: 7, name: 'Zoë' });
const args = { customerId: '7' };

const compressed =
  (body: Buffer, encoding?: string): Respond =>
  (response) => {
    response.writeHead(200, encoding === undefined ? {} : { 'content-encoding': encoding }).end(body);
  };

describe('a compressed response', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['gzip', gzipSync(CUSTOMER), 'gzip'],
    ['gzip in capitals', gzipSync(CUSTOMER), 'X-GZIP'],
    ['gzip without its header', gzipSync(CUSTOMER), undefined],
    ['deflate', deflateSync(CUSTOMER), 'deflate'],
    ['deflate without the zlib header', deflateRawSync(CUSTOMER), 'deflate'],
    ['brotli', brotliCompressSync(CUSTOMER), 'br'],
    ['two layers', brotliCompressSync(gzipSync(CUSTOMER)), 'gzip, br'],
    ['identity', Buffer.from(CUSTOMER), 'identity'],
  ])('is decoded: %s', async (_, body, encoding) => {
    const { url } = await loopback(compressed(body, encoding));
    expect((await clientFor(url).send(getCustomer, args)).data).toEqual({ id: 7, name: 'Zoë' });
  });

  it.each<[string, Buffer, string]>([
    ['unknown', Buffer.from('???'), 'zstd'],
    ['named like a property of every object', Buffer.from('???'), 'constructor'],
    ['not what the header says', Buffer.from(CUSTOMER), 'gzip'],
    ['damaged', gzipSync(CUSTOMER).subarray(0, 20), 'gzip'],
    ['applied too often', gzipSync(CUSTOMER), 'gzip,gzip,gzip,gzip,gzip'],
  ])('is named in the error if its encoding is %s', async (_, body, encoding) => {
    const { url } = await loopback(compressed(body, encoding));
    const error = await failureOf(clientFor(url).send(getCustomer, args));
    expect(error).toMatchObject({ kind: 'upstream', retryable: false, httpStatus: 200 });
    expect(error.message).toContain('compressed response (content-encoding)');
    expect(await failureOf(clientFor(url).send(addCustomer, {}))).toMatchObject({ outcome: 'unknown' });
  });

  it('counts with its decoded size towards the size limit', async () => {
    const { url } = await loopback(compressed(gzipSync(`"${'x'.repeat(5_000_000)}"`), 'gzip'));
    const error = await failureOf(clientFor(url, { maxResponseBytes: 1_000_000 }).send(getCustomer, args));
    expect(error.message).toContain('exceeds the size limit');
  });
});
