import { describe, expect, it } from 'vitest';
import type { RateBudget } from '../../src/client/types.js';
import { RateBudgets } from '../../src/hosting/replicas/budget.js';
import { clientFor, failureOf, fakeClock, oauth } from './clients.js';
import { addCustomer, getCustomer } from './definitions.js';
import { inTurn, json, loopback } from './loopback.js';

describe('a client with a budget', () => {
  const spent: RateBudget = { take: async () => ({ retryAfterMs: 12_300 }) };

  it('fails a call that would wait too long, and sends nothing', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    const client = clientFor(url, { budget: spent });
    const read = await failureOf(client.send(getCustomer, { customerId: '1' }));
    expect(read.toJSON().error).toMatchObject({
      kind: 'rate_limited',
      retryable: true,
      details: { retryAfterSeconds: 13 },
    });
    expect(read.outcome).toBeUndefined();
    const write = await failureOf(client.send(addCustomer, { body: {} }));
    expect(write).toMatchObject({ kind: 'rate_limited', outcome: 'not_sent', retryable: true });
    const withToken = await failureOf(
      clientFor(url, { budget: spent, credentials: oauth }).send(addCustomer, { body: {} }),
    );
    expect(withToken).toMatchObject({ kind: 'rate_limited', outcome: 'not_sent', details: { retryAfterSeconds: 13 } });
    expect(received).toEqual([]);
  });

  it('uses it for each attempt and for the token request', async () => {
    let takes = 0;
    const counting: RateBudget = {
      take: async () => {
        takes += 1;
        return undefined;
      },
    };
    const { url, received } = await loopback(
      inTurn(json({ data: { accessToken: 'access-token-of-this-api' } }), json({}, 503), json({ data: [] })),
    );
    await clientFor(url, { budget: counting, credentials: oauth }, fakeClock()).send(getCustomer, { customerId: '1' });
    expect(received).toHaveLength(3);
    expect(takes).toBe(3);
  });

  it.each([
    [50_000, 49_700],
    [3_001, 2_701],
    [2_000, 1_800],
  ])(
    'and a time limit of %i ms waits at most %i ms, so that time is left to report a spent budget',
    async (deadlineMs, waitMs) => {
      const waits: number[] = [];
      const budget: RateBudget = {
        take: async (_, limitMs) => {
          waits.push(limitMs);
          return { retryAfterMs: 60_000 };
        },
      };
      const { url } = await loopback(json({ data: [] }));
      await failureOf(clientFor(url, { budget, deadlineMs }, fakeClock()).send(getCustomer, { customerId: '1' }));
      expect(waits).toEqual([waitMs]);
    },
  );

  it('reports a spent budget before its time is over, and stops waiting when it is cancelled', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    const budget = new RateBudgets({ replicas: () => 1 }).of('id', 1);
    const client = clientFor(url, { budget, deadlineMs: 5_000 });
    await client.send(getCustomer, { customerId: '1' });
    const error = await failureOf(client.send(addCustomer, { body: {} }));
    expect(error).toMatchObject({ kind: 'rate_limited', outcome: 'not_sent' });
    const patient = clientFor(url, { budget, deadlineMs: 120_000 });
    const cancel = new AbortController();
    const waiting = failureOf(patient.send(addCustomer, { body: {} }, { signal: cancel.signal }));
    cancel.abort();
    expect(await waiting).toMatchObject({ kind: 'cancelled', outcome: 'not_sent' });
    expect(received).toHaveLength(1);
  });
});
