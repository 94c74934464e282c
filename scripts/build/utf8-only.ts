/**
 * Stands for iconv-lite in the package. Only raw-body asks it, for the charset of a JSON message posted to the HTTP+SSE
 * transport; JSON is UTF-8 (RFC 8259), and the tables of the other encodings take 250 KB.
 */
import { StringDecoder } from 'node:string_decoder';

/** @throws in iconv-lite's words for every other encoding, which raw-body answers with 415. */
export function getDecoder(encoding: string): StringDecoder {
  if (!/^utf-?8$/i.test(encoding)) throw new Error(`Encoding not recognized: '${encoding}'`);
  return new StringDecoder('utf8');
}
