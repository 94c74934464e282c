/** What hints say about an id that the API does not know. */
import { describe, expect, it } from 'vitest';
import { type CanCall, withLookupHint } from '../../src/call/lookup-hint.js';
import { CapillaryError, type ErrorFields } from '../../src/client/errors.js';
import { cardUpdate } from '../../src/tools/card/card.js';
import { idOf } from '../../src/tools/schemas/leaf-types.js';
import { integer, list, object, text } from '../../src/tools/schemas/values.js';
import { define } from '../client/definitions.js';

const bills = define('post', 'v2/bills', {
  tool: 'bill_move',
  effect: 'action',
  checkedBy: ['bill_get'],
  query: () => ({ mobile: text().optional() }),
  body: () =>
    object({ storeId: idOf('store', integer()).optional(), rows: list(object({ id: idOf('customer', integer()) })) }),
});

const anyTool: CanCall = async () => true;
const hintOf = async (
  fields: Partial<ErrorFields>,
  args: Record<string, unknown>,
  canCall: CanCall = anyTool,
): Promise<string> => {
  const error = new CapillaryError({
    kind: 'not_found',
    message: 'Not found',
    hint: 'Check it.',
    httpStatus: 404,
    retryable: false,
    ...fields,
  });
  return (await withLookupHint(error, bills, args, canCall)).hint;
};

const BOTH = { body: { storeId: 7, rows: [{ id: 1 }, { id: 2 }] } };
const STORE =
  'For body.storeId (store), see organization_get_entities_v1_1 (type STORE) or location_list (type STORE).';
const CUSTOMER = 'For body.rows[].id (customer), see customer_get_id or customer_search.';

describe('the hint of an error', () => {
  it('names the tools that return the ids that were given', async () => {
    expect(await hintOf({}, BOTH)).toBe(`Check it. ${STORE} ${CUSTOMER}`);
    expect(await hintOf({}, { body: { rows: [{ id: 1 }] } })).toBe(`Check it. ${CUSTOMER}`);
  });

  it('names the tool that returns a required id that was left out', async () => {
    const problem = 'required, expected an integer';
    const missing = (argument: string): Partial<ErrorFields> => ({
      kind: 'invalid_arguments',
      details: { arguments: [{ argument, problem }] },
    });
    expect(await hintOf(missing('body.rows[1].id'), { body: { rows: [{ id: 1 }, {}] } })).toBe(`Check it. ${CUSTOMER}`);
    expect(await hintOf(missing('body.rows'), { body: {} })).toBe('Check it.');
  });

  it('names the tool that returns an id if the call gave a name in its place', async () => {
    const given = (problem: string): Partial<ErrorFields> => ({
      kind: 'invalid_arguments',
      details: { arguments: [{ argument: 'body.rows[1].id', problem }] },
    });
    const args = { body: { rows: [{ id: 1 }, { id: 'Asha Rao' }] } };
    expect(await hintOf(given('expected an integer; got "Asha Rao"'), args)).toBe(`Check it. ${CUSTOMER}`);
    expect(await hintOf(given('expected at most 10'), args)).toBe('Check it.');
  });

  it('names only the tool for what the message says was not found', async () => {
    expect(await hintOf({ message: 'Not found: no such Store' }, BOTH)).toBe(`Check it. ${STORE}`);
  });

  it('says what a value can be if the tools show only some', async () => {
    const error = new CapillaryError({
      kind: 'rejected',
      message: 'The API refused card_update: SHINY is not a status label of cards',
      hint: 'Check it.',
      httpStatus: 400,
      retryable: false,
    });
    const args = { body: { cardNumber: 'MG1', statusLabel: 'SHINY' } };
    const labels = /No tool lists all labels: each stands for NOT_ISSUED, ISSUED, ACTIVE, SUSPENDED/;
    const { hint } = await withLookupHint(error, cardUpdate, args, anyTool);
    expect(hint).toMatch(/^Check it\. For body\.statusLabel \(card status label\), see card_get_status_log\. No tool/);
    expect(hint).toMatch(labels);
    expect((await withLookupHint(error, cardUpdate, args, async () => false)).hint).toMatch(labels);
  });

  it('mentions mobile numbers only if one was given', async () => {
    expect(await hintOf({}, { mobile: '98', body: { rows: [] } })).toBe(
      'Check it. A mobile number needs its country code.',
    );
    expect(await hintOf({}, { body: { identifier: { type: 'MOBILE' } } })).toContain('country code');
  });

  it('does not name a tool that is hidden, or that the hint names already', async () => {
    expect(await hintOf({}, BOTH, async (tool) => !tool.startsWith('customer_'))).toBe(`Check it. ${STORE}`);
    expect(await hintOf({ hint: 'Call customer_get_id.' }, BOTH)).toBe(`Call customer_get_id. ${STORE}`);
  });

  it('covers the rows of a batch that were not found', async () => {
    const details = { failed: [{ index: 0, code: 404, message: 'customer not found' }] };
    expect(await hintOf({ kind: 'partial', message: '1 of 2 rows failed.', details }, BOTH)).toContain(CUSTOMER);
  });

  it('covers a value that the API refuses by name', async () => {
    const refused = { kind: 'rejected', message: 'The API refused bill_move: Invalid storeId' } as const;
    expect(await hintOf(refused, BOTH)).toBe(`Check it. ${STORE}`);
    expect(await hintOf({ ...refused, message: 'No shop has the number 4711' }, { body: { storeId: 4711 } })).toBe(
      `Check it. ${STORE}`,
    );
    expect(await hintOf({ ...refused, message: 'The amount is not valid' }, BOTH)).toBe('Check it.');
  });

  it('does not send the agent on a search if it names the tool', async () => {
    const hint = 'Check the identifier, or search for the entity first.';
    expect(await hintOf({ hint }, BOTH)).toBe(`Check the identifier. ${STORE} ${CUSTOMER}`);
    expect(await hintOf({ hint }, {})).toBe(hint);
  });

  it('stays as it is if nothing is missing, or the API did not respond', async () => {
    expect(await hintOf({ kind: 'rejected' }, BOTH)).toBe('Check it.');
    const { httpStatus: _, ...unsent } = { httpStatus: 404, kind: 'not_found', message: 'm', hint: 'h' } as const;
    const error = new CapillaryError({ ...unsent, retryable: false });
    expect((await withLookupHint(error, bills, BOTH, anyTool)).hint).toBe('h');
  });
});
