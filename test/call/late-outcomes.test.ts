/** A write whose caller no longer waits: what becomes of it is reported in the notes of that caller's next call. */
import { describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { LateOutcomes } from '../../src/call/late-outcomes.js';
import type { ToolResult } from '../../src/call/result.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { RequestEvent } from '../../src/client/trace.js';
import type { ClientOptions } from '../../src/client/types.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { clientFor } from '../client/clients.js';
import { addCustomer, getCustomer } from '../client/definitions.js';
import { json, loopback, type Respond, silence } from '../client/loopback.js';

const CALLED_AT = Date.UTC(2026, 4, 3, 6, 30);
const CALLED = 'called 2026-05-03T06:30:00Z; reported as unknown';
const MAX_CHARACTERS = 1_750;
const body = {
  mobile: '919812300045',
  firstName: 'Asha',
  lastName: 'Rao',
  city: 'New Delhi',
  email: 'asha.rao@example.com',
  points: 100,
};

const notesOf = ({ content }: ToolResult): string[] => content[1]?.text.split('\n') ?? [];

/** An API that answers reads at once, and writes when the test says how. */
async function slowApi(options: Partial<ClientOptions> = {}) {
  let answer: (respond: Respond) => void = () => {};
  const { url, arrived } = await loopback((response, request, number) => {
    if (request.method === 'GET') return json({ id: 1 })(response, request, number);
    answer = (respond) => void respond(response, request, number);
    return silence(response, request, number);
  });
  const events: RequestEvent[] = [];
  let onEnded = (): void => {};
  const ended = new Promise<void>((resolve) => (onEnded = resolve));
  const log = (event: RequestEvent): void => {
    events.push(event);
    if (event.background) onEnded();
  };
  const client = clientFor(url, { log, ...options });
  const call = createCallTool({ client: async () => client, maxCharacters: MAX_CHARACTERS, now: () => CALLED_AT });
  return {
    events,
    call,
    read: (subject?: string, signal?: AbortSignal) =>
      call(getCustomer, { customerId: '1' }, { ...(subject && { subject }), ...(signal && { signal }) }),
    /** A write that is cancelled, and answered after that. */
    writeAnsweredLate: async (respond: Respond, subject?: string): Promise<ToolResult> => {
      const stop = new AbortController();
      const result = call(addCustomer, { body }, { signal: stop.signal, ...(subject && { subject }) });
      await arrived(1);
      stop.abort();
      const told = await result;
      answer(respond);
      await ended;
      return told;
    },
    ended,
  };
}

describe('a write whose caller no longer waits', () => {
  it('is reported in the notes of the next call when it has completed, once', async () => {
    const { writeAnsweredLate, read, events } = await slowApi();
    const told = await writeAnsweredLate(json({ createdId: 7 }));
    const { error } = JSON.parse(told.content[0]?.text ?? '');
    expect(error).toMatchObject({ kind: 'cancelled', outcome: 'unknown' });
    expect(error.message).toContain('If this server learns the outcome later, it notes it in its answer to your next');
    expect(events).toMatchObject([{ result: 'success', outcome: 'applied', background: true }]);
    expect(notesOf(await read())).toEqual([`Your earlier customer_add (${CALLED}) has since completed: applied.`]);
    expect(notesOf(await read())).toEqual([]);
  });

  it('is reported with the reason of the API when it has failed, without values of its arguments', async () => {
    const { writeAnsweredLate, read } = await slowApi();
    const message = 'ASHA Rao of New Delhi (9812300045, asha.rao@example.com) exists already, as 919812300045';
    await writeAnsweredLate(json({ errors: [{ code: 8006, message }] }, 400));
    const [note = '', ...others] = notesOf(await read());
    expect(others).toEqual([]);
    expect(note).toContain(`Your earlier customer_add (${CALLED}) has since failed: rejected. `);
    expect(note).toContain('exists already');
    expect(note).toContain('code 8006');
    for (const value of ['ASHA', 'Rao', 'Delhi', '98123', 'example']) expect(note).not.toContain(value);
  });

  it('is reported as still unknown when it was never answered', async () => {
    const { call, read, ended } = await slowApi({ deadlineMs: 500, writeLimitMs: 600 });
    const result = await call(addCustomer, { body });
    expect(JSON.parse(result.content[0]?.text ?? '').error).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
    await ended;
    const [note = ''] = notesOf(await read());
    expect(note).toContain('has since ended without a usable answer: still unknown.');
  });

  it('is not reported while it has not ended', async () => {
    const { call, read } = await slowApi({ deadlineMs: 500, writeLimitMs: 60_000 });
    await call(addCustomer, { body });
    expect(notesOf(await read())).toEqual([]);
  });

  it('is reported to nobody else', async () => {
    const { writeAnsweredLate, read } = await slowApi();
    await writeAnsweredLate(json({ createdId: 7 }), 'asha');
    expect(notesOf(await read('vikram'))).toEqual([]);
    expect(notesOf(await read())).toEqual([]);
    expect(notesOf(await read('asha'))).toHaveLength(1);
  });

  it('is reported by a call that fails, too, and not by one that was cancelled', async () => {
    const { writeAnsweredLate, read, call } = await slowApi();
    await writeAnsweredLate(json({ createdId: 7 }));
    expect(notesOf(await read(undefined, AbortSignal.abort()))).toEqual([]);
    const failed = await call(getCustomer, { customerId: '..' });
    expect(failed.isError).toBe(true);
    expect(JSON.parse(failed.content[0]?.text ?? '').error.kind).toBe('invalid_arguments');
    expect(notesOf(failed)).toHaveLength(1);
  });
});

describe('late outcomes', () => {
  const write = { definition: addCustomer, args: { body }, calledAt: CALLED_AT };
  const failure = (message: string) =>
    new CapillaryError({ kind: 'rejected', message, hint: '', retryable: false, outcome: 'rejected' });
  const unknown = new CapillaryError({ kind: 'timeout', message: '', hint: '', retryable: false, outcome: 'unknown' });
  const everything = Number.POSITIVE_INFINITY;

  it('are dropped after an hour', () => {
    let now = 0;
    const outcomes = new LateOutcomes(() => now);
    outcomes.add(write, undefined);
    now = 3_600_000;
    outcomes.add(write, undefined);
    now += 1;
    expect(outcomes.take(undefined, everything)).toHaveLength(1);
  });

  it('are limited in number, for each subject and for all, and in size: the oldest are dropped', () => {
    const outcomes = new LateOutcomes(() => 0);
    for (let count = 0; count < 40; count += 1) outcomes.add(write, failure(`number ${count}.`), 'asha');
    const own = outcomes.take('asha', everything);
    expect(own).toHaveLength(16);
    expect(own[0]).toContain('number 24.');
    const keep = (names: string[]) => {
      for (const name of names) outcomes.add(write, undefined, name);
      return names.filter((name) => outcomes.take(name, everything).length > 0);
    };
    expect(keep(Array.from({ length: 600 }, (_, index) => `subject ${index}`))).toHaveLength(500);
    expect(keep(Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(10_000))).length).toBeLessThan(25);
  });

  it('that do not fit into a result are kept for the next one, and none is larger than the smallest share', () => {
    const outcomes = new LateOutcomes(() => 0);
    for (let count = 0; count < 3; count += 1) outcomes.add(write, failure('"\n'.repeat(500)));
    for (let count = 0; count < 3; count += 1) expect(outcomes.take(undefined, 397)).toHaveLength(1);
    expect(outcomes.take(undefined, 397)).toEqual([]);
  });

  it('that are still unknown name the reads that show what happened, or say that none does', () => {
    const noteOf = (tool: string) => {
      const definition = findDefinition(tool);
      if (!definition) throw new Error(tool);
      const outcomes = new LateOutcomes(() => 0);
      outcomes.add({ ...write, definition }, unknown);
      return outcomes.take(undefined, everything)[0];
    };
    expect(noteOf('points_redeem_v1_1')).toContain(
      'Check with customer_get_redemptions_v1_1, then points_ledger_get_entries.',
    );
    expect(noteOf('otp_generate')).toContain('Ask the customer whether a code arrived');
  });

  it('leave room for nothing else than their share of a result', async () => {
    let respond: (failure: CapillaryError | undefined) => void = () => {};
    const data = { rows: Array.from({ length: 500 }, (_, id) => ({ id, name: 'x'.repeat(50) })) };
    const call = createCallTool({
      client: async () => ({
        send: async (_, __, { onLateEnd } = {}) => {
          if (onLateEnd) respond = onLateEnd;
          return { data, warnings: Array(30).fill({ message: 'w'.repeat(200) }), httpStatus: 200 };
        },
        close: async () => {},
      }),
      maxCharacters: MAX_CHARACTERS,
    });
    await call(addCustomer, { body });
    for (let count = 0; count < 5; count += 1) respond(failure('too little "money"'.repeat(30)));
    for (let count = 0; count < 5; count += 1) {
      const { content } = await call(getCustomer, { customerId: '1' });
      const [value, notes] = content;
      expect((value?.text.length ?? 0) + JSON.stringify(notes?.text).length - 2).toBeLessThanOrEqual(MAX_CHARACTERS);
      expect(notes?.text).toContain('Your earlier customer_add');
    }
  });
});
