/**
 * Two hundred callers, an API that resets half of its connections, and tokens that live for a second: what callers are
 * told is true, and nothing is done twice. `npm run bench:load` runs the same against the built server for longer.
 */
import { expect, it, onTestFinished } from 'vitest';
import { CapillaryError } from '../../src/client/errors.js';
import type { CapillaryClient } from '../../src/client/types.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { isWrite, type MixedCall, mixedCall, signalAfter } from '../load/calls.js';
import { countReports, findViolations, type Report, type ReportedCall } from '../load/outcomes.js';
import { UnreliableApi } from '../load/unreliable-api.js';
import { clientFor, oauth } from './clients.js';

const CALLERS = 200;
const CALLS = 1_500;

async function reportOf(client: CapillaryClient, { id, tool, args, patienceMs }: MixedCall): Promise<Report> {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`${tool} does not exist`);
  try {
    const { data } = await client.send(definition, args, { signal: signalAfter(patienceMs) });
    expect(data).toMatchObject({ entity: Number(id) });
    return 'success';
  } catch (thrown) {
    if (!(thrown instanceof CapillaryError) || thrown.kind === 'internal') throw thrown;
    return thrown.outcome ?? 'failed';
  }
}

it('reports true outcomes of 3,000 calls while connections are reset and tokens expire', {
  timeout: 60_000,
}, async () => {
  const api = new UnreliableApi({ seed: 1, tokenSeconds: 1, hangMs: 1_500 });
  const url = await api.start();
  onTestFinished(() => api.stop());
  const client = clientFor(url, { credentials: oauth, deadlineMs: 1_000 });
  const calls: ReportedCall[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < CALLS) {
      next += 1;
      const call = mixedCall(next);
      calls.push({ ...call, report: await reportOf(client, call) });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  await client.close();
  const { applied, resets } = api.ledger;

  expect(findViolations(calls, applied, isWrite)).toEqual([]);
  // The run has reached what it claims to test.
  expect(calls).toHaveLength(CALLS);
  expect(Object.keys(resets)).toHaveLength(7);
  const counts = countReports(calls, applied);
  expect(new Set(counts.map(({ report }) => report))).toEqual(
    new Set(['success', 'failed', 'unknown', 'not_sent', 'rejected']),
  );
  const ofUnknown = counts.filter(({ report }) => report === 'unknown');
  expect(ofUnknown.some(({ calls, applied }) => applied > 0 && applied < calls)).toBe(true);
});
