import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeal, credentialId } from '../../../src/hosting/replicas/credential.js';

const oauth = { kind: 'oauth', key: 'client-key', secret: 'client-secret' } as const;
const target = { baseUrl: 'https://eu.api.capillarytech.com', credentials: oauth };

describe('the name of a credential', () => {
  it('is the same everywhere and another for whatever differs', () => {
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

  it('tells nothing', () => {
    expect(credentialId(target)).toMatch(/^[\w-]{43}$/);
  });
});

describe('a sealed text', () => {
  it('is read with the same secret and purpose only', () => {
    const sealed = createSeal('secret', 'tokens').close('text');
    expect(createSeal('secret', 'tokens').open(sealed)).toBe('text');
    expect(createSeal('other', 'tokens').open(sealed)).toBeUndefined();
    expect(createSeal('secret', 'other').open(sealed)).toBeUndefined();
  });

  it('is never the same twice', () => {
    const seal = createSeal('secret', 'tokens');
    expect(seal.close('text')).not.toBe(seal.close('text'));
  });

  it('that was changed, or is none, is not read', () => {
    const seal = createSeal('secret', 'tokens');
    const sealed = Buffer.from(seal.close('text'), 'base64url');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(seal.open(changed.toString('base64url'))).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(seal.open(text)).toBeUndefined();
      }),
    );
  });
});
