/** Answers in XML, which the v1 and v1.1 layers send on `format=xml`. */
import { describe, expect, it } from 'vitest';
import { clientFor, failureOf, PASSWORD } from './clients.js';
import { tool } from './judging.js';
import { loopback, text } from './loopback.js';

const get = tool('customer_get_v1_1');
const add = tool('customer_add_v1_1');
const customer = (content: string, success = 'true'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<response><status><success>${success}</success><code>${success === 'true' ? 200 : 500}</code><message>Done</message></status>
<customers><customer>${content}</customer></customers></response>`;

async function ask(xml: string, definition = get) {
  const api = await loopback(text(xml, 200));
  const body = { root: { customer: [{ mobile: '919800000001' }] } };
  const sent = clientFor(api.url).send(definition, definition === add ? { body } : { mobile: '1', format: 'xml' });
  return { api, sent };
}

describe('an answer in XML', () => {
  it('is requested as the caller wrote it, and becomes the equivalent JSON', async () => {
    const { api, sent } = await ask(
      customer('<mobile>0198</mobile><item_status><success>true</success></item_status>'),
    );
    const { data } = await sent;
    expect(data).toMatchObject({ response: { customers: { customer: { mobile: '0198' } } } });
    expect(api.received[0]?.url).toBe('/v1.1/customer/get?mobile=1&format=xml');
  });

  it('is judged like JSON: rows, codes and outcomes', async () => {
    const failed = customer(
      '<item_status><success>false</success><code>1012</code><message>Not &quot;found&quot;</message></item_status>',
      'false',
    );
    expect(await failureOf((await ask(failed)).sent)).toMatchObject({ kind: 'not_found', code: '1012' });
    expect(await failureOf((await ask(failed, add)).sent)).toMatchObject({ outcome: 'rejected' });
    const rows = customer(
      '<mobile>1</mobile><item_status><success>true</success></item_status></customer><customer><mobile>2</mobile><item_status><success>false</success><code>1002</code></item_status>',
    );
    expect(await failureOf((await ask(rows, add)).sent)).toMatchObject({ kind: 'partial', outcome: 'partial' });
  });

  it('contains no secrets of this server, however they are spelt, and no stored credentials', async () => {
    const spelt = [...PASSWORD].map((letter) => `&#${letter.codePointAt(0)};`).join('');
    const { sent } = await ask(customer(`<note kind="${spelt}">${spelt}</note><api_key>planted-4711-key</api_key>`));
    const shown = JSON.stringify((await sent).data);
    expect(shown).toContain('note');
    expect(shown).not.toContain(PASSWORD);
    expect(shown).not.toContain('planted');
  });

  it.each([
    ['incomplete', customer('<mobile>1</mobile>').slice(0, -20)],
    ['with entities of its own', `<?xml version="1.0"?><response><!DOCTYPE r [<!ENTITY a "b">]>&a;</response>`],
    ['as deep as no answer', `<response>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</response>`],
    ['with reserved names', '<response><constructor><prototype>1</prototype></constructor></response>'],
    ['of more than a million characters', customer(`<note>${'x'.repeat(1_000_000)}</note>`)],
  ])('%s is an error, and leaves the outcome of a write open', async (_, xml) => {
    expect(await failureOf((await ask(xml, add)).sent)).toMatchObject({ kind: 'upstream', outcome: 'unknown' });
  });
});
