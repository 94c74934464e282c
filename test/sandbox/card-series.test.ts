/** Series of cards: made, shown, and used for the cards of customers. */
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aCustomer, basic, fieldOfEach, listAt, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const PATTERN = { prefix: 'G2', suffix: '26', offset: 5, length: 10 };
const series = (more: object = {}): object => ({
  code: 'GOLD26',
  name: 'Gold 2026',
  type: 'DIGITAL',
  cardGenerationEnabled: true,
  cardGenerationConfiguration: PATTERN,
  ...more,
});
const create = async (more: object = {}): Promise<number> =>
  Number(valueAt((await call('POST /v2/card/series', { body: series(more) })).body, 'entity'));
const generate = (seriesId: number, count: number): Promise<Answer> =>
  call('POST /v2/card/generate', { body: { seriesId, count } });
const isLuhn = (digits: string): boolean =>
  [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0) %
    10 ===
  0;

describe('a card series', () => {
  it('is shown with its pattern, by itself and among the others', async () => {
    const id = await create({ expiryDays: 1000, maxActiveCardsPerCustomer: 1, trigger: 'SERIES_ID' });
    const { body } = await call(`GET /v2/card/series/${id}`);
    expect(body).toMatchObject({
      id,
      code: 'GOLD26',
      isActive: true,
      expiryDays: 1000,
      cardGenerationConfiguration: { seriesId: id, prefix: 'G2', suffix: '26', length: 10, type: 'DEFAULT' },
      warnings: [],
    });
    const all = await call('GET /v2/card/series/get/all');
    expect(listAt(all.body, 'data').at(-1)).toMatchObject({
      id,
      cardExpiryEnabled: true,
      cardGenerationConfiguration: { method: 'DEFAULT' },
    });
  });

  it('makes running numbers from its offset, each once', async () => {
    const id = await create();
    expect((await generate(id, 2)).body).toMatchObject({ data: ['G200000526', 'G200000626'] });
    expect((await generate(id, 1)).body).toMatchObject({ data: ['G200000726'] });
  });

  it.each(['LUHNALGO', 'RANDOM_LUHN'])('puts a check digit before the suffix with %s', async (method) => {
    const id = await create({ cardGenerationConfiguration: { prefix: '55', length: 12, method } });
    const numbers = listAt((await generate(id, 5)).body, 'data').map(String);
    expect(new Set(numbers).size).toBe(5);
    for (const number of numbers) expect([number.length, isLuhn(number)]).toEqual([12, true]);
  });

  it('makes random numbers, until there are none left', async () => {
    const id = await create({
      cardGenerationConfiguration: { prefix: 'RND', suffix: 'X', length: 5, method: 'RANDOM' },
    });
    const numbers = listAt((await generate(id, 10)).body, 'data');
    expect(new Set(numbers).size).toBe(10);
    await expectRefused('POST /v2/card/generate', 702, { body: { seriesId: id, count: 1 } });
  });

  it('limits how long a card is valid after its issue, and how many a customer may have', async () => {
    const id = await create({ expiryDays: 30, cardExpiryEnabled: true, maxActiveCardsPerCustomer: 1 });
    const customer = aCustomer(sandbox.world);
    const give = (cardNumber: string): Promise<Answer> =>
      call('POST /v2/card', { body: { cardNumber, seriesId: id, statusLabel: 'ACTIVE', customerId: customer.id } });
    expect((await give('G200000526')).status).toBe(200);
    const { body } = await call('GET /v2/card?number=G200000526');
    expect(body).toMatchObject({ customerId: customer.id, expiryDate: '2026-06-02T06:30:00Z' });
    expect(valueAt((await give('G200000626')).body, 'errors.0.code')).toBe(3039);
    await generate(id, 2);
    expect((await call('GET /v2/card?number=G200000726')).body).not.toHaveProperty('expiryDate');
  });

  it('gives a card to whoever registers, or comes to its org unit for the first time', async () => {
    const all = await create({ trigger: 'REGISTRATION' });
    const pattern = { prefix: 'OUT', length: 8 };
    const unit = { code: 'OUTLET', trigger: 'OU_ID', conceptCode: 'outlet', cardGenerationConfiguration: pattern };
    const ofUnit = await create(unit);
    const { body } = await call('POST /v2/customers', {
      body: {
        profiles: [{ source: 'INSTORE', identifiers: [{ type: 'mobile', value: '919811112222' }], firstName: 'New' }],
        loyaltyInfo: { loyaltyType: 'loyalty' },
      },
    });
    const id = Number(valueAt(body, 'createdId'));
    const cards = async () => (await call(`GET /v2/customers/${id}?source=INSTORE`)).body;
    expect(fieldOfEach(await cards(), 'cardDetails', 'seriesId')).toEqual([all]);
    const outlet = Object.values(sandbox.world.stores).find(({ conceptId }) => conceptId === 40002);
    const till = Object.values(sandbox.world.tills).find(({ storeId }) => storeId === outlet?.id);
    for (const billNumber of ['outlet-1', 'outlet-2']) {
      await call(`POST /v2/transactions?identifierName=id&identifierValue=${id}&source=INSTORE`, {
        body: { type: 'REGULAR', billNumber, billAmount: 100 },
        headers: { authorization: basic(till?.username ?? '', 'sandbox-password') },
      });
    }
    expect(fieldOfEach(await cards(), 'cardDetails', 'seriesId')).toEqual([all, ofUnit]);
    expect(fieldOfEach(await cards(), 'cardDetails', 'cardNumber')).toEqual(['G200000526', 'OUT00001']);
  });

  it('takes numbers from elsewhere that have its pattern, and none if it is not active', async () => {
    const id = await create({ cardGenerationEnabled: false });
    const card = (cardNumber: string) => ({ body: { seriesId: id, cardNumber, statusLabel: 'NOT_ISSUED' } });
    await expectRefused('POST /v2/card/generate', 703, { body: { seriesId: id, count: 1 } });
    await expectRefused('POST /v2/card', 400, card('G299999999'));
    expect((await call('POST /v2/card', card('G299999926'))).status).toBe(200);
    const idle = await create({
      code: 'IDLE',
      isActive: false,
      cardGenerationConfiguration: { prefix: 'I', length: 8 },
    });
    await expectRefused('POST /v2/card/generate', 3000, { body: { seriesId: idle, count: 1 } });
    const shown = await call('GET /v2/card/series/get/all');
    expect(fieldOfEach(shown.body, 'data', 'isActive').at(-1)).toBe(false);
  });

  it.each([
    [3001, { code: undefined }],
    [3003, { type: undefined }],
    [3002, { code: 'MERIDIANGOLD' }],
    [3007, { cardGenerationConfiguration: undefined }],
    [3022, { cardGenerationConfiguration: { ...PATTERN, prefix: 'G-' } }],
    [3023, { cardGenerationConfiguration: { ...PATTERN, suffix: '#' } }],
    [3005, { cardGenerationConfiguration: { prefix: 'G2' } }],
    [3005, { cardGenerationConfiguration: { prefix: 'GOLD', suffix: '26', length: 6 } }],
    [3024, { cardGenerationConfiguration: { ...PATTERN, length: 151 } }],
    [3028, { cardGenerationConfiguration: { ...PATTERN, length: 4 } }],
    [3006, { cardGenerationConfiguration: { prefix: 'MG', length: 10 } }],
    [400, { trigger: 'OU_ID' }],
    [400, { trigger: 'OU_ID', conceptCode: 'nowhere' }],
    [400, { cardExpiryEnabled: true }],
  ])('is refused with %d', (code, more) => expectRefused('POST /v2/card/series', code, { body: series(more) }));

  it('must exist to be shown', () => expectRefused('GET /v2/card/series/9', 3004));
});
