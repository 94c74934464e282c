/** Secrets that the API returns reach no agent and no log, whatever the response looks like and whatever becomes of it. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCallTool } from '../../src/call/call.js';
import type { ToolResult } from '../../src/call/result.js';
import type { Definition } from '../../src/tools/define.js';
import { clientFor, fakeClock } from '../client/clients.js';
import { define, defineInTouch } from '../client/definitions.js';
import { tool } from '../client/judging.js';
import { json, loopback, type Respond, text } from '../client/loopback.js';

const read = define('get', 'v2/vendors', { tool: 'vendor_list' });
const write = define('post', 'v2/vendors', { tool: 'vendor_add', effect: 'create', body: () => z.looseObject({}) });
const readInTouch = defineInTouch('get', 'organization/configs', { tool: 'config_list' });
const writeInTouch = defineInTouch('post', 'customer/add', {
  tool: 'customer_add',
  effect: 'create',
  body: () => z.looseObject({}),
});

/** Parts of responses, each with a secret. */
const PLANTED = 'Planted4711';
const BASIC = Buffer.from(`till:${PLANTED}`).toString('base64');
const secrets = {
  password: PLANTED,
  apiHeaders: { Authorization: `Basic ${BASIC}`, 'X-Vendor': PLANTED },
  body: JSON.stringify({ client_secret: PLANTED }),
  url: `https://till:${PLANTED}@vendor.example`,
  configs: [{ key: 'SMTP_PASSWORD', value: PLANTED }],
  otp: PLANTED,
};
const message = `Sent with Authorization: Basic ${BASIC} and api_key=${PLANTED}`;
const failed = { status: false, code: 7001, message };
const verdict = { success: 'false', code: '7001', message };

/** The result of one call, and everything that was logged about it. */
async function call(definition: Definition, respond: Respond, args: Record<string, unknown> = {}, size = 20_000) {
  const { url } = await loopback(respond);
  const client = clientFor(url, {}, fakeClock());
  const logged: unknown[] = [];
  const callTool = createCallTool({
    client: async () => client,
    maxCharacters: size,
    onInternalError: (...event) => logged.push(event),
  });
  const result = await callTool(definition, definition.body ? { body: {}, ...args } : args);
  return { result, logged: [...logged, ...client.events] };
}

const textOf = ({ content }: ToolResult): string => content.map((block) => block.text).join('\n');

describe('a response with secrets', () => {
  it.each<[string, Definition, Respond]>([
    ['of a read', read, json({ data: [{ id: 1, ...secrets }], ...secrets })],
    ['that is a list', read, json([{ id: 1, ...secrets }])],
    ['with a warning', read, json({ data: [{ id: 1 }], warnings: [failed] })],
    ['of a write', write, json({ createdId: 1, ...secrets })],
    ['in InTouch form', readInTouch, json({ response: { status: { success: 'true', code: 200 }, ...secrets } })],
    ['whose rows all failed', write, json({ response: [{ entityId: 1, errors: [failed], result: secrets }] })],
    [
      'some of whose rows failed',
      write,
      json({
        response: [
          { entityId: 1, result: { id: 1, ...secrets } },
          { entityId: 2, errors: [failed], result: secrets },
        ],
      }),
    ],
    [
      'some of whose InTouch rows failed',
      writeInTouch,
      json({
        response: {
          status: verdict,
          customers: {
            customer: [
              { ...secrets, item_status: { success: 'true' } },
              { ...secrets, item_status: verdict },
            ],
          },
        },
      }),
    ],
    ['with errors beside results', write, json({ errors: [failed], data: [{ id: 1, ...secrets }] })],
    ['with several errors', read, json({ errors: [failed, { ...failed, entityCode: 'x' }] }, 400)],
    ['with a code as its reason', read, json({ errors: [{ code: message, message }] }, 400)],
    ['of a gateway', read, json({ fault: { faultstring: message, detail: secrets } }, 500)],
    ['that is refused', read, json({ status: verdict, ...secrets }, 403)],
    ['that confirms nothing', write, json({ message, ...secrets })],
    ['in JSON with escapes', read, text(`{"data":[{"pass\\u0077ord":"${PLANTED}"}]}`)],
    ['in XML', read, text(`<response><message>${message}</message><password>${PLANTED}</password></response>`)],
    ['in XML that is an error', read, text(`<r><code>7</code><message>${message}</message></r>`, 400)],
    ['in CSV', read, text(`id,password\n1,${PLANTED}\n`)],
    ['in CSV that is an error', read, text(`id,api_key\n1,${PLANTED}\n`, 502)],
    ['in plain text', read, text(message, 500)],
    ['in HTML', write, text(`<html><body>${message}<script>x='${PLANTED}'</script></body></html>`, 502)],
    ['in JSON that is cut off', read, text(`{"data":[{"password":"${PLANTED}"`)],
  ])('%s is shown and logged without them', async (_, definition, respond) => {
    const { result, logged } = await call(definition, respond);
    for (const output of [textOf(result), JSON.stringify(logged)]) {
      expect(output).not.toContain(PLANTED);
      expect(output).not.toContain(BASIC);
    }
  });

  it('shows none of them through `fields`', async () => {
    const fields = ['data[].password', 'data[].apiHeaders', '*', 'data[].configs[].value', 'data[].apiHeaders.*'];
    for (const selected of [fields, ...fields.map((each) => [each])]) {
      const { result } = await call(read, json({ data: [{ id: 1, ...secrets }] }), { fields: selected });
      expect(textOf(result)).not.toContain(PLANTED);
      expect(textOf(result)).not.toContain(BASIC);
      expect(textOf(result)).toContain('[hidden: a stored credential]');
    }
  });

  it('shows none of them if it is cut', async () => {
    const rows = Array.from({ length: 300 }, (_, id) => ({ id, ...secrets, text: `${id}${'x'.repeat(100)}` }));
    const { result } = await call(read, json({ data: rows }), {}, 3_000);
    expect(textOf(result)).toContain('Truncated');
    expect(textOf(result)).not.toContain(PLANTED);
  });

  it('shows none of them in a table, where a value does not stand beside its name', async () => {
    const secretsOf = (id: number) => ({
      password: `${PLANTED}-${id}`,
      login: { client_secret: `${PLANTED}-${id}` },
      url: `https://till:${PLANTED}-${id}@vendor.example`,
    });
    const rows = Array.from({ length: 20 }, (_, id) => ({ id, ...secretsOf(id), currency: 'INR' }));
    const { result } = await call(read, json({ data: rows }));
    expect(textOf(result)).toContain('"rows":[[');
    expect(textOf(result)).not.toContain(PLANTED);
  });
});

describe('an endpoint that exists to hand over a secret', () => {
  it.each<[string, unknown]>([
    ['otp_get', { code: '482913', validUpto: 'x' }],
    ['staff_get_access_token', { entity: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc' }],
    ['event_add_webhook', { webHookUri: 'https://u:secret-4711@host.example/x?token=abc' }],
  ])('still does: %s', async (name, body) => {
    const { url } = await loopback(json(body));
    const definition = tool(name);
    const response = await clientFor(url).send(definition, definition.body ? { body: {} } : {});
    expect(response.data).toEqual(body);
  });
});

describe('what takes the place of a secret', () => {
  it.each([
    ['body.apiHeaders.Authorization', { body: { apiHeaders: { Authorization: '[hidden: a stored credential]' } } }],
    ['body.headers[1]', { body: { headers: ['a', 'X-Key: [hidden: a stored credential]'] } }],
    ['body', { body: '{"otp":"[hidden: a one-time code]"}' }],
  ])('cannot be sent back, as it would overwrite the secret: %s', async (argument, args) => {
    const { result, logged } = await call(write, json({ createdId: 1 }), args);
    expect(JSON.parse(result.content[0]?.text ?? '')).toMatchObject({
      error: { kind: 'invalid_arguments', outcome: 'not_sent', details: { arguments: [{ argument }] } },
    });
    expect(logged).toEqual([]);
  });
});
