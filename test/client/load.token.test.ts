/** Access tokens under load: short lifetimes, and requests for a token that hang. */
import { describe, expect, it } from 'vitest';
import { clientFor, failureOf, oauth } from './clients.js';
import { addCustomer, getCustomer } from './definitions.js';
import { json, loopback, silence } from './loopback.js';

const args = { customerId: '1' };
const isTokenRequest = ({ url }: { url: string }): boolean => url === '/v3/oauth/token/generate';
const issue = (number: number) => json({ data: { accessToken: `token-number-${number}`, ttlSeconds: 3_600 } });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a call with an access token', () => {
  it('uses the token that is valid when its request is sent, not when it joined the queue', async () => {
    let issued = 0;
    let uses = 0;
    // Each token serves one request.
    const { url } = await loopback((response, request, number) => {
      if (isTokenRequest(request)) {
        issued += 1;
        uses = 0;
        return issue(issued)(response, request, number);
      }
      uses += 1;
      const isValid = uses === 1 && request.headers['x-cap-api-oauth-token'] === `token-number-${issued}`;
      return json(isValid ? { id: 1 } : {}, isValid ? 200 : 401)(response, request, number);
    });
    const client = clientFor(url, { credentials: oauth, concurrency: 1 });
    const results = await Promise.all(Array.from({ length: 8 }, () => client.send(getCustomer, args)));
    expect(results.map(({ data }) => data)).toEqual(Array(8).fill({ id: 1 }));
  });

  it('asks for another token if the request it joined times out first', async () => {
    let fetches = 0;
    const { url, arrived } = await loopback((response, request, number) => {
      if (!isTokenRequest(request)) return json({ id: 1 })(response, request, number);
      fetches += 1;
      return fetches === 1 ? silence(response, request, number) : issue(fetches)(response, request, number);
    });
    const client = clientFor(url, { credentials: oauth, deadlineMs: 1_500 });
    const first = failureOf(client.send(addCustomer, {}));
    await arrived(1);
    await pause(600);
    expect((await client.send(getCustomer, args)).data).toEqual({ id: 1 });
    expect(await first).toMatchObject({ kind: 'timeout', outcome: 'not_sent' });
  });

  it('does not ask for another token when its own time is over', async () => {
    const { url, received, arrived } = await loopback(silence);
    let onTimeout = (): void => {};
    const tokenRequestEnded = new Promise<void>((resolve) => (onTimeout = resolve));
    const client = clientFor(url, { credentials: oauth, deadlineMs: 1_500, log: () => onTimeout() });
    const call = failureOf(client.send(addCustomer, {}));
    await arrived(1);
    expect(await call).toMatchObject({ kind: 'timeout', outcome: 'not_sent' });
    await tokenRequestEnded;
    // Another request would reach the server within this time.
    await pause(100);
    expect(received).toHaveLength(1);
  });

  it('says how long it waited for a token, up to its own deadline', async () => {
    const { url, arrived } = await loopback(silence);
    const client = clientFor(url, { credentials: oauth, deadlineMs: 1_000 });
    const first = failureOf(client.send(addCustomer, {}));
    await arrived(1);
    await pause(500);
    const second = failureOf(client.send(addCustomer, {}));
    let isSecondDone = false;
    void second.then(() => (isSecondDone = true));
    expect((await first).message).toMatch(/It waited ([1-9] s|9\d\d ms) for an access token\./);
    expect(isSecondDone).toBe(false);
    const error = await second;
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'not_sent', retryable: true });
    expect(error.message).toMatch(/It waited ([1-9] s|9\d\d ms) for an access token\./);
  });

  it('keeps its token out of the result even after many newer tokens', async () => {
    let answer = (): void => {};
    let issued = 0;
    const { url, arrived } = await loopback((response, request, number) => {
      if (isTokenRequest(request)) {
        issued += 1;
        return issue(issued + 100_000)(response, request, number);
      }
      if (request.url.endsWith('/slow')) {
        answer = () => json({ data: request.headers['x-cap-api-oauth-token'] })(response, request, number);
        return undefined;
      }
      const isCurrent = request.headers['x-cap-api-oauth-token'] === `token-number-${issued + 100_000}`;
      const isFresh = isCurrent && request.url.endsWith(`/${issued}`);
      return json({ id: 1 }, isFresh ? 200 : 401)(response, request, number);
    });
    const client = clientFor(url, { credentials: oauth });
    const slow = client.send(getCustomer, { customerId: 'slow' });
    await arrived(2);
    for (let id = 2; id <= 20; id += 1) await client.send(getCustomer, { customerId: String(id) });
    expect(issued).toBe(20);
    answer();
    expect((await slow).data).toEqual({ data: '[redacted]' });
  });
});
