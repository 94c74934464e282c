import { describe, expect, it } from 'vitest';
import { OAuthToken } from '../../src/client/token.js';
import type { IssuedToken } from '../../src/client/types.js';

function tokenFixture(ttlMs?: number) {
  let time = 0;
  let fetched = 0;
  const pending: ((token: IssuedToken) => void)[] = [];
  const tokens = new OAuthToken(
    () =>
      new Promise<IssuedToken>((resolve) => {
        fetched += 1;
        pending.push(resolve);
      }),
    () => time,
  );
  return {
    get: () => tokens.get(),
    invalidate: (token: string) => tokens.invalidate(token),
    fetched: () => fetched,
    advance: (ms: number) => {
      time += ms;
    },
    issue: (token: string) => pending.shift()?.({ token, ...(ttlMs !== undefined && { ttlMs }) }),
  };
}

describe('the access token', () => {
  it('is fetched once for all waiting callers', async () => {
    const tokens = tokenFixture(3_600_000);
    const waiting = [tokens.get(), tokens.get(), tokens.get()];
    tokens.issue('a');
    expect(await Promise.all(waiting)).toEqual(['a', 'a', 'a']);
    expect(await tokens.get()).toBe('a');
    expect(tokens.fetched()).toBe(1);
  });

  it.each([
    [3_600_000, 3_540_000],
    [100_000, 90_000],
  ])('that lives %i ms is renewed after %i ms', async (ttlMs, until) => {
    const tokens = tokenFixture(ttlMs);
    const first = tokens.get();
    tokens.issue('a');
    await first;
    tokens.advance(until - 1);
    expect(await tokens.get()).toBe('a');
    tokens.advance(1);
    const second = tokens.get();
    tokens.issue('b');
    expect(await second).toBe('b');
  });

  it('is cached until it is refused if the API does not say how long it lives', async () => {
    const tokens = tokenFixture();
    const first = tokens.get();
    tokens.issue('a');
    await first;
    tokens.advance(1e9);
    expect(await tokens.get()).toBe('a');
  });

  it('is fetched again after a refusal, and only once', async () => {
    const tokens = tokenFixture(3_600_000);
    const first = tokens.get();
    tokens.issue('a');
    await first;
    tokens.invalidate('a');
    const second = tokens.get();
    tokens.issue('b');
    await second;
    tokens.invalidate('a');
    expect(await tokens.get()).toBe('b');
    expect(tokens.fetched()).toBe(2);
  });

  it('is requested again after a failure', async () => {
    let tries = 0;
    const tokens = new OAuthToken(
      async () => {
        tries += 1;
        if (tries === 1) throw new Error('down');
        return { token: 'a', ttlMs: 1_000 };
      },
      () => 0,
    );
    await expect(tokens.get()).rejects.toThrow('down');
    expect(await tokens.get()).toBe('a');
  });
});

describe('a shared token', () => {
  it('is obtained from the share with the refused token, once for all waiting callers', async () => {
    const refusedTokens: (string | undefined)[] = [];
    const tokens = new OAuthToken(
      async () => ({ token: 'own' }),
      () => 0,
      {
        obtain: async (fetch, refused) => {
          refusedTokens.push(refused);
          return refused === undefined ? { token: 'another replica fetched', ttlMs: 1_000 } : fetch();
        },
      },
    );
    expect(await Promise.all([tokens.get(), tokens.get()])).toEqual(Array(2).fill('another replica fetched'));
    tokens.invalidate('another replica fetched');
    expect(await tokens.get()).toBe('own');
    expect(refusedTokens).toEqual([undefined, 'another replica fetched']);
  });

  it('is renewed before it expires', async () => {
    let time = 0;
    let obtained = 0;
    const tokens = new OAuthToken(
      async () => ({ token: 'own' }),
      () => time,
      {
        obtain: async () => {
          obtained += 1;
          return { token: `a${obtained}`, ttlMs: 100_000 };
        },
      },
    );
    expect(await tokens.get()).toBe('a1');
    time = 89_999;
    expect(await tokens.get()).toBe('a1');
    time = 90_000;
    expect(await tokens.get()).toBe('a2');
  });
});
