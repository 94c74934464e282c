import { describe, expect, it } from 'vitest';
import { endTier } from '../../src/sandbox/domains/points/tiers.js';
import { now } from '../../src/sandbox/world/clock.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aBill, aCustomer, fieldOfEach, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const codeOf = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

const eligibility = { kpiType: 'CUMULATIVE_PURCHASES', threshold: 200_000, upgradeType: 'LAZY' };
const create = (more: object = {}, headers: Record<string, string> = {}) =>
  call('POST /v3/tiers', { headers, body: { programId: 812, name: 'Emerald', eligibility, ...more } });
const submit = (id: unknown) => call(`POST /v3/tiers/${id}/submit`);
const review = (id: unknown, approvalStatus = 'APPROVE', comment?: string) =>
  call(`POST /v3/tiers/${id}/approve`, { body: { approvalStatus, comment } });
const update = (id: unknown, body: object, query = '') => call(`PUT /v3/tiers/${id}${query}`, { body });
const list = async (query = '') => (await call(`GET /v3/tiers?programId=812${query}`)).body;
const idOf = ({ body }: Answer): unknown => valueAt(body, 'data.objectId');

/** A new tier, as it is after the calls that make it live. */
async function live(more: object = {}): Promise<{ objectId: unknown; slabId: unknown }> {
  const objectId = idOf(await create(more));
  await submit(objectId);
  return { objectId, slabId: valueAt((await review(objectId)).body, 'data.slabId') };
}

const seeded = ['Bronze', 'Silver', 'Silver', 'Gold', 'Platinum', 'Diamond'];

describe('a new tier', () => {
  it('is a draft that no member notices, until it is submitted and approved', async () => {
    const objectId = idOf(await create({ description: 'Green', color: '#2E8B57' }));
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 250_000);
    expect(customer.tier).toBe(4);
    expect((await submit(objectId)).body).toMatchObject({ data: { status: 'PENDING_APPROVAL', slabId: null } });
    const { body: queue } = await call('GET /v3/tiers/approvals?programId=812');
    expect(fieldOfEach(queue, 'data', 'objectId')).toContain(objectId);
    const { body } = await review(objectId, 'APPROVE', 'Good');
    expect(body).toMatchObject({ data: { status: 'ACTIVE', slabId: expect.any(Number), comments: 'Good' } });
    aBill(sandbox.world, customer, 10);
    const { body: shown } = await call(`GET /v2/customers/${customer.id}/tierDetails`);
    expect(JSON.stringify(shown)).toContain('Emerald');
    const listed = await list(`&tier=${valueAt(body, 'data.slabId')}`);
    expect(valueAt(listed, 'data.tiers')).toMatchObject([{ name: 'Emerald', status: 'LIVE', customerCount: 1 }]);
  });

  it('earns as the one below', async () => {
    const { slabId } = await live();
    const { tiers } = sandbox.world.organisation.program;
    expect(tiers.at(-1)).toMatchObject({ id: slabId, multiplier: tiers.at(-2)?.multiplier });
  });

  it('goes back to its maker where it is rejected, who may try again', async () => {
    const objectId = idOf(await create());
    expect(codeOf(await review(objectId))).toEqual([409, 999999]);
    await submit(objectId);
    expect(codeOf(await submit(objectId))).toEqual([409, 999999]);
    const { body } = await review(objectId, 'REJECT', 'Too high');
    expect(body).toMatchObject({ data: { status: 'DRAFT', comments: 'Too high', slabId: null } });
    const lower = await update(objectId, { eligibility: { threshold: 150_000 } });
    expect(lower.body).toMatchObject({ data: { objectId, eligibility: { ...eligibility, threshold: 150_000 } } });
    expect((await submit(objectId)).status).toBe(200);
  });

  it('is one draft at a time, with a name of its own and values that exist', async () => {
    expect(codeOf(await create({ name: 'gold' }))).toEqual([409, 999999]);
    expect(codeOf(await create({ name: ' ' }))).toEqual([400, 9001]);
    expect(codeOf(await create({ programId: 1 }))).toEqual([400, 404]);
    expect(codeOf(await create({ downgrade: {} }))).toEqual([400, 400]);
    expect(codeOf(await create({ color: 'green' }))).toEqual([400, 400]);
    expect(codeOf(await create({ eligibility: { kpiType: 'SMILES', threshold: 1 } }))).toEqual([400, 400]);
    expect(codeOf(await create({ validity: { periodType: 'FIXED' } }))).toEqual([400, 9018]);
    const upgrade = { periodType: 'SLAB_UPGRADE', startDate: '2026-06-01T00:00:00Z' };
    expect(codeOf(await create({ validity: upgrade }))).toEqual([400, 9014]);
    expect(codeOf(await create({ validity: { renewal: { criteriaType: 'None' } } }))).toEqual([400, 9017]);
    expect((await create({}, { 'Idempotency-Key': 'k1' })).status).toBe(201);
    expect(codeOf(await create({ name: 'Ruby' }))).toEqual([409, 999999]);
    const again = await create({}, { 'Idempotency-Key': 'k1' });
    expect(fieldOfEach(await list(), 'data.tiers', 'objectId').filter((id) => id === idOf(again))).toHaveLength(1);
  });

  it('is thrown away while it is a draft, and only then', async () => {
    const objectId = idOf(await create());
    const removed = await call(`DELETE /v3/tiers/${objectId}`);
    expect([removed.status, removed.body]).toEqual([204, undefined]);
    expect(fieldOfEach(await list(), 'data.tiers', 'name')).toEqual(seeded);
    expect(codeOf(await call(`DELETE /v3/tiers/${objectId}`))).toEqual([404, 9056]);
    const { objectId: active } = await live();
    expect(codeOf(await call(`DELETE /v3/tiers/${active}`))).toEqual([409, 999999]);
  });
});

describe('what a tier measures', () => {
  it.each([
    ['CURRENT_POINTS', 3000],
    ['CUMULATIVE_POINTS', 3000],
    ['TRACKER_VALUE_BASED', 100_000],
  ])('can be %s', async (kpiType, threshold) => {
    await live({ eligibility: { kpiType, threshold } });
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 2000);
    expect(customer.tier).toBe(1);
    aBill(sandbox.world, customer, 99_000);
    expect(customer.tier).toBe(6);
  });

  it('has conditions beside it', async () => {
    await live({ eligibility: { ...eligibility, threshold: 100, conditions: [{ type: 'VISITS', value: '2' }] } });
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 500);
    expect(customer.tier).toBe(1);
    aBill(sandbox.world, customer, 500, { billingDate: '2026-05-01T06:30:00Z' });
    expect(customer.tier).toBe(6);
  });

  it.each([
    [{ shouldDowngrade: false }, 6],
    [{ downgradeTo: 'SINGLE' }, 4],
    [{ downgradeTo: 'LOWEST' }, 1],
  ])('says with %o where members go at the end', async (renewal, tier) => {
    await live({ eligibility: { kpiType: 'CURRENT_POINTS', threshold: 1000 }, validity: { renewal } });
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 30_000);
    expect(customer.tier).toBe(6);
    await call(`POST /v3/tiers/${await editOf(6)}/submit`);
    await review(await editOf(6));
    endTier(sandbox.world, customer, now(sandbox.world));
    expect(customer.tier).toBe(tier);
  });
});

/** The version of an edit that makes a tier too high for everybody. */
async function editOf(number: number): Promise<unknown> {
  const tier = sandbox.world.organisation.program.tiers.find((each) => each.number === number);
  return idOf(await update(tier?.id, { eligibility: { threshold: 9_000_000 } }));
}

describe('a live tier', () => {
  it('is edited in a draft beside it, which counts when it is approved', async () => {
    const { objectId, slabId } = await live();
    const edited = await update(slabId, { name: 'Smaragd' });
    const edit = idOf(edited);
    expect(edited.body).toMatchObject({ data: { parentId: objectId, version: 2, status: 'DRAFT', slabId } });
    expect(idOf(await update(slabId, { description: 'x' }))).toBe(edit);
    const { body } = await call(`GET /v3/tiers/${slabId}`);
    expect(fieldOfEach(body, 'data', 'status')).toEqual(['ACTIVE', 'DRAFT']);
    expect(fieldOfEach(await list(`&tier=${slabId}`), 'data.tiers', 'name')).toEqual(['Emerald', 'Smaragd']);
    await submit(edit);
    await review(edit);
    expect(fieldOfEach(await list(`&tier=${slabId}`), 'data.tiers', 'name')).toEqual(['Smaragd']);
    expect(codeOf(await update(objectId, { name: 'Old' }))).toEqual([409, 999999]);
  });

  it('of the older console needs the program for an edit, and is not read alone before', async () => {
    expect(codeOf(await call('GET /v3/tiers/25213'))).toEqual([404, 9056]);
    expect(codeOf(await update('25213', { name: 'Gold+' }))).toEqual([404, 9056]);
    const { body } = await update('25213', { eligibility: { threshold: 20_000 } }, '?programId=812');
    expect(body).toMatchObject({ data: { parentId: null, slabId: 25213, tierUniqueId: 'ut-812-003' } });
    const edit = valueAt(body, 'data.objectId');
    await submit(edit);
    await review(edit);
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 21_000);
    expect(customer.tier).toBe(3);
    expect((await call('GET /v3/tiers/ut-812-003')).status).toBe(200);
  });

  it('is listed with its members, and not by status', async () => {
    const body = await list();
    expect(fieldOfEach(body, 'data.tiers', 'name')).toEqual(seeded);
    const counted = fieldOfEach(body, 'data.tiers', 'customerCount').reduce<number>(
      (all, each) => all + Number(each ?? 0),
      0,
    );
    const members = Object.values(sandbox.world.customers).filter(({ tier, mergedInto }) => tier && !mergedInto);
    expect(counted).toBe(members.length);
    expect(codeOf(await call('GET /v3/tiers?programId=812&status=LIVE'))).toEqual([400, 9057]);
  });
});
