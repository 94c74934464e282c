/** Names credentials and encrypts their tokens for Redis: neither reveals anything without the credential's secret. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Credentials } from '../../client/types.js';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** One set of credentials at one host. */
export interface CredentialTarget {
  baseUrl: string;
  credentials: Credentials;
}

/** Equal in every process for equal credentials at the same host; reveals nothing about them. */
export function credentialId({ baseUrl, credentials }: CredentialTarget): string {
  const [name, secret] =
    credentials.kind === 'oauth' ? [credentials.key, credentials.secret] : [credentials.username, credentials.password];
  return createHmac('sha256', derive(secret, 'name'))
    .update(JSON.stringify([credentials.kind, baseUrl, name]))
    .digest('base64url');
}

/**
 * Equal in every process for the same tenant with the same credentials. Reveals nothing about them: only who knows the
 * credential's secret could find out by trying names. A sandbox has no credential; its tenant's name is only hashed.
 */
export const tenantKey = (tenant: string, target: CredentialTarget | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([tenant, target ? credentialId(target) : '']))
    .digest('base64url');

/** What only those know who know the credential. */
export const secretOf = (credentials: Credentials): string =>
  credentials.kind === 'oauth' ? credentials.secret : credentials.password;

export interface SecretBox {
  /** A name that reveals nothing about the text, and is the same in every process. */
  name(text: string): string;
  seal(text: string): string;
  /** @returns undefined if the text was sealed with another secret or purpose, or was changed since */
  open(sealed: string): string | undefined;
}

/**
 * AES-256-GCM under a key derived from a secret by HKDF.
 *
 * @param purpose - a text sealed for one purpose cannot be opened for another
 */
export function createSecretBox(secret: string, purpose: string): SecretBox {
  const key = derive(secret, 'seal');
  const aad = Buffer.from(purpose);
  const nameKey = derive(secret, 'name');
  return {
    name: (text) =>
      createHmac('sha256', nameKey)
        .update(JSON.stringify([purpose, text]))
        .digest('base64url'),
    seal: (text) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(aad);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(aad)
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        return undefined;
      }
    },
  };
}

const derive = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'capillary-mcp', use, 32));
