/**
 * Jobs of those who run a loyalty program, each from end to end through a real MCP client: promotions, rewards, tiers,
 * milestones, held offers and webhooks. No id is known beforehand: each comes from an earlier answer. The tools that decide a job
 * are looked for in everyday words first.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { valueAt } from '../sandbox/support.js';
import { type Args, type Member, openShop, type Shop } from './shop.js';

let sandbox: Sandbox;
let shop: Shop;
beforeAll(async () => {
  // The one within the server sends webhooks nothing.
  sandbox = await startSandbox({ seed: 1 });
  shop = await openShop({
    CAPILLARY_BASE_URL: sandbox.url,
    CAPILLARY_USERNAME: sandbox.credentials.username,
    CAPILLARY_PASSWORD: sandbox.credentials.password,
  });
});
afterAll(async () => {
  await shop.close();
  await sandbox.close();
});

const ask: Shop['ask'] = (...call) => shop.ask(...call);

/** Expects a search to find a tool among the first, and calls it. */
async function find(tool: string, query: string, args: Args, path?: string): Promise<unknown> {
  expect((await shop.findTools(query)).slice(0, 5), query).toContain(tool);
  return ask(tool, args, path);
}

/** The element of a list whose text contains a word. */
const which = (list: unknown, word: RegExp): unknown =>
  Object.values(Object(list)).find((each) => word.test(JSON.stringify(each)));

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

const programId = (): Promise<unknown> => ask('organization_get_programs', {}, 'data.0.programId');
const till = async (): Promise<string> => {
  const tills = await ask('organization_get_entities_v1_1', { type: 'TILL' }, 'response.organization.entities.entity');
  return String(valueAt(tills, '0.code'));
};

it('“Repeat the summer bonus for everybody, pause it while we fix the tills, and end it.”', async () => {
  const summer = await ask('loyalty_promotion_list', { searchText: 'summer' }, 'data.content.0');
  const metadata = {
    name: 'Bonus for all',
    programId: Number(valueAt(summer, 'metadata.programId')),
    startDate: inDays(-1),
    endDate: inDays(30),
    promotionType: 'GENERIC',
  };
  const activities = valueAt(summer, 'activities');
  const body = { metadata, customerEnrolment: { enrolmentMethod: 'TRANSACTION' }, activities };
  const promotionId = await find('loyalty_promotion_create', 'new campaign with bonus points', { body }, 'data.id');
  const mira = await shop.member();
  /** Whether it is active for her; absent if she does not see it. */
  const seen = async (): Promise<unknown> => {
    const own = await ask('loyalty_promotion_list_for_member', { memberId: mira.id }, 'promotions');
    return valueAt(which(own, /Bonus for all/), 'active');
  };
  /** The points of a bill that is large enough. */
  const earned = async (): Promise<number> => {
    const before = await shop.points(mira);
    await shop.buys(mira, 2000);
    return (await shop.points(mira)) - before;
  };
  const status = () => ask('loyalty_promotion_get', { promotionId }, 'data.metadata.status');
  const move = async (promotionStatus: string, query: string) => {
    const args = { promotionId, existingStatus: await status(), body: { promotionStatus } };
    return find('loyalty_promotion_update_status', query, args);
  };
  await move('PENDING_APPROVAL', 'submit a draft promotion for approval');
  const plain = await earned();
  expect(await seen()).toBe(undefined);
  const approval = { promotionId, body: { approvalStatus: 'APPROVE' } };
  await find('loyalty_promotion_review', 'approve the pending promotion', approval);
  expect([await earned(), await seen()]).toEqual([plain + 100, true]);
  await move('PAUSE', 'pause a running promotion');
  expect(await earned()).toBe(plain);
  await move('RESUME', 'resume a paused promotion');
  expect(await earned()).toBe(plain + 100);
  const got = { ...mira.named, programId: metadata.programId };
  const promotionNumber = await ask('loyalty_promotion_get', { promotionId }, 'data.metadata.promotionId');
  const benefits = await ask('loyalty_promotion_lookup_benefits', { ...got, promotionId: promotionNumber });
  expect(JSON.stringify(benefits)).toMatch('200');
  await move('STOP', 'stop a promotion for good');
  expect([await earned(), await seen()]).toEqual([plain, false]);
  const resumption = { promotionId, existingStatus: 'PAUSED', body: { promotionStatus: 'RESUME' } };
  expect(await shop.refused('loyalty_promotion_update_status', resumption)).toBe(310191);
});

it('“Put a silk scarf on the shelf. Oh, she took it by mistake: her points back, please.”', async () => {
  const brand = await find('reward_list_brands', 'brands of the rewards catalog', {}, 'brandList.0');
  const [brandId, brandName] = [Number(valueAt(brand, 'id')), valueAt(brand, 'brand')];
  const texts = { languageCode: 'en', name: 'Silk scarf', description: 'From the new collection', enabled: true };
  const scarf = {
    brandId,
    startTime: inDays(-1),
    endTime: inDays(60),
    type: 'PHYSICAL_VOUCHER',
    redemptionType: 'PHYSICAL_REWARD',
    languageSpecificInfo: [texts],
    paymentConfigs: [{ paymentMode: 'POINTS', points: 200 }],
    enabled: true,
  };
  const rewardId = Number(
    await find('reward_create', 'add a gift to the rewards catalog', { body: scarf }, 'reward.id'),
  );
  const mira = await shop.member();
  await shop.buys(mira, 5000);
  const before = await shop.points(mira);
  const username = await till();
  const order = {
    rewardId,
    username,
    skip_validation: true,
    body: { brand: brandName, mobile: mira.mobile, quantity: 1 },
  };
  await find('reward_issue', 'customer takes a reward for points', order);
  expect(await shop.points(mira)).toBe(before - 200);
  const orders = { customerId: mira.id };
  const issued = await find(
    'reward_list_transactions',
    'reward orders of a customer',
    orders,
    'rewardIssueTransactions.0',
  );
  const txnId = Number(valueAt(issued, 'rewardTransactionId'));
  const revocation = { username, body: { txnId, revokeReason: 'Taken by mistake' } };
  await find('reward_revoke', 'take a reward back and return the points', revocation);
  expect(await shop.points(mira)).toBe(before);
  const held = await ask('reward_get_purchased_by_user', { brandName, username, mobile: mira.mobile });
  expect(JSON.stringify(held)).not.toMatch('Silk scarf');
  expect(await shop.refused('reward_revoke', revocation)).toBe(13003);
});

it('“Our apology: gold for three months, whatever she buys.”', async () => {
  const mira = await shop.member();
  const first = await shop.tier(mira);
  const tiers = await find('tier_list', 'tiers of the loyalty program', { programId: await programId() }, 'data.tiers');
  const gold = valueAt(which(tiers, /Gold/), 'name');
  const body = {
    slabAction: 'UPGRADE',
    toSlabName: gold,
    manualSlabActionValidity: 'FIXED_DURATION',
    manualSlabActionValidityUpto: '90',
    slabChangeReason: 'Apology',
  };
  await find('customer_adjust_tier', 'give a customer the gold tier by hand', { ...mira.named, body });
  const own = await ask('customer_get_tier', { userId: mira.id }, 'programTiers.0');
  expect([first, valueAt(own, 'currentTierName')]).toEqual(['Bronze', gold]);
  const days = (Date.parse(String(valueAt(own, 'tierExpiryDateISO'))) - Date.now()) / DAY;
  expect(Math.round(days)).toBe(90);
});

it('“A level above all others from ₹90,000: whoever spends that much should be in it.”', async () => {
  const program = { programId: await programId() };
  const waiting = await find('tier_list_pending', 'tiers waiting for approval', program, 'data');
  const tierId = valueAt(waiting, '0.objectId');
  // A program takes one new tier at a time.
  if (tierId !== undefined) {
    await ask('tier_approve', { tierId, body: { approvalStatus: 'REJECT', comment: 'Another comes first' } });
    await ask('tier_delete', { tierId });
  }
  const eligibility = { kpiType: 'CUMULATIVE_PURCHASES', threshold: 90_000, upgradeType: 'LAZY' };
  const body = { ...program, name: 'Emerald', description: 'The best', color: '#2E8B57', eligibility };
  const objectId = await find('tier_create', 'add a new membership level', { body }, 'data.objectId');
  const emerald = async () => which(await ask('tier_list', program, 'data.tiers'), /Emerald/);
  expect(valueAt(await emerald(), 'status')).toBe('DRAFT');
  const mira = await shop.member();
  await shop.buys(mira, 95_000);
  expect(await shop.tier(mira)).not.toBe('Emerald');
  await find('tier_submit', 'submit a new tier for approval', { tierId: objectId });
  expect(valueAt(await emerald(), 'status')).toBe('PENDING_APPROVAL');
  const approval = { tierId: objectId, body: { approvalStatus: 'APPROVE', comment: 'Go' } };
  await find('tier_approve', 'approve the new tier', approval);
  expect(valueAt(await emerald(), 'status')).toBe('LIVE');
  await shop.buys(mira, 1000);
  expect(await shop.tier(mira)).toBe('Emerald');
});

it('“Sign both of them up for the contest. Who is ahead?”', async () => {
  const groups = await find('target_group_list', 'which contests are running', { status: 'LIVE' }, 'data');
  const ranked = Object.values(Object(groups)).find((each) => valueAt(each, 'leaderboardEnabled') === true);
  const [targetGroupId, targetId] = [valueAt(ranked, 'id'), valueAt(ranked, 'targets.0.id')];
  const contest = { targetGroupId, targetId };
  const [mira, tara] = [await shop.member(), await shop.member()];
  const periodName = valueAt(ranked, 'activePeriod.refCode');
  const enrol = { ...contest, body: [{ customerId: mira.id, periodName }] };
  await find('target_enroll_customer', 'enrol a customer in a milestone', enrol);
  await ask('target_enroll_customer', { ...contest, body: [{ customerId: tara.id, periodName }] });
  const enrolled = await ask('target_list_enrolled_for_user', { userId: mira.id }, 'data');
  expect(JSON.stringify(enrolled)).toMatch(String(targetId));
  await shop.buys(mira, 130_000);
  await shop.buys(tara, 140_000);
  const leaders = async (): Promise<unknown[]> => {
    const board = await find('target_group_get_leaderboard', 'who leads the contest', contest, 'data.rankings');
    return [valueAt(board, '0.userId'), valueAt(board, '1.userId')];
  };
  expect(await leaders()).toEqual([tara.id, mira.id]);
  await shop.buys(mira, 20_000);
  expect(await leaders()).toEqual([mira.id, tara.id]);
  const rank = { userId: tara.id, body: [{ targetGroupId, targetRuleId: targetId }] };
  const own = await find('target_get_rank_for_user', 'rank of one customer in the contest', rank);
  expect(JSON.stringify(own)).toMatch(/"rank":2\b/);
  await find('target_unenroll_customer', 'take a customer out of the contest', {
    ...contest,
    body: [{ customerId: mira.id }],
  });
  expect(await leaders()).not.toContain(mira.id);
});

it('“She left without paying and the offer hangs in that cart: make it usable again.”', async () => {
  const mira: Member = await shop.member();
  const offers = await ask('cart_promotion_list', {}, 'data');
  const offer = Object.values(Object(offers)).find((each) => valueAt(each, 'type') === 'CUSTOMER');
  const promotionId = valueAt(offer, 'id');
  await find('cart_promotion_issue_bulk', 'give an offer for the cart to some customers', {
    promotionId,
    contextId: 'journey',
    body: [mira.id],
  });
  const evaluate = async (amount: number): Promise<unknown> => {
    const body = { customerId: mira.id, amount, cartItems: [{ sku: 'SHOE-SNK-8', amount, qty: 1 }] };
    const data = await ask('cart_promotion_evaluate', { body }, 'data');
    return which(valueAt(data, 'appliedPromotions'), new RegExp(String(promotionId)));
  };
  const pending = { customerId: mira.id };
  const carts = () =>
    find('cart_promotion_get_pending_carts', 'offer is locked in another cart', pending, 'data.tempRedemptionDetails');
  expect(await evaluate(2000)).toBeDefined();
  expect(await evaluate(3000)).toBeUndefined();
  const evaluationId = valueAt(await carts(), '0.cartEvaluationId');
  const release = { ...pending, evaluationId };
  await find('cart_promotion_cancel_evaluation', 'release the offer of an abandoned cart', release);
  expect(JSON.stringify(await carts())).not.toMatch(String(evaluationId));
  expect(await evaluate(3000)).toBeDefined();
});

/** An address on this machine that webhooks can call. */
async function startReceiver() {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(body);
    response.writeHead(200, { connection: 'close' }).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { webHookUrl: `http://127.0.0.1:${port}/sales`, received, [Symbol.asyncDispose]: close };
}

it('“Tell our warehouse of every sale, until I say stop. Did the last one arrive?”', async () => {
  await using receiver = await startReceiver();
  const body = {
    active: true,
    name: 'Sales to the warehouse',
    eventNames: ['transactionAdded'],
    customerIdentifiersToBeEnriched: ['INSTORE'],
    maxAllowedConnections: 1,
    methodType: 'POST',
    webHookType: 'HTTP',
    webHookUrl: receiver.webHookUrl,
    webHookHeaders: { Authorization: 'Bearer open-sesame' },
  };
  await find('webhook_create', 'send every sale to our own server', { body });
  const webhook = async () => which(await ask('webhook_list', {}, 'data'), /Sales to the warehouse/);
  const own = await webhook();
  expect(JSON.stringify(own)).not.toMatch('open-sesame');
  const mira = await shop.member();
  const log = { consumerGroupId: valueAt(own, 'consumerGroupId') };
  /** How many notifications came, and how many the log calls delivered, after a bill. */
  const arrivedAfter = async (amount: number): Promise<unknown[]> => {
    await shop.buys(mira, amount);
    await sandbox.settled();
    const entries = await find('webhook_get_delivery_logs', 'was the event delivered to our webhook', log, 'data');
    return [receiver.received.length, JSON.stringify(entries).match(/"DELIVERED"/g)?.length];
  };
  expect(await arrivedAfter(1234)).toEqual([1, 1]);
  expect(receiver.received[0]).toMatch('1234');
  await find('webhook_deactivate', 'stop sending events to our server', { webHookId: valueAt(own, 'webHookId') });
  expect(await arrivedAfter(4321)).toEqual([1, 1]);
  expect(valueAt(await webhook(), 'active')).toBe(false);
});
