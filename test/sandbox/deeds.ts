/** What customers do, and what is done for them, in all domains: histories for tests of merges and erasures. */

import { earn as earnBadge, enrol as enrolInBadge } from '../../src/sandbox/domains/badges/rules.js';
import { addCard, linkCard } from '../../src/sandbox/domains/card/rules.js';
import { couponsOf, issueCoupon, redeemCoupon } from '../../src/sandbox/domains/coupon/rules.js';
import { addImages } from '../../src/sandbox/domains/customer/images.js';
import { changeLabels } from '../../src/sandbox/domains/customer/labels.js';
import { writeNotes } from '../../src/sandbox/domains/customer/notes.js';
import { setPreferences } from '../../src/sandbox/domains/customer/preferences.js';
import { campaignOf, invite } from '../../src/sandbox/domains/customer/referrals.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { setSubscriptions } from '../../src/sandbox/domains/customer/subscriptions.js';
import { openTicket } from '../../src/sandbox/domains/customer/tickets.js';
import { receiveEvent } from '../../src/sandbox/domains/events/rules.js';
import { linkCustomer } from '../../src/sandbox/domains/leads/partner-program-rules.js';
import { addLead } from '../../src/sandbox/domains/leads/rules.js';
import { issueCode, recipientOf } from '../../src/sandbox/domains/otp/rules.js';
import { customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { deductPoints, givePoints, redeemPoints, reverseRedemption } from '../../src/sandbox/domains/points/rules.js';
import { transferPoints } from '../../src/sandbox/domains/points/transfers.js';
import { assign } from '../../src/sandbox/domains/product/labels.js';
import { switchForCustomer } from '../../src/sandbox/domains/promotions/cart-choices.js';
import { linkCode } from '../../src/sandbox/domains/promotions/cart-codes.js';
import { keepEvaluation } from '../../src/sandbox/domains/promotions/cart-evaluations.js';
import { earnPromotion, redeemPromotions } from '../../src/sandbox/domains/promotions/cart-rules.js';
import { earnLegacy, enrolLegacy } from '../../src/sandbox/domains/promotions/legacy-rules.js';
import { enrolInPromotion, optIn } from '../../src/sandbox/domains/promotions/loyalty-rules.js';
import { raiseGoodwill, raiseRetro } from '../../src/sandbox/domains/requests/rules.js';
import { chosenPrice, issueReward } from '../../src/sandbox/domains/rewards/issues.js';
import { submitResponse } from '../../src/sandbox/domains/survey/rules.js';
import { enrol as enrolInTarget } from '../../src/sandbox/domains/targets/enrolment.js';
import { addTask } from '../../src/sandbox/domains/tasks/rules.js';
import { hold } from '../../src/sandbox/domains/transaction/rejection-rules.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { addBill } from '../../src/sandbox/domains/transaction/rules.js';
import { defaultGroupOf, joinGroup } from '../../src/sandbox/domains/user-group/rules.js';
import { now } from '../../src/sandbox/world/clock.js';
import { attempt, fail } from '../../src/sandbox/world/failure.js';
import type { World } from '../../src/sandbox/world/world.js';
import { TILL } from './support.js';

/** Does something with or for a customer. `n` chooses among what there is, and makes names and numbers differ. */
type Deed = (world: World, customer: Customer, n: number) => unknown;

const pick = <T>(things: Readonly<Record<string, T>> | readonly T[], n: number): T => {
  const all = Object.values(things);
  return all[n % Math.max(1, all.length)] ?? fail(404, 'there is nothing to pick from');
};

const ofTheirs = <T extends { customerId: number | null }>(
  things: Readonly<Record<string, T>>,
  customer: Customer,
): T[] => Object.values(things).filter((each) => each.customerId === customer.id);

/** What somebody may write about a customer. */
function about({ profiles }: Customer): string {
  const [profile] = profiles;
  return `${profile?.firstName} ${profile?.lastName}, ${profile?.identifiers[0]?.value}`;
}

const raised = (customer: Customer) => {
  const text = about(customer);
  return { customer, reason: text, comments: text, referenceId: '', tillId: TILL };
};

const DEEDS: Readonly<Record<string, Deed>> = {
  buys: (world, customer, n) =>
    addBill(world, {
      customer,
      billNumber: `deed-${n}`,
      amount: 100 + (n % 60) * 100,
      note: about(customer),
      tillId: TILL,
      lineItems: [{ itemCode: 'TEE-BLK-M', qty: 2, rate: 50 + (n % 60) * 50 }],
    }),
  returns: (world, customer, n) => {
    const bill = pick(
      ofTheirs(world.transactions, customer).filter(({ type }) => type === 'REGULAR'),
      n,
    );
    addReturn(world, { customer, billNumber: bill.billNumber, returnType: 'FULL', tillId: TILL });
  },
  redeems: (world, customer, n) =>
    redeemPoints(
      world,
      { customer, points: 10 + (n % 4) * 5 },
      { tillId: TILL, skipValidation: true, notes: about(customer), customFields: { who: about(customer) } },
    ),
  reverses: (world, customer, n) =>
    reverseRedemption(world, {
      redemptionId: pick(ofTheirs(world.pointsRedemptions, customer), n).id,
      customer,
      tillId: TILL,
    }),
  'gets points': (world, customer, n) =>
    givePoints(world, customerEntity(customer.id), {
      comments: about(customer),
      points: 5 + (n % 50),
      kind: 'goodwill',
      tillId: TILL,
    }),
  'loses points': (world, customer, n) =>
    deductPoints(world, customerEntity(customer.id), { comments: about(customer), points: 1 + (n % 20), tillId: TILL }),
  'gives points away': (world, customer, n) => {
    const others = Object.values(world.customers).slice(0, 20);
    const to = customerEntity(pick(others, n).id);
    transferPoints(
      world,
      { from: customerEntity(customer.id), to, points: 1 + (n % 20) },
      { tillId: TILL, notes: about(customer) },
    );
  },
  'asks for goodwill': (world, customer, n) => raiseGoodwill(world, raised(customer), { points: 10 + (n % 20) }),
  'claims a bill': (world, customer, n) => {
    const billNumber = `claimed-${n}`;
    const { transaction } = addBill(world, { customer: null, billNumber, amount: 500, tillId: TILL });
    const claim = { transactionId: String(transaction.id), oldType: 'NOT_INTERESTED', newType: 'REGULAR' };
    raiseRetro(world, raised(customer), claim);
  },
  'gets a coupon': (world, customer, n) => issueCoupon(world, pick(world.couponSeries, n), customer, TILL),
  'redeems a coupon': (world, customer, n) => {
    const [held] = couponsOf(world, customer.id);
    const { code } = held ?? issueCoupon(world, pick(world.couponSeries, n), customer, TILL).coupon;
    redeemCoupon(world, { code, customer, tillId: TILL, billAmount: 3000 }, { notes: about(customer) });
  },
  'links a card': (world, customer, n) => {
    const series = pick(world.cardSeries, n);
    const number = `${series.prefix}${String(n).padStart(series.codeLength, '7')}`.slice(0, series.codeLength);
    const card = addCard(world, series, { number, tillId: TILL });
    const extendedFields = { embossed_name: about(customer) };
    linkCard(world, customer, { number: card.number, statusLabel: 'ACTIVE', extendedFields }, { tillId: TILL });
  },
  'joins a target': (world, customer, n) => {
    const group = pick(world.targetGroups, n);
    const target = pick(group.targets, n);
    const periodName = group.periods.at(-1)?.refCode;
    enrolInTarget(world, group, target, customer, { periodName, initialBalance: n % 7 });
  },
  'joins a promotion': (world, customer, n) => enrolInPromotion(world, pick(world.loyaltyPromotions, n), customer),
  'opts in': (world, customer, n) => {
    const promotions = Object.values(world.loyaltyPromotions).filter(({ type }) => type === 'LOYALTY_EARNING');
    const promotion = pick(promotions, n);
    enrolInPromotion(world, promotion, customer);
    optIn(world, promotion, customer, now(world));
  },
  'earns a cart promotion': (world, customer, n) =>
    earnPromotion(world, pick(world.cartPromotions, n), customer, { fromType: 'X', fromId: '1', eventOn: now(world) }),
  'has a cart evaluated': (world, customer) => keepEvaluation(world, customer, [], { basket: '', codes: [] }),
  'has a cart promotion switched off': (world, customer, n) =>
    switchForCustomer(world, { promotion: pick(world.cartPromotions, n), customer, earnedId: '' }, false),
  'is linked to a promotion code': (world, customer, n) =>
    linkCode(world, n % 2 ? 'SPRING15' : 'SPRING16', '', customer),
  'redeems a cart promotion': (world, customer, n) => {
    const promotionId = pick(world.cartPromotions, n).id;
    const sale = { identifier: `sale-${n}`, number: `sale-${n}`, on: now(world) };
    redeemPromotions(world, customer, sale, [
      { promotionId, earnedId: '', count: 1, discount: 10, sku: null, promoCode: null },
    ]);
  },
  'joins a legacy promotion': (world, customer, n) => enrolLegacy(world, pick(world.legacyPromotions, n), customer),
  'earns from a legacy promotion': (world, customer, n) => {
    const promotion = pick(world.legacyPromotions, n);
    earnLegacy(world, promotion, customer, enrolLegacy(world, promotion, customer), TILL);
  },
  'enrols in a badge': (world, customer, n) =>
    enrolInBadge(world, pick(world.badges, n), [customer.id], {
      requestId: `e-${n}`,
      eventOn: now(world),
      trigger: null,
    }),
  'earns a badge': (world, customer, n) =>
    earnBadge(world, pick(world.badges, n), customer, { requestId: `b-${n}`, eventOn: now(world), trigger: null }),
  'gets a reward': (world, customer, n) => {
    const reward = pick(world.rewards, n);
    const context = {
      customer,
      tillId: TILL,
      validationCode: '',
      skipValidation: true,
      transactionNumber: null,
      eventLogId: null,
      eventOn: null,
      notes: about(customer),
    };
    const price = chosenPrice(reward, null);
    const request = {
      reward,
      price,
      quantity: 1,
      value: 100,
      requestId: null,
      asked: about(customer),
      customFields: null,
    };
    issueReward(world, context, { ...request, fulfillmentStatusId: null });
  },
  'joins a group': (world, customer, n) => {
    if (!defaultGroupOf(world, customer)) joinGroup(world, pick(world.userGroups, n), customer);
  },
  'becomes a partner': (world, customer, n) =>
    linkCustomer(world, customer, pick(world.partnerPrograms, n), {
      membershipId: `member-${n}`,
      tier: pick(world.partnerPrograms, n).tiers[0] ?? '',
      tierExpiresOn: null,
    }),
  'is labelled': (world, customer, n) =>
    changeLabels(world, customer, { add: [pick(world.customerLabels, n).name], remove: [], tillId: TILL }),
  'is assigned a label': (world, { id }, n) =>
    assign(world, 'CUSTOMER', { entityId: String(id), label: { name: `label-${n}` } }, TILL),
  'wants something': (world, customer, n) =>
    addLead(world, {
      holder: { customerId: customer.id },
      type: 'CUSTOM',
      leadFor: `thing ${n} for ${about(customer)}`,
      tillId: TILL,
    }),
  complains: (world, customer, n) =>
    openTicket(world, customer, {
      status: 'OPEN',
      priority: '',
      department: '',
      subject: `complaint ${n}`,
      message: about(customer),
      reportedFrom: '',
      type: '',
      customFields: {},
      tillId: TILL,
    }),
  'is noted down': (world, customer, n) =>
    writeNotes(world, customer, [{ description: `note ${n} on ${about(customer)}` }], TILL),
  'answers a survey': (world, customer, n) => {
    const question = pick(world.surveyQuestions, n);
    submitResponse(world, pick(world.surveys, question.surveyId - 101), {
      surveyQuestionId: question.id,
      userId: customer.id,
      formId: 1,
      tokenId: 1,
      fieldValue: Object.keys(question.fieldOptions)[0] ?? 'fine',
    });
  },
  'prefers something': (world, customer, n) =>
    setPreferences(world, customer, {
      fields: {},
      store: { code: '', id: String(pick(world.stores, n).id) },
      tillId: TILL,
    }),
  'changes a subscription': (world, customer, n) =>
    setSubscriptions(
      world,
      customer,
      [
        {
          channel: n % 2 === 0 ? 'SMS' : 'EMAIL',
          priority: 'BULK',
          type: n % 3 === 0 ? 'OPTOUT' : 'OPTIN',
          accountId: '',
          sourceName: 'INSTORE',
        },
      ],
      { tillId: TILL, reason: '' },
    ),
  'invites a friend': (world, customer, n) =>
    invite(
      world,
      customer,
      campaignOf(world, ''),
      { type: 'MOBILE', name: 'Friend', identifier: `98${String(n).padStart(8, '0')}` },
      TILL,
    ),
  'uploads a picture': (world, customer, n) =>
    addImages(world, customer, [{ filename: `${about(customer)}-${n}.png`, contentType: 'image/png', size: 20_000 }]),
  'asks for a code': (world, customer) => issueCode(world, recipientOf(customer), 'POINTS'),
  'does something outside': (world, customer, n) =>
    receiveEvent(
      world,
      pick(world.eventWebhooks, n),
      JSON.stringify({
        event_name: 'StoreCheckIn',
        customer: customer.profiles[0]?.identifiers[0]?.value,
        till: 'blr01.till01',
      }),
    ),
  'has a bill held back': (world, customer, n) => {
    const posting = {
      type: 'REGULAR' as const,
      customer,
      billNumber: `held-${n}`,
      amount: 100,
      note: about(customer),
      tillId: TILL,
      lines: [],
    };
    hold(
      world,
      { posting, causes: [{ code: 683, message: '', value: 'X' }] },
      { billNumber: `held-${n}`, note: about(customer) },
    );
  },
  'is called by staff': (world, customer) =>
    addTask(
      world,
      {
        localId: '',
        title: `call ${about(customer)}`,
        body: '',
        type: 'TASK',
        startDate: null,
        endDate: null,
        expiryDate: null,
        action: { type: 'call', template: '' },
        creator: null,
        targetType: 'CUSTOMER',
        customerIds: [String(customer.id)],
        audienceGroupIds: [],
        executableByType: 'store',
        executableByIds: [],
        executeByAll: false,
        possibleStatuses: [],
        tags: '',
        reminders: [],
      },
      world.tills[TILL]?.storeId ?? 0,
    ),
  'sets a password': (world, customer, n) => {
    world.customerPasswords[customer.id] = String(n);
  },
};

export const DEED_NAMES = Object.keys(DEEDS);

/** Whether a deed could be done: rules may refuse it, as when nothing is left to redeem. */
export const did = (world: World, customer: Customer, deed: string, n: number): boolean =>
  attempt(() => {
    DEEDS[deed]?.(world, customer, n);
    return true;
  }) ?? false;
