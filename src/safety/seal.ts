/** Seals what is kept for later: only its number opens it, and only for the caller and the organization that made it. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../lib/json.js';

/** Who may open it. */
export interface Owner {
  readonly organization: string;
  readonly subject: string | undefined;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = (number: string): Buffer => createHash('sha256').update(`capillary-mcp plan key ${number}`).digest();
const ownerOf = ({ organization, subject }: Owner): Buffer =>
  Buffer.from(canonicalJson([organization, subject ?? null]));

export function seal(text: string, number: string, owner: Owner): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(number), nonce).setAAD(ownerOf(owner));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns undefined for another number or owner, or if it was altered */
export function unseal(sealed: string, number: string, owner: Owner): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(number), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(ownerOf(owner)).setAuthTag(tag);
    return `${decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8')}${decipher.final('utf8')}`;
  } catch {
    return undefined;
  }
}
