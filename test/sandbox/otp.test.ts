import { beforeEach, describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { type Answer, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

/** Asha Rao of the seed. */
const ASHA = 418400001;
const MOBILE = '919800000001';
const STRANGER = '919733300009';

const asked = (more: object = {}): object => ({
  entityType: 'MOBILE',
  entityValue: MOBILE,
  action: 'GENERIC',
  channels: [{ type: 'SMS', value: MOBILE }],
  ...more,
});

const generate = (more: object = {}): Promise<Answer> => call('POST /v2/otp/generate', { body: asked(more) });
const validate = (more: object = {}): Promise<Answer> =>
  call('POST /v2/otp/validate', { body: { entityType: 'MOBILE', entityValue: MOBILE, action: 'GENERIC', ...more } });
const read = (query = `identifierName=mobile&identifierValue=${MOBILE}&scope=GENERIC`): Promise<Answer> =>
  call(`GET /v2/otp?${query}`);
const codeNow = (): string => sandbox.world.validationCodes.at(-1)?.code ?? '';
const pass = (advanceSeconds: number): Promise<Answer> => call('POST /__sandbox/clock', { body: { advanceSeconds } });

/** That a call fails with a code and leaves the world as it was. */
async function expectRefused(act: () => Promise<Answer>, code: number): Promise<void> {
  const before = new Snapshot(sandbox.world);
  const { status, body } = await act();
  expect([status, valueAt(body, 'errors.0.code')]).toEqual([400, code]);
  before.expectSame(sandbox.world);
}

describe('generating a code', () => {
  it('answers an id, and 1 where the same code goes out again', async () => {
    const first = await generate();
    const sent = sandbox.world.validationCodes.at(-1);
    expect(first.status).toBe(200);
    expect(valueAt(first.body, 'createdId')).toBe(sent?.id);
    expect(valueAt((await generate()).body, 'createdId')).toBe(1);
    expect(sandbox.world.validationCodes.at(-1)).toEqual(sent);
    expect(sandbox.world.otpMessages).toHaveLength(2);
    await pass(16 * 60);
    expect(valueAt((await generate()).body, 'createdId')).toBeGreaterThan(sent?.id ?? 0);
  });

  it('sends one code on every channel, in the words given', async () => {
    const channels = [{ type: 'sms' }, { type: 'EMAIL' }, { type: 'whatsapp' }, { type: 'PHONE', value: STRANGER }];
    await generate({
      channels,
      template: 'Say {{validation_code}} at the till',
      emailTemplate: { subject: 'Hello', body: 'It is {{ validation_code }}.' },
      whatsappTemplateName: 'otp_en',
    });
    const told = sandbox.world.otpMessages.map(({ channel, to, subject, text }) => [channel, to, subject, text]);
    const code = codeNow();
    expect(told).toEqual([
      ['SMS', MOBILE, '', `Say ${code} at the till`],
      ['EMAIL', 'asha.rao@example.com', 'Hello', `It is ${code}.`],
      ['WHATSAPP', MOBILE, '', 'otp_en'],
      ['PHONE', STRANGER, '', `Your validation code is ${code}`],
    ]);
  });

  it('BOTH is a text message and an email', async () => {
    await generate({ channels: [{ type: 'BOTH' }] });
    expect(sandbox.world.otpMessages.map(({ to }) => to)).toEqual([MOBILE, 'asha.rao@example.com']);
  });

  it('keeps codes of different purposes apart', async () => {
    await generate();
    const code = codeNow();
    await generate({ action: 'COUPON' });
    expect(valueAt((await validate({ code, action: 'COUPON' })).body, 'entity')).toBe(false);
    expect(valueAt((await validate({ code })).body, 'entity')).toBe(true);
  });

  it('shows among the messages that the customer was sent', async () => {
    await generate();
    const { body } = await call(`GET /v1.1/customer/interaction?id=${ASHA}`);
    expect(JSON.stringify(body)).toContain('Validation code ****** for GENERIC');
  });

  it.each([
    ['no action', { action: undefined }, 600],
    ['an unknown action', { action: 'DANCE' }, 600],
    ['an unknown entity type', { entityType: 'CARD' }, 601],
    ['no entity value', { entityValue: '' }, 602],
    ['an email that is none', { entityType: 'EMAIL', entityValue: 'asha' }, 602],
    ['a mobile that is none', { entityValue: '12' }, 8056],
    ['no channel', { channels: [] }, 603],
    ['an unknown channel', { channels: [{ type: 'PIGEON' }] }, 603],
    ['a channel value that is none', { channels: [{ type: 'EMAIL', value: 'here' }] }, 603],
    ['an email for a stranger without one', { entityValue: STRANGER, channels: [{ type: 'EMAIL' }] }, 603],
    ['WhatsApp without template', { channels: [{ type: 'WHATSAPP' }] }, 607],
    ['Zalo without template', { channels: [{ type: 'ZALO' }] }, 621],
    ['a template without place for the code', { template: 'Hello' }, 608],
    ['a template with two', { template: '{{ validation_code }} {{ validation_code }}' }, 608],
  ])('refuses %s', async (_, more, code) => {
    await expectRefused(() => generate(more), code);
  });

  it('stops at the day’s number of codes, until the next day', async () => {
    const actions = ['COUPON', 'POINTS', 'REGISTRATION', 'USERGROUP', 'SUBSCRIPTION'];
    for (let round = 0; round < 2; round++) {
      for (const action of actions) expect((await generate({ entityValue: STRANGER, action })).status).toBe(200);
      await pass(16 * 60);
    }
    await expectRefused(() => generate({ entityValue: STRANGER }), 429);
    await pass(24 * 3600);
    expect((await generate({ entityValue: STRANGER })).status).toBe(200);
  });
});

describe('validating a code', () => {
  it('is true once for the right code, whatever its case, false for a wrong one', async () => {
    await generate();
    const code = codeNow();
    expect((await validate({ code: 'WRONG1' })).body).toEqual({ entity: false, warnings: [] });
    expect((await validate({ code: code.toLowerCase() })).body).toEqual({ entity: true, warnings: [] });
    expect((await validate({ code })).body).toEqual({ entity: false, warnings: [] });
  });

  it('is false after the code expired', async () => {
    await generate();
    await pass(15 * 60);
    expect(valueAt((await validate({ code: codeNow() })).body, 'entity')).toBe(false);
  });

  it('takes a code that was sent before its owner registered', async () => {
    await generate({ entityValue: STRANGER, action: 'REGISTRATION' });
    const code = codeNow();
    const profile = { firstName: 'Kiran', source: 'INSTORE', identifiers: [{ type: 'mobile', value: STRANGER }] };
    expect((await call('POST /v2/customers', { body: { profiles: [profile] } })).status).toBe(200);
    const { body } = await validate({ entityValue: STRANGER, action: 'REGISTRATION', code });
    expect(valueAt(body, 'entity')).toBe(true);
  });

  it('stops after five checks in a quarter of an hour', async () => {
    await generate();
    for (let count = 0; count < 5; count++) await validate({ code: 'WRONG1' });
    await expectRefused(() => validate({ code: codeNow() }), 429);
    const elsewhere = await validate({ entityValue: STRANGER, code: codeNow() });
    expect(valueAt(elsewhere.body, 'entity')).toBe(false);
    await pass(15 * 60);
    await generate();
    expect(valueAt((await validate({ code: codeNow() })).body, 'entity')).toBe(true);
  });

  it.each([
    ['no code', {}, 604],
    ['no action', { code: 'A', action: '' }, 600],
    ['no entity type', { code: 'A', entityType: undefined }, 601],
    ['no entity value', { code: 'A', entityValue: undefined }, 602],
  ])('refuses %s', async (_, more, code) => {
    await expectRefused(() => validate(more), code);
  });
});

describe('reading a code back', () => {
  it('gives the latest good one, by any identifier', async () => {
    await generate();
    const answer = {
      orgId: 100900,
      userId: ASHA,
      code: codeNow(),
      validUpto: '2026-05-03T12:15:00+05:30',
      warnings: [],
    };
    expect((await read()).body).toEqual(answer);
    expect((await read('identifierName=external_id&identifierValue=MT-00001&scope=GENERIC')).body).toEqual(answer);
    const named = `identifierName=mobile&identifierValue=${MOBILE}&scope=GENERIC`;
    expect((await read(`${named}&source=INSTORE`)).body).toEqual(answer);
    await expectRefused(() => read(`${named}&source=FACEBOOK`), 8015);
  });

  it('finds none that is used, expired, older than the threshold or for something else', async () => {
    const named = `identifierName=mobile&identifierValue=${MOBILE}`;
    await expectRefused(() => read(), 9001);
    await generate();
    await expectRefused(() => read(`${named}&scope=POINTS`), 9001);
    await pass(60);
    await expectRefused(() => read(`${named}&scope=GENERIC&threshold=30`), 9001);
    expect((await read(`${named}&scope=GENERIC&threshold=60`)).status).toBe(200);
    await validate({ code: codeNow() });
    await expectRefused(() => read(), 9001);
  });

  it('refuses unknown customers, identifiers and purposes', async () => {
    await expectRefused(() => read(`identifierName=mobile&identifierValue=${STRANGER}&scope=GENERIC`), 8015);
    await expectRefused(() => read(`identifierName=shoe&identifierValue=9&scope=GENERIC`), 8013);
    await expectRefused(() => read(`identifierName=mobile&identifierValue=${MOBILE}&scope=DANCE`), 600);
    await expectRefused(() => read(`identifierName=mobile&identifierValue=${MOBILE}&scope=GENERIC&threshold=x`), 400);
  });
});

describe('a code from here', () => {
  it('lets points be redeemed, once', async () => {
    await generate({ action: 'POINTS' });
    const redeem = (): Promise<Answer> =>
      call('POST /v1.1/points/redeem', {
        body: {
          root: {
            redeem: [{ points_redeemed: '10', customer: { mobile: MOBILE }, validation_code: codeNow() }],
          },
        },
      });
    expect(valueAt((await redeem()).body, 'response.status.code')).toBe(200);
    expect(valueAt((await redeem()).body, 'response.status.code')).toBe(500);
  });
});

it('a code is not shown among the recorded calls', async () => {
  await generate();
  const code = codeNow();
  await validate({ code });
  const recorded = JSON.stringify((await call('GET /__sandbox/requests')).body);
  expect(recorded).toContain('/v2/otp/validate');
  expect(recorded).not.toContain(code);
});
