/** Messages of several channels in one call, and sending one again: customers find them among their interactions. */
import { describe, expect, it } from 'vitest';
import { communicationsBeyond } from '../../src/tools/beyond/communications.js';
import { communicationsLegacy } from '../../src/tools/communications/communications.legacy.js';
import { errorOf, fieldOfEach, listAt, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox([...communicationsBeyond.definitions, ...communicationsLegacy.definitions]);
const { call, expectRefused } = sandbox;

const ASHAS_MOBILE = '919800000001';
const send = (body: object, channel = 'sms') =>
  call(`POST /v2/communications/sendMessage?channel=${channel}`, { body });

/** Asha's messages of a type, newest first, as v1.1 lists them. */
async function receivedBy(type: string): Promise<unknown[]> {
  const answer = await call(`GET /v1.1/customer/interaction?mobile=${ASHAS_MOBILE}&type=${type}`);
  const at = 'response.customer.interactions.network.0.interaction.0.messages.message';
  const found = valueAt(answer.body, at);
  return Array.isArray(found) ? fieldOfEach(answer.body, at, 'subject') : [valueAt(found, 'subject')];
}

describe('a call with messages', () => {
  it('sends each, and the receiver finds it', async () => {
    const { body } = await send({ sms: [{ to: ASHAS_MOBILE, body: 'Your table is ready.' }] });
    expect(body).toMatchObject({
      status: { success: true, code: 200, count: 1, successCount: 1 },
      smsList: [{ sms: { to: ASHAS_MOBILE, scheduledTime: '2026-05-03T12:00:00+05:30' }, errors: [] }],
    });
    expect((await receivedBy('sms'))[0]).toBe('Your table is ready.');
  });

  it.each([
    ['whatsapp', 'whatsappMessage', 'whatsapp'],
    ['zalo', 'zaloMessage', 'zalo'],
  ])('sends with %s', async (channel, list, answered) => {
    const { body } = await send({ [list]: [{ receiver: ASHAS_MOBILE, template: 'Ready' }] }, channel);
    expect(valueAt(body, `${answered}.0.${list}`)).toMatchObject({ receiver: ASHAS_MOBILE, template: 'Ready' });
    expect(await receivedBy(channel)).toEqual(['Ready']);
  });

  it('sends emails with copies and files', async () => {
    const email = { to: 'asha.rao@example.com', cc: 'desk@example.org', from: 'care@example.org' };
    const { body } = await send(
      {
        email: [
          {
            ...email,
            subject: 'Invoice',
            body: 'See the file.',
            attachments: { attachment: [{ file_name: 'invoice.pdf', file_type: 'pdf', file_data: 'JVBERi0=' }] },
          },
        ],
      },
      'email',
    );
    expect(valueAt(body, 'emails.0.email')).toMatchObject({
      to: email.to,
      cc: email.cc,
      senderEmail: email.from,
      attachments: [{ file_name: 'invoice.pdf' }],
    });
    expect((await receivedBy('email'))[0]).toBe('Invoice');
  });

  it('keeps what is scheduled until then', async () => {
    const before = await receivedBy('sms');
    await send({ sms: [{ to: ASHAS_MOBILE, body: 'Later', scheduledTime: '2026-05-04T09:00:00+05:30' }] });
    expect(await receivedBy('sms')).toEqual(before);
    expect(Object.values(sandbox.world.sentMessages).at(-1)).toMatchObject({ scheduledOn: '2026-05-04T03:30:00Z' });
  });

  it('sends the others where one has a wrong receiver', async () => {
    const sms = ['12', ASHAS_MOBILE].map((to) => ({ to, body: 'Hello' }));
    const { body } = await send({ sms });
    expect(body).toMatchObject({ status: { success: true, count: 2, successCount: 1 } });
    expect(valueAt(body, 'smsList.0.errors.0.code')).toBe(4203);
    expect(listAt(body, 'smsList.1.errors')).toEqual([]);
  });

  it.each([
    [4203, 'sms', { sms: [{ body: 'Hello' }] }],
    [4203, 'sms', { email: [] }],
    [4201, 'email', { email: [{ to: 'a@example.com', from: 'b@example.com', body: 'x' }] }],
    [403, 'whatsapp', { whatsappMessage: [{ template: 'x' }] }],
  ])('is refused with %i for %s', async (code, channel, body) => {
    await expectRefused(`POST /v2/communications/sendMessage?channel=${channel}`, code, { body });
  });
});

describe('sending again', () => {
  it('makes a new message of the same text', async () => {
    const before = await receivedBy('sms');
    const { body } = await call('POST /v2/communications/resend', { body: { messageId: 55010 } });
    expect(body).toMatchObject({ orgId: 100900, undeliveredMessageId: 55010 });
    expect(await receivedBy('sms')).toEqual(['Your order is on its way.', ...before]);
    const read = await call(`GET /v1.1/communications/sms?id=${valueAt(body, 'resentMessageId')}&format=json`);
    expect(valueAt(read.body, 'response.sms.message')).toBe('Your order is on its way.');
  });

  it('is refused for a message that does not exist, or is none', async () => {
    await expectRefused('POST /v2/communications/resend', 4223, { body: { messageId: 1 } });
    await expectRefused('POST /v2/communications/resend', 400, { body: { messageId: 'x' } });
    expect(errorOf(await call('POST /v2/communications/resend', { body: {} }))).toEqual([400, 400]);
  });
});
