/** The hint after a refusal names the argument in question, or says what the documentation does about the code. */
import { describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { judge } from '../../src/client/judge.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { CODE_MEANINGS } from '../../src/tools/code-meanings.js';

/** What an agent reads if the API answers a call with this body. */
async function answered(tool: string, args: Record<string, unknown>, body: unknown, httpStatus = 200) {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  const client = {
    send: async () => ({ ...judge(definition, httpStatus, body), httpStatus }),
    close: async () => {},
  };
  const call = createCallTool({ client: async () => client, maxCharacters: 10_000 });
  const { content } = await call(definition, args);
  const { error } = JSON.parse(content[0]?.text ?? '');
  return { error, notes: content[1]?.text ?? '' };
}

const refusal = (code: number, message?: string) => ({
  errors: [{ status: false, code, ...(message !== undefined && { message }) }],
  warnings: [],
});

const inTouch = (name: string, row: object, success = false) => ({
  response: { status: { success: String(success), code: success ? 200 : 500, message: 'x' }, ...{ [name]: row } },
});

const REDEMPTION = {
  points_redeemed: '10',
  customer: { mobile: '919800000001' },
  transaction_number: 'b1',
};

describe('the hint after a refusal', () => {
  it('says that names may be wrong where no documentation has them', async () => {
    const { error } = await answered('user_group_get_audit_logs', { id: 7 }, refusal(400, 'Bad request'), 400);
    expect(error.hint).toMatch(/names of its arguments: they are inferred, and one of them may be wrong\.$/);
    const documented = await answered('location_list', { q: 'East' }, refusal(400, 'q is not valid'), 400);
    expect(documented.error.hint).not.toContain('inferred');
  });

  it('describes the argument that the API names', async () => {
    const { error } = await answered('location_list', { q: 'East' }, refusal(400, 'q is not valid'), 400);
    expect(error.hint).toMatch(/^Correct q \(string\): field:value, e\.g\. name:pune/);
    const till = { transformerType: 'WebEngageTransformer', tillCode: 'a' };
    const wrong = await answered('event_add_webhook', { body: till }, refusal(1, 'Till code not allowed'), 400);
    expect(wrong.error.hint).toMatch(/^Correct body\.tillCode \(string\)/);
  });

  it('says that an argument is missing which the API calls invalid', async () => {
    const { error } = await answered(
      'points_transfer',
      {
        body: {
          pointsTobeTransferred: 5,
          fromCustomerIdentifier: { type: 'ID', value: '1' },
          toCustomerIdentifier: { type: 'ID', value: '2' },
        },
      },
      refusal(400, 'Invalid programId'),
      400,
    );
    expect(error.hint).toMatch(/^The call has no body\.programId \(/);
    expect(error.hint).toContain('Nothing was changed.');
  });

  it('describes the argument whose value the API quotes', async () => {
    const body = { transformerType: 'WebEngageTransformer', tillCode: 'TILL-99' };
    const { error } = await answered('event_add_webhook', { body }, refusal(400, 'There is no TILL-99'), 400);
    expect(error.hint).toMatch(/^Correct body\.tillCode \(string\)/);
    const part = await answered('event_add_webhook', { body }, refusal(400, 'There is no TILL-999'), 400);
    expect(part.error.hint).not.toContain('tillCode');
  });

  it('names a search if a customer was not found, unless that is hidden or was called', async () => {
    const body = refusal(8015, 'Customer not found');
    const byMobile = { identifierName: 'mobile', identifierValue: '919800000001', source: 'INSTORE' };
    const { error } = await answered('customer_lookup_get_details', byMobile, body, 400);
    expect(error.hint).toContain('customer_search finds a customer by');
    expect((await answered('customer_search', { q: 'x' }, body, 400)).error.hint).not.toContain('customer_search');
  });

  it('names the tool that sends a code if the code is missing or wrong', async () => {
    const status = { success: 'false', code: '808', message: 'Invalid code' };
    const { error } = await answered(
      'points_redeem_v1_1',
      { body: { root: { redeem: [REDEMPTION] } } },
      inTouch('responses', { points: { item_status: status } }),
    );
    expect(error).toMatchObject({
      kind: 'rejected',
      code: '808',
      hint: expect.stringContaining('points_send_validation_code_v1_1'),
    });
  });

  it('does not blame the credentials if a customer may not transfer points', async () => {
    const { error } = await answered(
      'points_transfer',
      {
        body: {
          pointsTobeTransferred: 5,
          fromCustomerIdentifier: { type: 'ID', value: '1' },
          toCustomerIdentifier: { type: 'ID', value: '2' },
        },
      },
      refusal(830, 'No permission'),
      400,
    );
    expect(error).toMatchObject({ kind: 'permission', code: 830 });
    expect(error.hint).toMatch(/transferredBy/);
    expect(error.hint).not.toMatch(/credentials|API key/);
  });

  it('quotes the documentation where it says more than the API', async () => {
    const { error } = await answered(
      'card_add',
      { body: { seriesId: 1, cardNumber: 'a', statusLabel: 'x' } },
      refusal(3018, 'Failed'),
      400,
    );
    expect(error.hint).toContain('The documentation of code 3018 says: label not mapped to NOT_ISSUED.');
    const same = await answered(
      'card_add',
      { body: { seriesId: 1, cardNumber: 'a', statusLabel: 'x' } },
      refusal(3008, 'The series expired'),
      400,
    );
    expect(same.error.hint).not.toContain('documentation');
  });

  it('stays general if nothing is known', async () => {
    const { error } = await answered('customer_search', { q: 'x' }, refusal(777777, 'No'), 400);
    expect(error.hint).toMatch(/^Correct what the message names, or tell the user/);
  });
});

describe('a code without a reason', () => {
  it('is explained in the message of an error', async () => {
    const { error } = await answered('badge_get_for_customer', { customerId: 1 }, refusal(717), 400);
    expect(error.message).toMatch(/it gave no reason\. Its code means: owner id is required$/);
  });

  it('is explained in each failed row', async () => {
    const rows = [
      { entityId: 1, errors: [] },
      { entityId: 2, errors: [{ code: 3010 }] },
    ];
    const { error } = await answered(
      'card_update_bulk',
      {
        body: [
          { cardNumber: 'a', statusLabel: 'ACTIVE' },
          { cardNumber: 'b', statusLabel: 'ACTIVE' },
        ],
      },
      { response: rows, totalCount: 2, failureCount: 1 },
    );
    expect(error.details.failed).toMatchObject([{ code: 3010, meaning: 'card number does not exist' }]);
  });

  it('is explained in the note on a warning, with what to do', async () => {
    const customer = {
      item_status: { success: 'true', code: '1000', message: 'ok', warnings: { warning: ['91005'] } },
    };
    const { notes } = await answered(
      'customer_update_v1_1',
      { body: { root: { customer: [{ mobile: '919800000001', email: 'b@example.com' }] } } },
      inTouch('customers', { customer: [customer] }, true),
    );
    expect(notes).toBe(
      'API warning 91005: primary key cannot be updated. The customer keeps this identifier. customer_update_identifiers changes it, by customer id.',
    );
  });
});

it('the meanings of codes belong to sections that exist, and each is one short line', () => {
  const sections = new Set(definitions.map(({ section }) => section));
  for (const [section, codes] of Object.entries(CODE_MEANINGS)) {
    expect(sections).toContain(section);
    for (const meaning of Object.values(codes)) expect(meaning).toMatch(/^[^\n]{4,179}[^\n.]$/);
  }
});
