import { beforeEach, describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aCustomer, fieldOfEach, listAt, OTHER_STORE_TILL, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

/** Series of the seed: printed, digital, over, with numbers of a bank. */
const [GOLD, APP, CLASSIC, COBRAND] = [501, 502, 503, 504];
/** Asha Rao, who has MG00000001. */
const ASHA = 418400001;

const read = (number: string): Promise<Answer> => call(`GET /v2/card?number=${number}`);
const logOf = (number: string): Promise<Answer> => call(`GET /v2/card/statusLog?number=${number}`);
const add = (card: object): Promise<Answer> => call('POST /v2/card', { body: card });
const update = (card: object): Promise<Answer> => call('PUT /v2/card', { body: card });
const aCard = (more: object = {}): object => ({
  seriesId: GOLD,
  cardNumber: 'MG00000099',
  statusLabel: 'NOT_ISSUED',
  ...more,
});

describe('generating cards', () => {
  const generate = (body: object): Promise<Answer> => call('POST /v2/card/generate', { body });

  it('makes the next numbers of the series, which belong to nobody, and logs the run', async () => {
    const made = await generate({ seriesId: APP, count: 3 });
    expect(made.body).toEqual({ data: ['MA00000021', 'MA00000022', 'MA00000023'], warnings: [], errors: [] });
    expect((await read('MA00000022')).body).toMatchObject({
      seriesCode: 'MERIDIANAPP',
      type: 'DIGITAL',
      customerId: 0,
      statusInfo: { status: 'NOT_ISSUED' },
    });
    const log = await call(`GET /v2/card/generation/logs?seriesId=${APP}`);
    expect(fieldOfEach(log.body, 'entity', 'count')).toEqual([20, 3]);
    expect(valueAt(log.body, 'entity.1')).toMatchObject({
      seriesId: APP,
      seriesName: 'In the app',
      createdBy: TILL,
      orgId: 100900,
      fileHandle: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-/),
    });
    const all = await call('GET /v2/card/generation/logs');
    expect(fieldOfEach(all.body, 'entity', 'seriesId')).toEqual([GOLD, APP, APP]);
  });

  it('leaves out numbers in use and says which', async () => {
    await add(aCard({ cardNumber: 'MG00000022' }));
    const made = await generate({ seriesId: GOLD, count: 3, statusLabel: 'NOT_ISSUED' });
    expect(made.body).toMatchObject({
      data: ['MG00000021', 'MG00000023'],
      warnings: [{ code: 3059, duplicates: ['MG00000022'] }],
    });
    expect((await generate({ seriesId: GOLD, count: 1 })).body).toMatchObject({ data: ['MG00000024'] });
  });

  it('makes 50,000 at once', async () => {
    expect(listAt((await generate({ seriesId: APP, count: 50_000 })).body, 'data')).toHaveLength(50_000);
  });

  it('is refused for bad counts and labels, and for series that are over, foreign, unknown or used up', async () => {
    const refused = (code: number, body: object): Promise<void> =>
      expectRefused('POST /v2/card/generate', code, { body: { seriesId: GOLD, count: 2, ...body } });
    await refused(3000, { seriesId: 1 });
    await refused(3008, { seriesId: CLASSIC });
    await refused(703, { seriesId: COBRAND });
    await refused(3025, { count: 0 });
    await refused(3025, { count: null });
    await refused(3026, { count: 50_001 });
    await refused(3017, { statusLabel: 'SHINY' });
    await refused(3018, { statusLabel: 'ACTIVE' });
    const series = sandbox.world.cardSeries[GOLD];
    if (series) series.lastNumber = 99_999_998;
    await refused(702, {});
    await expectRefused('GET /v2/card/generation/logs?seriesId=1', 3004);
    await expectRefused('GET /v2/card/generation/logs?seriesId=gold', 3000);
  });
});

describe('adding a card', () => {
  it('puts it in its series, as it was sent', async () => {
    const added = await add(
      aCard({
        cardExternalId: 'EXT-99',
        statusInfo: { reason: 'Printed batch 7' },
        customFields: { city: 'Pune', shape: 'round' },
        extendedFields: { embossed_name: 'A RAO', hologram: true },
      }),
    );
    const id = valueAt(added.body, 'entity');
    expect(fieldOfEach(added.body, 'warnings', 'code')).toEqual([1022, 91016]);
    expect((await read('MG00000099')).body).toMatchObject({
      id,
      cardId: id,
      cardNumber: 'MG00000099',
      cardExternalId: 'EXT-99',
      seriesId: GOLD,
      seriesName: 'Meridian Gold',
      createdDate: '2026-05-03',
      expiryDays: 0,
      maxActiveCards: 1,
      entityId: TILL,
      entityCode: 'blr01.till01',
      statusInfo: { label: 'NOT_ISSUED', reason: 'Printed batch 7', createdBy: TILL, isActive: true, entityId: id },
      customFields: { city: 'Pune' },
      extendedFields: { embossed_name: 'A RAO' },
      transactionNotAllowed: true,
      warnings: [],
    });
  });

  it('can give it to a customer at once, who is then found by it', async () => {
    const { id } = aCustomer(sandbox.world);
    await add(aCard({ statusLabel: 'ACTIVE', customerId: id }));
    expect((await read('MG00000099')).body).toMatchObject({ customerId: id, transactionNotAllowed: false });
    const found = await call(
      'GET /v2/customers/lookup?source=INSTORE&identifierName=cardnumber&identifierValue=MG00000099',
    );
    expect(valueAt(found.body, 'entity')).toBe(id);
  });

  it('takes the code of a series too', async () => {
    const added = await add({ seriesCode: 'COBRAND', cardNumber: '5521000000000001', statusLabel: 'ISSUED' });
    expect(added.status).toBe(200);
    expect((await read('5521000000000001')).body).toMatchObject({ seriesId: COBRAND, statusInfo: { label: 'ISSUED' } });
  });

  it('is refused for what is missing, unknown or taken', async () => {
    await add(aCard({ cardNumber: 'MG00000098', cardExternalId: 'EXT-98' }));
    const refused = (code: number, more: object): Promise<void> =>
      expectRefused('POST /v2/card', code, { body: aCard(more) });
    await refused(3000, { seriesId: 1 });
    await refused(3008, { seriesId: CLASSIC, cardNumber: 'MC00000001' });
    await refused(400, { cardNumber: '' });
    await refused(400, { cardNumber: 'XX1' });
    await refused(3009, { cardNumber: 'MG00000001' });
    await refused(3011, { statusLabel: '' });
    await refused(3017, { statusLabel: 'SHINY' });
    await refused(3038, { statusLabel: 'DELETED' });
    await refused(3045, { cardExternalId: 'EXT-98' });
    await refused(3050, { cardExternalId: 'E1' });
    await refused(8015, { customerId: 1 });
    // Asha has a gold card, and one is all that anybody may have.
    await refused(3039, { customerId: ASHA, statusLabel: 'ACTIVE' });
  });
});

describe('changing a card', () => {
  it('suspends and reactivates it, and the log tells why', async () => {
    const suspended = await update({
      cardNumber: 'MG00000001',
      seriesId: GOLD,
      statusLabel: 'SUSPENDED',
      statusInfo: { reason: 'Reported lost' },
      customFields: { city: 'Pune' },
      mappedEntity: { type: 'TILL', id: OTHER_STORE_TILL },
    });
    expect(suspended.body).toMatchObject({
      customerId: ASHA,
      cardNumber: 'MG00000001',
      statusLabel: 'SUSPENDED',
      statusLabelInfo: { label: 'SUSPENDED', status: 'SUSPENDED', isActive: true },
      statusInfo: { reason: 'Reported lost', label: 'SUSPENDED', prevLabel: 'ACTIVE' },
      mappedEntity: { type: 'TILL', id: OTHER_STORE_TILL },
      customFields: { city: 'Pune' },
      transactionNotAllowed: true,
      activeAndDigital: false,
      warnings: [],
    });
    await update({ cardNumber: 'MG00000001', statusLabel: 'ACTIVE' });
    const log = await logOf('MG00000001');
    expect(fieldOfEach(log.body, 'data', 'label')).toEqual(['NOT_ISSUED', 'ACTIVE', 'SUSPENDED', 'ACTIVE']);
    expect(fieldOfEach(log.body, 'data', 'isActive')).toEqual([false, false, false, true]);
    expect(valueAt(log.body, 'data.2')).toMatchObject({
      reason: 'Reported lost',
      status: 'SUSPENDED',
      createdBy: TILL,
      createdOn: '2026-05-03T06:30:00Z',
      autoUpdateTime: '2026-05-03',
    });
    expect((await read('MG00000001')).body).toMatchObject({
      entityId: OTHER_STORE_TILL,
      customFields: { city: 'Pune' },
    });
  });

  it('sets an external id, by which its holder and the card are found', async () => {
    await update({ cardNumber: 'MG00000001', cardExternalId: 'EXT-01' });
    const found = await call(
      'GET /v2/customers/lookup?source=INSTORE&identifierName=cardExternalId&identifierValue=EXT-01',
    );
    expect(valueAt(found.body, 'entity')).toBe(ASHA);
    expect((await update({ cardExternalId: 'EXT-01', statusLabel: 'SUSPENDED' })).body).toMatchObject({
      cardNumber: 'MG00000001',
      statusLabel: 'SUSPENDED',
    });
    const refused = (code: number, body: object): Promise<void> => expectRefused('PUT /v2/card', code, { body });
    await refused(3046, { cardNumber: 'MG00000001', cardExternalId: 'EXT-02' });
    await refused(3045, { cardNumber: 'MG00000002', cardExternalId: 'EXT-01' });
    await refused(3050, { cardNumber: 'MG00000002', cardExternalId: 'E' });
  });

  it('warns where the status is the present one, or a field unknown', async () => {
    const same = await update({
      cardNumber: 'MG00000001',
      statusLabel: 'ACTIVE',
      customFields: { shape: 'round' },
    });
    expect(same.status).toBe(200);
    expect(fieldOfEach(same.body, 'warnings', 'code')).toEqual([1022, 3039]);
    expect(listAt((await logOf('MG00000001')).body, 'data')).toHaveLength(2);
  });

  it('is refused where the status does not allow it', async () => {
    const refused = (code: number, body: object): Promise<void> => expectRefused('PUT /v2/card', code, { body });
    await refused(3010, { cardNumber: 'MG99999999', statusLabel: 'ACTIVE' });
    await refused(3010, { statusLabel: 'ACTIVE' });
    await refused(3000, { cardNumber: 'MG00000001', seriesId: APP });
    await refused(3017, { cardNumber: 'MG00000001', statusLabel: 'SHINY' });
    await refused(3049, { cardNumber: 'MG00000001', mappedEntity: { type: 'STORE', value: 'blr01' } });
    await refused(3048, { cardNumber: 'MG00000001', mappedEntity: { type: 'TILL', value: 'nowhere' } });
    await refused(3048, { cardNumber: 'MG00000001', mappedEntity: { type: 'TILL', id: TILL, value: 'pnq01.till01' } });
    await refused(3038, { cardNumber: 'MG00000020', statusLabel: 'EXPIRED' });
    await refused(3038, { cardNumber: 'MG00000020', statusLabel: 'DELETED' });
    await refused(3038, { cardNumber: 'MG00000001', statusLabel: 'NOT_ISSUED' });
    await update({ cardNumber: 'MG00000002', statusLabel: 'EXPIRED' });
    await refused(3038, { cardNumber: 'MG00000002', statusLabel: 'DELETED' });
    await update({ cardNumber: 'MG00000001', statusLabel: 'DELETED' });
    await refused(3038, { cardNumber: 'MG00000001', statusLabel: 'ACTIVE' });
    await expectRefused('GET /v2/card?number=MG99999999', 3010);
    await expectRefused('GET /v2/card', 3010);
    await expectRefused('GET /v2/card/statusLog?number=MG99999999', 3010);
  });
});

describe('changing many cards', () => {
  it('changes each by itself, and echoes what failed', async () => {
    const { status, body } = await call('PUT /v2/card/bulk', {
      body: [
        { cardNumber: 'MG00000018', statusLabel: 'ACTIVE', mappedEntity: { type: 'TILL', value: 'blr01.till02' } },
        { cardNumber: 'MG99999999', statusLabel: 'SUSPENDED' },
      ],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      response: [
        {
          entityId: {
            cardNumber: 'MG00000018',
            customerId: 0,
            statusLabelInfo: { status: 'ACTIVE' },
            mappedEntity: { value: 'blr01.till02' },
          },
          errors: [],
          warnings: [],
        },
        { entityId: { cardNumber: 'MG99999999' }, errors: [{ status: false, code: 3010 }] },
      ],
      totalCount: 2,
      failureCount: 1,
    });
    expect((await read('MG00000018')).body).toMatchObject({ statusInfo: { label: 'ACTIVE' } });
  });

  it('takes 200 cards at most', async () => {
    const rows = Array.from({ length: 201 }, () => ({ cardNumber: 'MG00000001', statusLabel: 'SUSPENDED' }));
    await expectRefused('PUT /v2/card/bulk', 1060, { body: rows });
    await expectRefused('PUT /v2/card/bulk', 400, { body: [] });
  });
});

describe('the limit of active cards', () => {
  const set = (body: object): Promise<Answer> =>
    call('POST /v2/organization/configs', { body: { keyName: 'CONF_MAX_CARDS_PER_ORG', scope: 'ORG', ...body } });

  it('counts for all series together', async () => {
    const done = await set({ value: '2' });
    expect(done.body).toMatchObject({ entityId: 100900, keyName: 'CONF_MAX_CARDS_PER_ORG', value: '2', warnings: [] });
    expect(valueAt((await set({ value: 2 })).body, 'id')).toBe(valueAt(done.body, 'id'));
    const card = (number: string): object => ({
      seriesId: APP,
      cardNumber: number,
      statusLabel: 'ACTIVE',
      customerId: ASHA,
    });
    expect((await add(card('MA00000091'))).status).toBe(200);
    await expectRefused('POST /v2/card', 3039, { body: card('MA00000092') });
    await set({ value: '3' });
    expect((await add(card('MA00000092'))).status).toBe(200);
    await add({ ...card('MA00000093'), statusLabel: 'ISSUED' });
    await expectRefused('PUT /v2/card', 3039, { body: { cardNumber: 'MA00000093', statusLabel: 'ACTIVE' } });
  });

  it('is refused for an unknown key, scope or number', async () => {
    const refused = (code: number, more: object): Promise<void> =>
      expectRefused('POST /v2/organization/configs', code, {
        body: { keyName: 'CONF_MAX_CARDS_PER_ORG', value: '2', scope: 'ORG', ...more },
      });
    await refused(3206, { keyName: 'CONF_UNKNOWN' });
    await refused(3034, { value: '-1' });
    await refused(400, { value: 'many' });
    await refused(400, { value: '' });
    await refused(400, { keyName: '' });
    await refused(3211, { scope: 'STORE' });
  });
});
