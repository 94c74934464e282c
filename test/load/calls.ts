/** A mix of calls: reads, writes that may be repeated, and writes that may not. Each carries an id of its own. */

export interface MixedCall {
  id: string;
  tool: string;
  args: Record<string, unknown>;
  /** After which time the caller cancels the call; undefined if it waits for the answer. */
  patienceMs: number | undefined;
}

/** The arguments of each tool for an id, which the upstream finds in the path or the body. */
const TOOLS: Readonly<Record<string, { isWrite: boolean; args: (id: string) => Record<string, unknown> }>> = {
  customer_get: { isWrite: false, args: (id) => ({ customerId: Number(id), source: 'INSTORE' }) },
  lead_update: { isWrite: true, args: (id) => ({ leadId: 1, body: { extendedFields: { reference: id } } }) },
  transaction_add: {
    isWrite: true,
    args: (id) => ({
      identifierName: 'mobile',
      identifierValue: '919800000001',
      source: 'INSTORE',
      body: { type: 'REGULAR', billNumber: id, billAmount: 100, billingDate: '2026-05-03T06:30:00Z' },
    }),
  },
  points_transfer: {
    isWrite: true,
    args: (id) => ({
      body: {
        pointsTobeTransferred: 1,
        notes: id,
        fromCustomerIdentifier: { type: 'ID', value: '1' },
        toCustomerIdentifier: { type: 'ID', value: '2' },
      },
    }),
  },
};

/** Two reads, then one of each write. */
const TURNS = ['customer_get', 'lead_update', 'customer_get', 'transaction_add', 'points_transfer'];

/** Every so many calls, the caller does not wait for long. Prime to the number of turns. */
const IMPATIENT = 23;
const MAX_PATIENCE_MS = 300;

export const isWrite = (tool: string): boolean => TOOLS[tool]?.isWrite ?? false;

/** @param number - different for each call of a run */
export function mixedCall(number: number): MixedCall {
  const id = String(9_000_000_000 + number);
  const tool = TURNS[number % TURNS.length] ?? '';
  const patienceMs = number % IMPATIENT === 0 ? (number * 37) % MAX_PATIENCE_MS : undefined;
  return { id, tool, args: TOOLS[tool]?.args(id) ?? {}, patienceMs };
}

/** Aborted when a caller's patience ends. */
export function signalAfter(patienceMs: number | undefined): AbortSignal {
  return patienceMs === undefined ? new AbortController().signal : AbortSignal.timeout(patienceMs);
}
