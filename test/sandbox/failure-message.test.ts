/** What the page says of a failed call: the words of its answer, in every layer of the API. */
import { describe, expect, it } from 'vitest';
import { failureMessage } from '../../src/sandbox/http/failure-message.js';
import { failureReply, inTouchReply, item, reply, v2Bulk, v2List, v2Single } from '../../src/sandbox/http/replies.js';
import { fail, SandboxFailure } from '../../src/sandbox/world/failure.js';

describe('the message of a failed call', () => {
  it.each(['inTouch', 'v2', 'v3', 'staff', 'rewards', 'badges'] as const)(
    'is that of the answer in layer %s',
    (layer) => {
      expect(failureMessage(failureReply(layer, { code: 1, message: 'No such thing' }))).toBe('No such thing');
    },
  );

  it('is that of the first row that failed, where the status is a success', () => {
    const succeeds = () => ({ fields: {}, code: 1, message: 'Done' });
    const rows = [item({}, succeeds), item({}, () => fail(2, 'Not that one')), item({}, () => fail(3, 'Nor that'))];
    const answered = inTouchReply(rows, { customers: { customer: rows.map(({ fields }) => fields) } });
    expect(answered.status).toBe(200);
    expect(failureMessage(answered)).toBe('Not that one');
  });

  it('counts the rows of a bulk call', () => {
    const failure = new SandboxFailure(5, 'Too late');
    expect(failureMessage(v2Bulk([{ entityId: 1 }, { entityId: 2, failure }]))).toBe('1 of 2 rows failed: Too late');
  });

  it('is the status where the answer says nothing', () => {
    expect(failureMessage(reply(undefined, 502))).toBe('Status 502');
    expect(failureMessage(reply({ error: 'In words' }, 400))).toBe('In words');
  });

  it('is missing where nothing failed, whatever the answer repeats', () => {
    const echoed = { item_status: { success: 'false', message: 'written by a caller' } };
    expect(failureMessage(v2Single({ errors: [{ message: 'x' }] }))).toBeUndefined();
    expect(failureMessage(v2List([echoed]))).toBeUndefined();
    expect(failureMessage(inTouchReply([{ failed: false }], echoed))).toBeUndefined();
  });

  it('is found also in answers that nest deeply', () => {
    let nested: object = {};
    for (let depth = 0; depth < 50_000; depth++) nested = { nested };
    const answered = inTouchReply([{ failed: true }], { nested });
    expect(failureMessage(answered)).toBe('All requests have failed');
  });
});
