import { describe, expect, it } from 'vitest';
import { InFlight } from '../../src/lib/in-flight.js';

/** Work that ends when the test calls `succeed` or `fail`. */
function pending() {
  let succeed = (): void => {};
  let fail = (): void => {};
  const work = new Promise<string>((resolve, reject) => {
    succeed = () => resolve('done');
    fail = () => reject(new Error('failed'));
  });
  return { work, succeed, fail };
}

describe('work in flight', () => {
  it('counts until it settles, whether it succeeds or fails', async () => {
    const inFlight = new InFlight();
    const [one, other] = [pending(), pending()];
    const works = [inFlight.track(one.work), inFlight.track(other.work)];
    expect(inFlight.size).toBe(2);
    one.succeed();
    other.fail();
    await expect(works[0]).resolves.toBe('done');
    await expect(works[1]).rejects.toThrow('failed');
    expect(inFlight.size).toBe(0);
  });

  it('has settled when the last piece of it has, and not before', async () => {
    const inFlight = new InFlight();
    const [one, other] = [pending(), pending()];
    void inFlight.track(one.work);
    inFlight.track(other.work).catch(() => {});
    let settled = false;
    const waiting = inFlight.settled().then(() => {
      settled = true;
    });
    one.succeed();
    await new Promise(setImmediate);
    expect(settled).toBe(false);
    other.fail();
    await waiting;
    expect(settled).toBe(true);
  });

  it('is awaited no longer than the limit', async () => {
    const inFlight = new InFlight();
    void inFlight.track(pending().work);
    await inFlight.settled(1);
    expect(inFlight.size).toBe(1);
  });
});
