import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox, credentialId, tenantKey } from '../../../src/hosting/replicas/credential.js';

const oauth = { kind: 'oauth', key: 'client-key', secret: 'client-secret' } as const;
const target = { baseUrl: 'https://eu.api.capillarytech.com', credentials: oauth };

describe('the name of a credential', () => {
  it('is equal for equal credentials, and different for any other', () => {
    const ids = [
      target,
      { ...target, baseUrl: 'https://us.api.capillarytech.com' },
      { ...target, credentials: { ...oauth, key: 'other' } },
      { ...target, credentials: { ...oauth, secret: 'other' } },
      { ...target, credentials: { kind: 'basic', username: 'client-key', password: 'client-secret' } as const },
    ].map(credentialId);
    expect(new Set(ids).size).toBe(5);
    expect(credentialId(structuredClone(target))).toBe(ids[0]);
  });

  it('reveals nothing', () => {
    expect(credentialId(target)).toMatch(/^[\w-]{43}$/);
  });
});

describe('the key of a tenant', () => {
  it('names neither the tenant nor its credentials, and is equal for equal ones only', () => {
    const key = tenantKey('acme', target);
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(tenantKey('acme', structuredClone(target))).toBe(key);
    const other = { ...target, credentials: { ...oauth, secret: 'other' } };
    const others = [tenantKey('acme', other), tenantKey('acme', undefined), tenantKey('bravo', target)];
    expect(new Set([key, ...others]).size).toBe(4);
  });
});

describe('a sealed text', () => {
  it('can be opened only with the same secret and purpose', () => {
    const sealed = createSecretBox('secret', 'tokens').seal('text');
    expect(createSecretBox('secret', 'tokens').open(sealed)).toBe('text');
    expect(createSecretBox('other', 'tokens').open(sealed)).toBeUndefined();
    expect(createSecretBox('secret', 'other').open(sealed)).toBeUndefined();
  });

  it('differs each time', () => {
    const box = createSecretBox('secret', 'tokens');
    expect(box.seal('text')).not.toBe(box.seal('text'));
  });

  it('cannot be opened if it was changed or is arbitrary text', () => {
    const box = createSecretBox('secret', 'tokens');
    const sealed = Buffer.from(box.seal('text'), 'base64url');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(box.open(changed.toString('base64url'))).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(box.open(text)).toBeUndefined();
      }),
    );
  });
});
