/** All pairs of a read and a write: what the read answers can be written back. */
import fc from 'fast-check';
import { now } from '../../../src/sandbox/world/clock.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { valueAt } from '../support.js';
import type { Fields, Pair, Source } from './pair.js';

const text = fc.stringMatching(/^[A-Z][a-z ]{3,12}[a-z]$/);
const count = fc.integer({ min: 2, max: 90 });

const body = (entity: unknown): Fields => ({ body: entity });
const listed = (entity: unknown): Fields => ({ body: [entity] });
const rooted =
  (name: string) =>
  (entity: unknown): Fields => ({ body: { root: { [name]: [entity] } } });
const inBody =
  (name: string, more: Fields = {}) =>
  (entity: unknown): Fields => ({ body: { ...more, [name]: [entity] } });

/** The entities of a world by one of their fields. */
const by =
  (kind: keyof World, parameter: string, field = 'id', more: Fields = {}) =>
  (world: World): Fields[] =>
    Object.values(Object(world[kind])).map((each) => ({ ...more, [parameter]: valueAt(each, field) }));
const once =
  (args: Fields = {}) =>
  (): Fields[] => [args];

const INSTORE = { source: 'INSTORE' };

const mobiles = (world: World): string[] =>
  Object.values(world.customers)
    .filter(({ mergedInto }) => mergedInto === null)
    .flatMap(({ profiles }) => profiles[0]?.identifiers.filter(({ type }) => type === 'mobile') ?? [])
    .map(({ value }) => value);
const byMobile = (world: World): Fields[] => mobiles(world).map((mobile) => ({ mobile }));
const byIdentifier = (world: World): Fields[] =>
  mobiles(world).map((mobile) => ({ identifierName: 'mobile', identifierValue: mobile, ...INSTORE }));
const mobileOf = (world: World, customerId: number): Fields[] =>
  (world.customers[customerId]?.profiles[0]?.identifiers ?? [])
    .filter(({ type }) => type === 'mobile')
    .map(({ value }) => ({ mobile: value }));
const withNotes = (world: World): Fields[] =>
  Object.values(world.customers).flatMap(({ id, notes }) => (notes.length > 0 ? mobileOf(world, id) : []));
const withPreferences = (world: World): Fields[] =>
  Object.values(world.customers).flatMap(({ id, preferences }) =>
    Object.keys(preferences).length > 0 ? mobileOf(world, id) : [],
  );
const present = (world: World): number[] =>
  Object.values(world.customers)
    .filter(({ mergedInto }) => mergedInto === null)
    .map(({ id }) => id);

const isPromoted = (world: World, id: number): boolean =>
  Object.values(world.catalogPromotions).some(({ rewards }) => rewards.some(({ rewardId }) => rewardId === id));
const unpromoted = (world: World): number | undefined =>
  Object.values(world.rewards).find(({ id, enabled, endTime, prices }) => {
    const hasPrice = prices.some(({ points }) => points !== null);
    return enabled && hasPrice && endTime > now(world) && !isPromoted(world, id);
  })?.id;
const brandIdOf = (world: World): number => Number(Object.values(world.rewards)[0]?.brandId ?? 0);
const ofBrand = (world: World): Fields[] => (brandIdOf(world) > 0 ? [{ brandId: brandIdOf(world) }] : []);

const productLabelled = (world: World): Fields[] =>
  Object.values(world.labelAssignments).flatMap(({ labelId }) => {
    const { entityType, externalId } = Object(world.labels[labelId]);
    return entityType === 'PRODUCT' ? [{ entityType, labelExternalId: externalId }] : [];
  });
const unlabelled = (world: World): string | undefined => {
  const labelled = Object.values(world.labelAssignments).map(({ entityId }) => entityId);
  return Object.values(world.products).find((product) => !labelled.includes(product.sku))?.sku;
};
const lastOf = <T>(entities: Readonly<Record<string, T>>): T | undefined => Object.values(entities).at(-1);

const session: Source = {
  read: 'activity_session_list',
  each: (world) => (Object.keys(world.activitySessions).length > 0 ? [{}] : []),
  at: 'data.0',
};
/** Badges of which a change is not refused: they have not ended. */
const badge: Source = {
  read: 'badge_get',
  each: (world) =>
    Object.values(world.badges)
      .filter(({ expiresOn }) => expiresOn > now(world))
      .map(({ id }) => ({ badgeId: id })),
  at: 'data',
};
const badgeField: Source = {
  read: 'badge_custom_field_get',
  each: by('badgeCustomFields', 'customFieldId'),
  at: 'data',
};
const badgeFieldInList: Source = {
  read: 'badge_custom_field_list',
  each: (world) => (Object.keys(world.badgeCustomFields).length > 0 ? [{}] : []),
  at: 'data.customFieldROList.0',
};
const badgeGroup: Source = { read: 'badge_group_get', each: by('badgeGroups', 'groupId'), at: 'data' };
const badgeGroupInList: Source = {
  read: 'badge_group_list',
  each: (world) => (Object.keys(world.badgeGroups).length > 0 ? [{}] : []),
  at: 'data.badgeGroups.0',
};
const badgeInList: Source = { read: 'badge_list', each: once(), at: 'data.metaBasicDetails.0' };
const card: Source = { read: 'card_get', each: by('cards', 'number', 'number'), at: '' };
/** Cards that can still get an external id. */
const unlabelledCard: Source = {
  ...card,
  each: (world) =>
    Object.values(world.cards)
      .filter(({ externalId }) => externalId === '')
      .map(({ number }) => ({ number })),
};
const series: Source = {
  read: 'coupon_get_series',
  each: (world) => Object.values(world.couponSeries).map(({ id }) => ({ ids: [id] })),
  at: 'entity.0',
};
/** Issued coupons of series that run. */
const issuedCoupon: Source = {
  read: 'coupon_get',
  each: (world) =>
    Object.values(world.coupons)
      .filter(
        ({ issuedOn, seriesId }) =>
          issuedOn !== null && (world.couponSeries[seriesId]?.validTillDate ?? '') > now(world),
      )
      .map(({ code }) => ({ couponCodes: [code] })),
  at: 'data.0',
};
const customer: Source = {
  read: 'customer_get',
  each: (world) => present(world).map((customerId) => ({ customerId, ...INSTORE })),
  at: '',
};
const lookedUp: Source = { read: 'customer_lookup_get_details', each: byIdentifier, at: '' };
const found: Source = {
  read: 'customer_search',
  each: (world) => mobiles(world).map((q) => ({ q })),
  at: 'data.0',
};
const inTouch: Source = { read: 'customer_get_v1_1', each: byMobile, at: 'response.customers.customer.0' };
const transaction: Source = {
  read: 'transaction_get',
  each: (world) =>
    Object.values(world.transactions)
      .filter(({ type }) => type === 'REGULAR')
      .map(({ id }) => ({ id })),
  at: '',
};
const billByNumber: Source = {
  read: 'transaction_get_by_bill_number',
  each: by('transactions', 'billNumber', 'billNumber'),
  at: 'data.0',
};
const DAY = 86_400_000;
/** Bills whose copies are accepted: dated within the last year, and no returns. */
const recentBill: Source = {
  read: 'transaction_get_v1_1',
  each: (world) =>
    Object.values(world.transactions)
      .filter(
        ({ type, billingDate }) => type === 'REGULAR' && Date.parse(billingDate) > Date.parse(now(world)) - 300 * DAY,
      )
      .map(({ billNumber }) => ({ number: billNumber })),
  at: 'response.transactions.transaction.0',
};
const inTouchBill: Source = {
  read: 'transaction_get_v1_1',
  each: by('transactions', 'number', 'billNumber'),
  at: 'response.transactions.transaction.0',
};
const billInHistory: Source = {
  read: 'customer_get_transactions',
  each: (world) =>
    present(world)
      .filter((id) => Object.values(world.transactions).some(({ customerId }) => customerId === id))
      .map((id) => ({ id })),
  at: 'data.0',
};
const company: Source = { read: 'company_get', each: by('companies', 'externalId', 'externalId'), at: '' };
const companyInList: Source = { read: 'company_list', each: once(), at: 'data.0' };
const foundGroup: Source = { read: 'user_group_search', each: by('userGroups', 'q', 'externalId'), at: 'data.0' };
const group: Source = { read: 'user_group_get', each: by('userGroups', 'id'), at: '' };
const label: Source = {
  read: 'product_label_search',
  each: (world) =>
    Object.values(world.labels)
      .filter(({ entityType }) => entityType === 'PRODUCT')
      .map(({ name }) => ({ q: name.split(' ').at(-1) })),
  at: 'labels.0',
};
const sku: Source = { read: 'product_get', each: by('products', 'sku', 'sku'), at: '' };
const skuInList: Source = { read: 'product_get_bulk', each: by('products', 'sku', 'sku'), at: 'data.0' };
const foundSku: Source = { read: 'product_search_skus', each: by('products', 'entityCodes', 'sku'), at: 'data.0' };
const inTouchSku: Source = {
  read: 'product_get_v1_1',
  each: by('products', 'sku', 'sku'),
  at: 'response.product.item.0',
};
const brand: Source = { read: 'product_search_brands', each: by('productBrands', 'entityCodes', 'code'), at: 'data.0' };
const category: Source = {
  read: 'product_search_categories',
  each: by('productCategories', 'entityCodes', 'code'),
  at: 'data.0',
};
const attribute: Source = {
  read: 'product_search_attributes',
  each: by('productAttributes', 'entityCodes', 'code'),
  at: 'data.0',
};
const attributeValue: Source = {
  read: 'product_get_attribute_values',
  each: (world) => Object.values(world.attributeValues).map(({ attributeId }) => ({ attributeId })),
  at: 'data.0',
};
/** Promotions that do not wait for approval: of those nothing can be changed. */
const promotion: Source = {
  read: 'loyalty_promotion_get',
  each: (world) =>
    Object.values(world.loyaltyPromotions)
      .filter(({ status }) => status !== 'PENDING_APPROVAL')
      .map(({ id }) => ({ promotionId: id })),
  at: 'data',
};
const promotionInList: Source = {
  read: 'loyalty_promotion_list',
  each: once({ status: 'DRAFT,ACTIVE' }),
  at: 'data.content.0',
};
const cartPromotion: Source = {
  read: 'cart_promotion_list',
  each: by('cartPromotions', 'promotionIds'),
  at: 'data.0',
};
/** Rewards as a customer sees them: in a promotion that would be the lower price. */
const reward: Source = {
  read: 'reward_get_for_user',
  each: (world) =>
    Object.values(world.rewards)
      .filter(({ id }) => !isPromoted(world, id))
      .map(({ id }) => ({ rewardId: id, brandName: world.organisation.name, userId: present(world)[0] })),
  at: 'reward',
};
/** Rewards as they are set up. */
const rewardSettings: Source = {
  read: 'reward_get',
  each: (world) => by('rewards', 'rewardId', 'id', { brandId: brandIdOf(world) })(world),
  at: 'reward',
};
const rewardInSearch: Source = { read: 'reward_search', each: ofBrand, at: 'rewardList.0' };
const reminder: Source = { read: 'reward_reminder_list', each: once(), at: 'rewardExpiryReminder.0' };
const restriction: Source = { read: 'reward_points_restriction_list', each: once(), at: '0' };
const rewardInList: Source = { read: 'reward_list_for_brand', each: ofBrand, at: 'rewardList.0' };
const sale: Source = {
  read: 'reward_get_promotion',
  each: (world) => by('catalogPromotions', 'promotionId', 'id', { brandId: brandIdOf(world) })(world),
  at: 'catalogPromotion',
};
const saleInList: Source = { read: 'reward_list_promotions', each: ofBrand, at: 'catalogPromotions.0' };
const deliveryState: Source = { read: 'reward_fulfillment_status_list', each: once(), at: '0' };
/** The first in a list, if a world has any. */
const firstIn =
  (kind: keyof World) =>
  (world: World): Fields[] =>
    Object.keys(Object(world[kind])).length > 0 ? [{}] : [];
const rewardGroup: Source = { read: 'reward_group_get', each: by('rewardGroups', 'id'), at: '' };
const rewardGroupInList: Source = {
  read: 'reward_group_list',
  each: firstIn('rewardGroups'),
  at: 'groupRoList.0',
};
const richTextField: Source = {
  read: 'reward_rich_text_field_list',
  each: firstIn('richTextFields'),
  at: 'richContentMetaROS.0',
};
const vendor: Source = { read: 'reward_vendor_get', each: by('rewardVendors', 'vendorId'), at: 'vendor' };
const event: Source = { read: 'event_list_definitions', each: once(), at: 'data.0.clickEventsMeta' };
const webhook: Source = { read: 'webhook_list', each: once(), at: 'data.0' };
const searchCriteria: Source = { read: 'search_criteria_get', each: by('searchCriteria', 'id'), at: 'data' };
const lead: Source = { read: 'lead_get', each: once(), at: 'data.0' };
const leadsWith =
  (list: 'followUps' | 'statusLog') =>
  (world: World): Fields[] =>
    Object.values(world.leads).flatMap((each) => (each[list].length > 0 ? [{ leadId: each.id }] : []));
const assignedLead: Source = {
  ...lead,
  read: 'lead_list_assigned',
  each: (world) => Object.values(world.leads).flatMap(({ owner }) => (owner ? [{ owner }] : [])),
};
/** Periods that have not ended: of those nothing can be changed. */
const period: Source = {
  read: 'target_group_get_periods',
  each: (world) =>
    Object.values(world.targetGroups)
      .filter(({ periods: [first] }) => first !== undefined && first.endsOn > now(world))
      .map(({ id }) => ({ targetGroupId: id })),
  at: 'data.0',
};
const target: Source = { read: 'target_list', each: by('targetGroups', 'targetGroupId'), at: 'data.0' };
const staffInList: Source = {
  read: 'staff_list_of_store',
  each: (world) =>
    Object.values(world.staffAccounts).flatMap(({ tillId }) => {
      const store = world.stores[world.tills[tillId]?.storeId ?? 0];
      return store ? [{ storeCode: store.code }] : [];
    }),
  at: 'entity.0',
};
const firstTarget = (world: World, parameter: string): Fields => {
  const [group] = Object.values(world.targetGroups);
  return { [parameter]: group?.id, targetId: group?.targets[0]?.id };
};
const tokenOf = (world: World): Fields => ({ 'X-CAP-API-ACCESS-TOKEN': Object.keys(world.staffTokens)[0] });
const staff: Source = {
  read: 'staff_get',
  made: ['staff_get_access_token', () => ({})],
  each: (world) =>
    Object.values(world.staffAccounts).flatMap(({ id, active }) => (active ? [{ refId: id, ...tokenOf(world) }] : [])),
  at: 'entity',
};
const ifTasks =
  (args: Fields = {}) =>
  (world: World): Fields[] =>
    Object.keys(world.tasks).length > 0 ? [args] : [];
const task: Source = { read: 'task_get_metadata_v1_1', each: ifTasks(), at: 'response.tasks.task.0' };

/** What the product calls without documentation show, and do not take. */
const READ_ONLY = ['style', 'colorPalette', 'size'];
/** Brand and category are read with their names, and written by their codes. */
const codesOf = (entity: Fields): Fields => ({
  brandCode: valueAt(entity, 'brand.code'),
  categoryCode: valueAt(entity, 'category.code'),
});
const rewardOf = (entity: Fields, _: Fields, world: World): Fields => {
  const brandId = brandIdOf(world);
  return {
    rewardId: entity['id'],
    brandId,
    body: { type: world.rewards[Number(entity['id'])]?.type, brandId, ...entity },
  };
};
/** The times have other names where they are read. */
const settingsOf = (entity: Fields, _: Fields, world: World): Fields => {
  const { id: rewardId, startDateTime: startTime, endDateTime: endTime } = entity;
  const brandId = brandIdOf(world);
  return { rewardId, brandId, body: { brandId, startTime, endTime, ...entity } };
};
const newReward = (entity: Fields, _: Fields, world: World): Fields => {
  const { name, description = '' } = entity;
  const known = world.rewards[Number(entity['id'])];
  const { type, seriesId: intouchSeriesId, vendorRedemptionId: vendorRedemption } = Object(known);
  const languageSpecificInfo = [{ languageCode: 'en', name, description, enabled: true }];
  return {
    body: { type, brandId: brandIdOf(world), intouchSeriesId, vendorRedemption, languageSpecificInfo, ...entity },
  };
};
const saleOf = (entity: Fields, _: Fields, world: World): Fields => ({
  promotionId: entity['id'],
  brandId: brandIdOf(world),
  body: {
    brandId: brandIdOf(world),
    ...entity,
    rewardIds: Object.values(Object(entity['rewards'] ?? [])).map((each) => valueAt(each, 'rewardId')),
  },
});
const rewardGroupOf = (entity: Fields): Fields => ({ id: entity['id'], body: entity });
const customerOf = (entity: Fields): Fields => ({ userId: entity['id'] ?? entity['userId'], ...INSTORE, body: entity });
const leadOf = (entity: Fields): Fields => ({ leadId: entity['id'], body: entity });
const companyOf = (entity: Fields): Fields => ({ externalId: entity['externalId'], body: entity });

const laterSale = (key: string): Fields => ({
  name: `Sale ${key}`,
  startTime: '2026-09-01 00:00:00',
  startDateTime: '2026-09-01T00:00:00Z',
  endTime: '2026-09-30 00:00:00',
  endDateTime: '2026-09-30T00:00:00Z',
  'languageSpecificInfo.0.name': `Sale ${key}`,
});

const leadCopy = {
  copy: { as: (key: string) => ({ leadFor: `SKU-${key}` }), at: 'data.-1' },
  changes: ['followUpDetails', 'statusLogDetails', 'subStatus', 'status'],
};

const customerCopy = {
  copy: {
    as: (key: string): Fields => ({
      'profiles.0.identifiers': [{ type: 'email', value: `${key}@example.com` }],
      'profiles.0.commChannels': [],
    }),
    read: (key: string): Fields => ({ identifierName: 'email', identifierValue: `${key}@example.com`, ...INSTORE }),
  },
  changes: [
    'profiles.0.commChannels',
    'profiles.0.identifiersAll',
    'loyaltyInfo',
    'associatedWith',
    'segments',
    'cardDetails',
  ],
};

/** Numbers of a series that generates them end otherwise than those of all others. */
const newSeries = (key: string, { cardGenerationConfiguration: pattern }: Fields): Fields => ({
  code: `SERIES${key}`,
  ...(pattern !== undefined && { 'cardGenerationConfiguration.suffix': key }),
});

const JANUARY_2028 = 1_830_000_000;
/** A badge of another name that starts and ends later: none may start in the past. */
const laterBadge = (key: string): Fields => ({
  name: `Badge ${key}`,
  startOn: JANUARY_2028 - 1000,
  startOnISO: new Date((JANUARY_2028 - 1000) * 1000).toISOString().replace('.000', ''),
  expiresOn: JANUARY_2028,
  expiresOnISO: new Date(JANUARY_2028 * 1000).toISOString().replace('.000', ''),
});
const ofField = (entity: Fields): Fields => ({ customFieldId: entity['id'], body: entity });
const ofGroup = (entity: Fields): Fields => ({ groupId: entity['id'], body: entity });
const tag = (key: string): Fields => ({ key, dataType: 'string', description: `A ${key}`, mandatory: false });

export const PAIRS: readonly Pair[] = [
  {
    from: { ...session, at: 'data.0.activities.0' },
    write: 'activity_session_add_activities',
    put: (entity, _, world) => ({ sessionId: lastOf(world.activitySessions)?.id, body: { activities: [entity] } }),
    copy: { as: (key) => ({ note: `Note ${key}` }), at: 'data.0.activities.-1' },
  },
  {
    from: session,
    write: 'activity_session_create',
    put: body,
    copy: { as: (key) => ({ userId: key }) },
    changes: [
      'sessionId',
      'sessionStartTime',
      'sessionStatus',
      'sessionEndTime',
      'activities',
      'activitySessionDetails',
    ],
  },
  { from: badge, write: 'badge_update', put: body, change: ['description', text] },
  { from: badgeInList, write: 'badge_update', put: body, change: ['description', text] },
  {
    from: badge,
    write: 'badge_create',
    put: body,
    copy: {
      as: laterBadge,
      read: (_, answer) => ({ badgeId: valueAt(answer, 'data.id') }),
    },
    changes: ['badgeNumericId', 'badgeRank', 'customerConstraints', 'badgeConstraints', 'ownership.claims', 'status'],
  },
  {
    from: { ...badgeInList, read: 'badge_list' },
    write: 'badge_create',
    put: body,
    copy: { as: laterBadge, at: 'data.metaBasicDetails.-1' },
    changes: ['badgeRank', 'status', 'issuedCount', 'earnedCount', 'ownership.claims', 'startOnISO', 'expiresOnISO'],
  },
  {
    from: {
      read: 'badge_get_org_meta',
      made: [
        'badge_create_org_meta',
        (world) => ({ body: { orgId: world.organisation.id, tags: [tag('Tier'), tag('Season')] } }),
      ],
      each: once(),
      at: 'data',
    },
    write: 'badge_update_org_meta',
    put: body,
    change: ['tags.0.description', text],
  },
  { from: badgeField, write: 'badge_custom_field_update', put: ofField, change: ['defaultValue', text] },
  { from: badgeFieldInList, write: 'badge_custom_field_update', put: ofField, change: ['defaultValue', text] },
  {
    from: badgeField,
    write: 'badge_custom_field_create',
    put: body,
    copy: {
      as: (key) => ({ name: `Field ${key}` }),
      read: (_, answer) => ({ customFieldId: valueAt(answer, 'data.id') }),
    },
  },
  {
    from: badgeFieldInList,
    write: 'badge_custom_field_create',
    put: body,
    copy: { as: (key) => ({ name: `Field ${key}` }), at: 'data.customFieldROList.-1' },
  },
  {
    from: webhook,
    write: 'webhook_update',
    put: ({ webHookHeaders: _, ...entity }) => ({ webHookId: entity['webHookId'], body: entity }),
    change: ['name', text],
  },
  {
    from: webhook,
    write: 'webhook_create',
    // The credential in the headers is hidden, and whoever writes it back is told so.
    put: (entity) => ({ body: { ...entity, webHookHeaders: { 'Content-Type': 'application/json' } } }),
    copy: { as: (key) => ({ name: `Webhook ${key}` }), at: 'data.-1' },
    changes: ['webHookHeaders.Authorization'],
  },
  {
    from: searchCriteria,
    write: 'search_criteria_create',
    put: body,
    copy: { as: (key) => ({ name: `Search ${key}` }), read: (_, answer) => ({ id: valueAt(answer, 'data.id') }) },
    changes: ['criteriaStatus.status', 'bulkJobStatus'],
  },
  { from: badgeGroup, write: 'badge_group_update', put: ofGroup, change: ['name', text] },
  { from: badgeGroupInList, write: 'badge_group_update', put: ofGroup, change: ['name', text] },
  {
    from: badgeGroup,
    write: 'badge_group_create',
    put: body,
    copy: {
      as: (key) => ({ name: `Group ${key}` }),
      read: (_, answer) => ({ groupId: valueAt(answer, 'data.id') }),
    },
  },
  {
    from: badgeGroupInList,
    write: 'badge_group_create',
    put: body,
    // The highest rank comes first.
    copy: { as: (key) => ({ name: `Group ${key}`, rank: Number(key) }) },
  },
  { from: unlabelledCard, write: 'card_update', put: body, change: ['cardExternalId', text] },
  { from: card, write: 'card_update_bulk', put: listed },
  {
    from: card,
    write: 'card_add',
    put: (entity) => ({ body: { ...entity, statusLabel: 'NOT_ISSUED', customerId: null } }),
    copy: {
      as: (key, { cardNumber }) => ({
        cardNumber: String(cardNumber).slice(0, 3) + key,
        cardExternalId: `external-${key}`,
        'statusInfo.label': 'NOT_ISSUED',
      }),
      read: (_, __, world) => ({ number: lastOf(world.cards)?.number }),
    },
    changes: ['customerId', 'issuedDate', 'statusInfo', 'transactionNotAllowed'],
  },
  {
    from: { read: 'card_list_series', each: once(), at: 'data.0' },
    write: 'card_create_series',
    put: body,
    copy: {
      as: newSeries,
      at: 'data.-1',
    },
    changes: ['cardGenerationConfiguration.seriesId'],
  },
  {
    from: { read: 'card_get_series', each: by('cardSeries', 'seriesId'), at: '' },
    write: 'card_create_series',
    put: body,
    copy: {
      as: newSeries,
      read: (_, __, world) => ({ seriesId: lastOf(world.cardSeries)?.id }),
    },
    changes: ['cardGenerationConfiguration.seriesId'],
  },
  {
    from: { read: 'organization_get_currency_ratios', each: once(), at: 'entity.0' },
    write: 'organization_set_currency_ratio',
    put: body,
    change: ['ratioInr', count],
  },
  {
    from: {
      read: 'organization_get_till_by_id',
      made: [
        'organization_update_till_fields',
        (world) => ({
          tillId: Number(Object.keys(world.tills)[0]),
          body: { customFields: [{ name: 'counter', value: '3' }] },
        }),
      ],
      each: (world) => [{ tillId: Number(Object.keys(world.tills)[0]) }],
      at: '',
    },
    write: 'organization_update_till_fields',
    put: ({ id, customField }) => ({ tillId: id, body: { customFields: customField } }),
    change: ['customField.0.value', text],
  },
  {
    from: { read: 'organization_get_config_values', each: once({ name: 'CONF_MAX_CARDS_PER_ORG' }), at: '' },
    write: 'card_set_active_limit',
    put: (entity) => ({ body: { ...entity, scope: 'ORG' } }),
    change: ['value', count.map(String)],
    changes: ['id'],
  },
  {
    from: issuedCoupon,
    write: 'coupon_update_expiry',
    put: ({ code, seriesId, validTillDateTime }) => ({
      body: { couponSeriesId: seriesId, couponCodes: [{ couponCode: code, expiryDate: validTillDateTime }] },
    }),
  },
  {
    from: series,
    write: 'coupon_update_series',
    put: (entity) => ({ id: entity['id'], body: { CouponSeriesV2: entity } }),
    change: ['description', text],
  },
  {
    from: series,
    write: 'coupon_create_series',
    put: (entity) => ({ body: { CouponSeriesV2: entity } }),
    copy: {
      as: (key, { genericCode }) => ({
        seriesCode: `S${key}`,
        ...(genericCode !== undefined && { genericCode: `G${key}` }),
      }),
      read: (_, answer) => ({ ids: [valueAt(answer, 'id')] }),
    },
    changes: ['numIssued', 'numRedeemed', 'latestIssualTime', 'latestRedemptionTime', 'lastUsed'],
  },
  {
    from: { read: 'extended_field_get_meta', each: once(), at: 'entity.0' },
    write: 'extended_field_configure',
    put: (entity) => ({ body: { extendedFieldId: entity['id'], ...entity } }),
    change: ['position', count],
  },
  {
    from: { read: 'custom_field_list', each: once(), at: 'entity.0' },
    write: 'custom_field_create',
    put: (entity) => ({ body: { scope: entity['scope'], customFields: [entity] } }),
    copy: { as: (key) => ({ name: `field_${key}` }), at: 'entity.-1' },
  },
  {
    from: { read: 'custom_field_list_of_organization', each: once(), at: 'entity.0' },
    write: 'custom_field_create',
    put: (entity) => ({ body: { scope: entity['scope'], customFields: [entity] } }),
    copy: { as: (key) => ({ name: `field_${key}` }), at: 'entity.-1' },
  },
  {
    from: { read: 'organization_get_custom_fields', each: once(), at: 'data.0' },
    write: 'custom_field_create',
    put: (entity) => ({ body: { scope: entity['scope'], customFields: [entity] } }),
    copy: { as: (key) => ({ name: `field_${key}` }), at: 'data.-1' },
  },
  { from: customer, write: 'customer_update', put: customerOf, change: ['profiles.0.firstName', text] },
  { from: found, write: 'customer_update', put: customerOf, change: ['profiles.0.lastName', text] },
  { from: lookedUp, write: 'customer_update', put: customerOf, change: ['profiles.0.lastName', text] },
  {
    from: lookedUp,
    write: 'customer_lookup_update',
    put: (entity, read) => ({ ...read, body: entity }),
    change: ['profiles.0.firstName', text],
  },
  { from: lookedUp, write: 'customer_upsert_bulk', put: listed, change: ['profiles.0.firstName', text] },
  {
    from: customer,
    write: 'customer_add',
    put: (entity) => ({ ...INSTORE, body: entity }),
    copy: {
      ...customerCopy.copy,
      read: (_, __, world) => ({ customerId: lastOf(world.customers)?.id, ...INSTORE }),
    },
    changes: customerCopy.changes,
  },
  {
    from: lookedUp,
    write: 'customer_add',
    put: (entity) => ({ ...INSTORE, body: entity }),
    ...customerCopy,
  },
  {
    from: customer,
    write: 'customer_lookup_update',
    put: (entity) => ({ identifierName: 'id', identifierValue: String(entity['id']), ...INSTORE, body: entity }),
    change: ['profiles.0.lastName', text],
  },
  {
    from: found,
    write: 'customer_lookup_update',
    put: (entity) => ({ identifierName: 'id', identifierValue: String(entity['userId']), ...INSTORE, body: entity }),
    change: ['profiles.0.lastName', text],
  },
  {
    from: {
      read: 'customer_lookup_get_subscriptions',
      each: (world) =>
        present(world)
          .filter((id) => (world.customers[id]?.subscriptions.length ?? 0) > 0)
          .map((id) => ({ identifierName: 'id', identifierValue: String(id), ...INSTORE })),
      at: '',
    },
    write: 'customer_update_subscriptions',
    put: (entity, { identifierValue }) => ({ userId: identifierValue, body: entity }),
    change: ['subscriptions.0.type', fc.constantFrom('OPTIN', 'OPTOUT')],
  },
  {
    from: {
      read: 'customer_get_hierarchy',
      each: (world) =>
        Object.values(world.companies).map(({ externalId }) => ({
          associationEntityType: 'company',
          associationEntityIdentifierType: 'externalId',
          associationEntityIdentifierValue: externalId,
          includeCustomerAssociateDetail: true,
        })),
      at: 'entity.customers.0',
    },
    write: 'customer_update_association',
    put: (entity, { associationEntityIdentifierValue: externalId }, world) => ({
      ...INSTORE,
      body: [
        {
          ...entity,
          associationDetails: {
            hierarchyCode: Object.values(world.companies)[0]?.hierarchyCode,
            roleCode: entity['roleCode'],
            fleetCompany: { externalId },
            parentCustomer: entity['parentCustomer'],
          },
        },
      ],
    }),
  },
  { from: inTouch, write: 'customer_update_v1_1', put: rooted('customer'), change: ['firstname', text] },
  {
    from: inTouch,
    write: 'customer_add_v1_1',
    put: rooted('customer'),
    change: ['lastname', text],
  },
  {
    from: { read: 'customer_get_preferences_v1_1', each: withPreferences, at: 'response.customers.customer' },
    write: 'customer_set_preferences_v1_1',
    put: rooted('customer'),
    change: ['custom_fields.field.0.value', text],
  },
  {
    from: {
      read: 'customer_get_subscriptions',
      each: (world) =>
        present(world)
          .filter((id) => (world.customers[id]?.subscriptions.length ?? 0) > 0)
          .map((customerId) => ({ customerId })),
      at: '',
    },
    write: 'customer_update_subscriptions',
    put: (entity, { customerId }) => ({ userId: customerId, body: entity }),
    change: ['subscriptions.0.type', fc.constantFrom('OPTIN', 'OPTOUT')],
  },
  {
    from: {
      read: 'customer_label_get_for_customer',
      each: (world) => Object.values(world.labelTags).map(({ customerId }) => ({ userId: customerId })),
      at: 'data.0',
    },
    write: 'customer_label_tag',
    put: (entity, read) => ({ ...read, body: { add: [entity] } }),
  },
  {
    from: { read: 'customer_label_list', each: once(), at: 'data.0' },
    write: 'customer_label_create',
    put: inBody('orgLabels'),
    copy: { as: (key) => ({ name: `L${key}` }), at: 'data.-1' },
  },
  {
    from: {
      read: 'customer_get_tickets_v1_1',
      made: [
        'customer_add_ticket_v1_1',
        (world) => ({
          body: {
            root: {
              customer: [
                {
                  mobile: mobiles(world)[0],
                  ticket: [
                    { status: 'OPEN', priority: 'high', department: 'CARE', subject: 'Points', message: 'None' },
                  ],
                },
              ],
            },
          },
        }),
      ],
      each: (world) => byMobile(world).slice(0, 1),
      at: 'response.customer.tickets.ticket.0',
    },
    write: 'customer_add_ticket_v1_1',
    put: (entity, { mobile }) => ({
      body: { root: { customer: [{ mobile, ticket: [{ ticket_code: entity['code'], ...entity }] }] } },
    }),
    copy: { as: (key) => ({ subject: `Ticket ${key}`, code: key }) },
  },
  { from: event, write: 'event_update_definition', put: body, change: ['description', text] },
  {
    from: event,
    write: 'event_add_definition',
    put: body,
    copy: { as: (key) => ({ eventName: `Event${key}` }), at: 'data.-1.clickEventsMeta' },
    changes: ['status', 'testStatus', 'label', 'date'],
  },
  { from: lead, write: 'lead_update', put: leadOf, change: ['owner', text] },
  { from: { ...lead, read: 'lead_search' }, write: 'lead_update', put: leadOf, change: ['owner', text] },
  { from: assignedLead, write: 'lead_update', put: leadOf },
  { from: lead, write: 'lead_add', put: body, ...leadCopy },
  { from: { ...lead, read: 'lead_search' }, write: 'lead_add', put: body, ...leadCopy },
  { from: assignedLead, write: 'lead_add', put: body, ...leadCopy },
  {
    from: { read: 'lead_get_followups', each: leadsWith('followUps'), at: 'data.0' },
    write: 'lead_add_followup',
    put: (entity, read) => ({ ...read, body: entity }),
    copy: { as: (key) => ({ notes: `Note ${key}` }), at: 'data.-1' },
    changes: ['scheduledFollowUp'],
  },
  {
    from: { read: 'lead_get_status_log', each: leadsWith('statusLog'), at: 'data.0' },
    write: 'lead_update_status',
    put: (entity, read) => ({ ...read, body: entity }),
    copy: { as: () => ({ reasonId: 2, reason: 'Found it cheaper elsewhere' }), at: 'data.-1' },
  },
  {
    from: { read: 'lead_get_reasons', each: once(), at: 'data.0' },
    write: 'lead_add_reasons',
    put: listed,
    copy: { as: (key) => ({ reason: `Reason ${key}` }), at: 'data.-1' },
  },
  {
    from: { read: 'lead_get_substatuses', each: once(), at: 'data.0' },
    write: 'lead_add_substatus',
    put: body,
    copy: { as: (key) => ({ subStatus: `Sub ${key}` }), at: 'data.-1' },
  },
  {
    from: { read: 'location_list', each: once({ type: 'STORE' }), at: 'data.0' },
    write: 'location_add',
    put: (entity) => ({
      locationType: 'stores',
      body: [
        {
          externalId: entity['externalIds'],
          ...entity,
        },
      ],
    }),
    copy: {
      as: (key) => ({ code: `st${key}`, name: `Store ${key}`, externalIds: [`EXT-${key}`] }),
      read: (key) => ({ entityCodes: `st${key}` }),
    },
  },
  {
    from: { read: 'location_list', each: once({ type: 'STORE' }), at: 'data.0' },
    write: 'location_update',
    // Takes external ids by name.
    put: (entity) => ({
      locationType: 'stores',
      body: [
        {
          identifierName: 'ID',
          identifierValue: String(entity['id']),
          ...entity,
          externalIds: Object.fromEntries(Object.entries(Object(entity['externalIds'] ?? []))),
        },
      ],
    }),
    change: ['name', text],
  },
  {
    from: { read: 'location_list', each: once({ type: 'STORE' }), at: 'data.0' },
    write: 'organization_replace_stores',
    put: (entity, _, world) => ({
      body: [
        {
          parentZoneId: Object.values(world.zones).find(({ code }) => code === entity['areaParentCode'])?.id,
          parentConceptId: Object.values(world.concepts).find(({ code }) => code === entity['groupParentCode'])?.id,
          ...entity,
        },
      ],
    }),
    change: ['name', text],
  },
  {
    from: { read: 'location_list', each: once({ type: 'STORE' }), at: 'data.0' },
    write: 'organization_add_stores',
    put: (entity, _, world) => ({
      body: [
        {
          parentZoneId: Object.values(world.zones).find(({ code }) => code === entity['areaParentCode'])?.id,
          parentConceptId: Object.values(world.concepts).find(({ code }) => code === entity['groupParentCode'])?.id,
          ...entity,
        },
      ],
    }),
    copy: {
      as: (key) => ({ code: `st${key}`, name: `Store ${key}`, externalIds: [`EXT-${key}`] }),
      read: (key) => ({ entityCodes: `st${key}` }),
    },
  },
  {
    from: { read: 'location_list', each: once({ type: 'STORE' }), at: 'data.0' },
    write: 'organization_add_store',
    // Takes the ids of what the list shows by code.
    put: (entity, _, world) => ({
      body: {
        parentZoneId: Object.values(world.zones).find(({ code }) => code === entity['areaParentCode'])?.id,
        parentConceptId: Object.values(world.concepts).find(({ code }) => code === entity['groupParentCode'])?.id,
        ...entity,
      },
    }),
    copy: {
      as: (key) => ({ code: `st${key}`, name: `Store ${key}`, externalIds: [`EXT-${key}`] }),
      read: (key) => ({ entityCodes: `st${key}` }),
    },
  },
  { from: company, write: 'company_update', put: companyOf, change: ['name', text] },
  { from: companyInList, write: 'company_update', put: companyOf, change: ['name', text] },
  {
    from: company,
    write: 'company_add',
    put: body,
    copy: { as: (key) => ({ externalId: `CO-${key}` }), read: (key) => ({ externalId: `CO-${key}` }) },
  },
  { from: companyInList, write: 'company_add', put: body, copy: { as: (key) => ({ externalId: `CO-${key}` }) } },
  {
    from: label,
    write: 'product_label_update',
    put: (entity) => ({ body: { labels: [{ labelId: entity['id'], ...entity }] } }),
    change: ['description', text],
  },
  {
    from: label,
    write: 'product_label_create',
    put: inBody('labels'),
    copy: { as: (key) => ({ name: `Label ${key}`, externalId: key }), read: (key) => ({ q: key }) },
  },
  {
    from: {
      read: 'product_label_search_assignments',
      each: productLabelled,
      at: 'data.0',
    },
    write: 'product_label_assign',
    put: ({ labelExternalId, ...entity }) =>
      inBody('assignments', { entityType: 'PRODUCT' })({ ...entity, labelName: undefined, labelExternalId }),
    copy: { as: (_, __, world) => ({ entityId: unlabelled(world) }) },
  },
  {
    from: {
      read: 'product_label_search_assignments',
      each: productLabelled,
      at: 'data.0',
    },
    write: 'product_label_update_assignments',
    // The API wants exactly one name of the label.
    put: ({ labelName: _, labelExternalId: __, ...entity }) => inBody('updates', { entityType: 'PRODUCT' })(entity),
    change: ['expiryDate', fc.constant('2026-09-30T18:29:59Z')],
  },
  {
    from: inTouchSku,
    write: 'product_add_v1_1',
    put: rooted('product'),
    copy: { as: (key) => ({ sku: `P${key}`, item_ean: `P${key}` }), read: (key) => ({ sku: `P${key}` }) },
  },
  {
    from: {
      read: 'product_search_v1_1',
      each: (world) => Object.values(world.products).map(({ price }) => ({ q: `(price:EQUALS:${price})` })),
      at: 'response.product.results.item.0',
    },
    write: 'product_add_v1_1',
    put: rooted('product'),
    copy: {
      as: (key) => ({ sku: `P${key}`, ean: `P${key}`, price: Number(key) }),
      read: (key) => ({ q: `(price:EQUALS:${key})` }),
    },
  },
  {
    from: sku,
    write: 'product_add',
    put: (entity) => ({ body: { ...entity, ...codesOf(entity) } }),
    changes: READ_ONLY,
    copy: { as: (key) => ({ sku: `P${key}`, ean: `P${key}` }), read: (key) => ({ sku: `P${key}` }) },
  },
  {
    from: skuInList,
    write: 'product_add',
    put: (entity) => ({ body: { ...entity, ...codesOf(entity) } }),
    changes: READ_ONLY,
    copy: { as: (key) => ({ sku: `P${key}`, ean: `P${key}` }), read: (key) => ({ sku: `P${key}` }) },
  },
  {
    from: sku,
    write: 'product_add_bulk',
    put: (entity) => ({ body: [{ ...entity, ...codesOf(entity) }] }),
    changes: READ_ONLY,
    copy: { as: (key) => ({ sku: `P${key}`, ean: `P${key}` }), read: (key) => ({ sku: `P${key}` }) },
  },
  {
    from: foundSku,
    write: 'product_add',
    put: (entity) => ({ body: { sku: entity['code'], ...codesOf(entity), ...entity } }),
    copy: { as: (key) => ({ code: `P${key}`, ean: `P${key}` }), read: (key) => ({ entityCodes: `P${key}` }) },
  },
  {
    from: foundSku,
    write: 'product_add_bulk',
    put: (entity) => ({ body: [{ sku: entity['code'], ...codesOf(entity), ...entity }] }),
    copy: { as: (key) => ({ code: `P${key}`, ean: `P${key}` }), read: (key) => ({ entityCodes: `P${key}` }) },
  },
  {
    from: skuInList,
    write: 'product_add_bulk',
    put: (entity) => ({ body: [{ ...entity, ...codesOf(entity) }] }),
    changes: READ_ONLY,
    copy: { as: (key) => ({ sku: `P${key}`, ean: `P${key}` }), read: (key) => ({ sku: `P${key}` }) },
  },
  {
    from: foundSku,
    write: 'product_update_skus',
    put: (entity) => ({ body: [{ sku: entity['code'], ...entity }] }),
    change: ['description', text],
  },
  {
    from: foundSku,
    write: 'product_add_skus',
    put: (entity) => ({
      body: [{ sku: entity['code'], ...codesOf(entity), ...entity }],
    }),
    copy: { as: (key) => ({ code: `SKU-${key}`, ean: `SKU-${key}` }), read: (key) => ({ entityCodes: `SKU-${key}` }) },
  },
  { from: brand, write: 'product_update_brands', put: listed, change: ['description', text] },
  {
    from: brand,
    write: 'product_add_brands',
    put: (entity) => ({ body: [{ label: entity['name'], ...entity }] }),
    copy: { as: (key) => ({ code: `B-${key}` }), read: (key) => ({ entityCodes: `B-${key}` }) },
  },
  { from: category, write: 'product_update_categories', put: listed, change: ['description', text] },
  {
    from: category,
    write: 'product_add_categories',
    put: listed,
    copy: { as: (key) => ({ code: `C-${key}` }), read: (key) => ({ entityCodes: `C-${key}` }) },
  },
  { from: attribute, write: 'product_update_attributes', put: listed, change: ['name', text] },
  {
    from: attribute,
    write: 'product_add_attributes',
    put: listed,
    copy: { as: (key) => ({ code: `a${key}` }), read: (key) => ({ entityCodes: `a${key}` }) },
  },
  {
    from: attribute,
    write: 'product_add_integration_attributes',
    put: listed,
    copy: { as: (key) => ({ code: `i${key}` }), read: (key) => ({ entityCodes: `i${key}` }) },
  },
  {
    from: attributeValue,
    write: 'product_update_attribute_values',
    put: (entity) => ({ body: [{ attributeCode: 'fabric', ...entity }] }),
    change: ['name', text],
  },
  {
    from: attributeValue,
    write: 'product_add_attribute_values',
    put: (entity) => ({ body: [{ attributeCode: 'fabric', ...entity }] }),
    copy: { as: (key) => ({ code: `v${key}` }) },
  },
  {
    from: {
      read: 'product_get_attributes_v1_1',
      each: once({ values: true }),
      at: 'response.product.attributes.attribute.0',
    },
    write: 'product_add_attributes_v1_1',
    put: (entity) => ({ body: { root: { product: [{ attributes: { attribute: [entity] } }] } } }),
    copy: { as: (key) => ({ name: `t${key}` }), read: (key) => ({ name: `t${key}`, values: true }) },
  },
  {
    from: cartPromotion,
    write: 'cart_promotion_update',
    put: (entity) => ({ promotionId: entity['id'], body: entity }),
    change: ['messageLabel', text],
  },
  {
    from: cartPromotion,
    write: 'cart_promotion_create',
    put: body,
    copy: {
      as: (key) => ({ name: `Promotion ${key}` }),
      read: (_, answer) => ({ promotionIds: valueAt(answer, 'data.id') }),
    },
  },
  {
    from: promotion,
    write: 'loyalty_promotion_update',
    put: (entity) => ({ promotionId: entity['id'], body: entity }),
    change: ['metadata.description', text],
    changes: ['version'],
  },
  {
    from: promotionInList,
    write: 'loyalty_promotion_update',
    put: (entity) => ({ promotionId: entity['id'], body: entity }),
    change: ['metadata.name', text],
    changes: ['version'],
  },
  {
    from: promotion,
    write: 'loyalty_promotion_create',
    put: body,
    copy: {
      as: (key) => ({
        'metadata.status': 'DRAFT',
        'metadata.name': `Promotion ${key}`,
        'metadata.promoIdentifier': key,
      }),
      read: (_, answer) => ({ promotionId: valueAt(answer, 'data.id') }),
    },
    changes: ['version'],
  },
  {
    from: promotionInList,
    write: 'loyalty_promotion_create',
    put: body,
    copy: {
      as: (key) => ({
        'metadata.status': 'DRAFT',
        'metadata.name': `Promotion ${key}`,
        'metadata.promoIdentifier': key,
      }),
      read: (key) => ({ searchText: key }),
    },
    changes: ['version'],
  },
  { from: reward, write: 'reward_update', put: rewardOf, change: ['priority', count] },
  { from: rewardInList, write: 'reward_update', put: rewardOf, change: ['priority', count] },
  { from: rewardInSearch, write: 'reward_update', put: rewardOf, change: ['priority', count] },
  { from: rewardSettings, write: 'reward_update', put: settingsOf, change: ['rewardRank', count] },
  {
    from: { read: 'reward_list_categories', each: ofBrand, at: 'categoryList.0' },
    write: 'reward_create_category',
    put: (entity, _, world) => ({ body: { brandId: brandIdOf(world), ...entity } }),
    copy: { as: (key) => ({ name: `Category ${key}` }) },
  },
  {
    from: { read: 'reward_get_config', each: ofBrand, at: 'configList.0' },
    write: 'reward_set_config',
    put: body,
    change: ['configKeyValue', fc.constantFrom('true', 'false')],
  },
  {
    from: { read: 'reward_get_custom_fields', each: once(), at: '0' },
    write: 'reward_update_custom_field',
    put: (entity) => ({ id: entity['id'], body: entity }),
    change: ['description', text],
  },
  {
    from: reminder,
    write: 'reward_reminder_create',
    put: body,
    copy: { as: () => ({ duration: 21 }), at: 'rewardExpiryReminder.-1' },
    changes: ['cronTaskId'],
  },
  {
    from: reminder,
    write: 'reward_reminder_update',
    put: (entity) => ({ reminderId: entity['id'], body: entity }),
    change: ['duration', count],
  },
  {
    from: restriction,
    write: 'reward_points_restriction_create',
    put: ({ rewardConstraintId: _, ...settings }) => listed(settings),
    copy: { as: () => ({ frequencyType: 'DAILY' }), at: '-1' },
  },
  {
    from: restriction,
    write: 'reward_points_restriction_update',
    put: listed,
    change: ['constraintLimitValue', fc.integer({ min: 100, max: 9000 })],
  },
  {
    from: reward,
    write: 'reward_create',
    put: newReward,
    copy: {
      as: (key) => ({ name: `Reward ${key}` }),
      read: (_, answer, world) => ({
        rewardId: valueAt(answer, 'reward.id'),
        brandName: world.organisation.name,
        userId: present(world)[0],
      }),
    },
    changes: [
      'imageUrl',
      'thumbnailUrl',
      'termAndConditionsUrl',
      'loyaltyProgramCriteria',
      'categoryList',
      'rewardRestrictions',
      'imageId',
    ],
  },
  {
    from: rewardInList,
    write: 'reward_create',
    put: newReward,
    copy: { as: (key) => ({ name: `Reward ${key}` }), at: 'rewardList.-1' },
  },
  {
    from: {
      read: 'reward_get_custom_fields',
      made: [
        'reward_create_custom_field',
        () => ({
          body: { name: 'giftNote', description: 'Card', scope: 'ISSUE_REWARD', dataType: 'STRING', isActive: true },
        }),
      ],
      each: once({ scope: 'ISSUE_REWARD' }),
      at: '0',
    },
    write: 'reward_create_custom_field',
    put: body,
    copy: { as: (key) => ({ name: `note${key}` }) },
  },
  {
    from: sale,
    write: 'reward_create_promotion',
    put: (entity, _, world) => ({
      body: { brandId: brandIdOf(world), rewardIds: [unpromoted(world)], ...entity },
    }),
    copy: {
      as: laterSale,
      read: (_, answer, world) => ({ brandId: brandIdOf(world), promotionId: valueAt(answer, 'catalogPromotion.id') }),
    },
    changes: ['rewards'],
  },
  {
    from: saleInList,
    write: 'reward_create_promotion',
    put: (entity, _, world) => ({
      body: { brandId: brandIdOf(world), rewardIds: [unpromoted(world)], ...entity },
    }),
    copy: { as: laterSale, at: 'catalogPromotions.-1' },
  },
  { from: sale, write: 'reward_update_promotion', put: saleOf },
  { from: saleInList, write: 'reward_update_promotion', put: saleOf },
  {
    from: deliveryState,
    write: 'reward_fulfillment_status_create',
    put: listed,
    copy: { as: (key) => ({ name: `State ${key}` }), at: '-1' },
  },
  { from: deliveryState, write: 'reward_fulfillment_status_update', put: listed, change: ['name', text] },
  {
    from: rewardGroup,
    write: 'reward_group_create',
    put: body,
    copy: { as: (key) => ({ name: `Group ${key}` }), read: (_, answer) => ({ id: valueAt(answer, 'id') }) },
  },
  {
    from: rewardGroupInList,
    write: 'reward_group_create',
    put: body,
    copy: { as: (key) => ({ name: `Group ${key}` }), read: (key) => ({ name: `Group ${key}` }) },
  },
  { from: rewardGroup, write: 'reward_group_update', put: rewardGroupOf, change: ['rank', count] },
  { from: rewardGroupInList, write: 'reward_group_update', put: rewardGroupOf, change: ['name', text] },
  {
    from: richTextField,
    write: 'reward_rich_text_field_create',
    put: body,
    copy: { as: (key) => ({ name: `Text ${key}` }), at: 'richContentMetaROS.-1' },
  },
  {
    from: richTextField,
    write: 'reward_rich_text_field_update',
    put: (entity) => ({ richContentMetaId: entity['id'], body: entity }),
    change: ['description', text],
  },
  {
    from: { read: 'reward_vendor_list', each: ofBrand, at: 'vendorList.0' },
    write: 'reward_vendor_create',
    put: body,
    copy: {
      as: (key) => ({ name: `Vendor ${key}`, code: `V${key}` }),
      read: (key, _, world) => ({ brandId: brandIdOf(world), code: `V${key}` }),
    },
  },
  {
    from: vendor,
    write: 'reward_vendor_update',
    put: (entity) => ({ vendorId: entity['id'], body: entity }),
    change: ['rank', count],
  },
  { from: staffInList, write: 'staff_edit', put: body },
  { from: staff, write: 'staff_edit', put: body },
  {
    from: staff,
    write: 'staff_add',
    put: (entity) => ({ body: { ...entity, password: 'S3cret!24' } }),
    copy: {
      as: (key) => ({ username: `seller.${key}`, mobile: null, email: `${key}@example.com` }),
      read: (key, _, world) => ({ username: `seller.${key}`, ...tokenOf(world) }),
    },
    changes: ['tillCode', 'mobile'],
  },
  {
    from: period,
    write: 'target_group_update_period',
    put: (entity, { targetGroupId }) => ({ groupId: targetGroupId, body: [entity] }),
    change: ['description', text],
  },
  {
    from: period,
    write: 'target_group_create_period',
    put: (entity, { targetGroupId }) => ({ groupId: targetGroupId, body: [entity] }),
    copy: {
      as: (key) => ({
        refCode: `P${key}`,
        startDate: '2026-07-01',
        endDate: '2026-07-31',
        periodStatus: 'NOT_STARTED',
      }),
      at: 'data.-1',
    },
  },
  {
    from: target,
    write: 'target_update',
    put: (entity, { targetGroupId }) => ({ groupId: targetGroupId, targetId: entity['id'], body: entity }),
    change: ['description', text],
  },
  {
    from: target,
    write: 'target_create',
    put: (entity, { targetGroupId }) => ({ groupId: targetGroupId, body: [entity] }),
    copy: { as: (key) => ({ name: `Target ${key}` }), at: 'data.-1' },
  },
  {
    from: {
      read: 'target_list',
      each: (world) =>
        Object.values(world.targetGroups)
          .filter(({ trackingType }) => trackingType === 'UNIFIED')
          .map(({ id }) => ({ targetGroupId: id })),
      at: 'data.0',
    },
    write: 'target_update_unified',
    put: (entity, { targetGroupId }) => ({ targetGroupId, body: { targets: [entity] } }),
    change: ['description', text],
  },
  {
    from: {
      read: 'target_group_get',
      each: by('targetGroups', 'targetGroupId', 'id', { includePeriods: true }),
      at: 'data',
    },
    write: 'target_group_update',
    put: (entity, { targetGroupId }) => ({ targetGroupId, body: entity }),
    change: ['name', text],
  },
  {
    from: { read: 'target_group_get', each: by('targetGroups', 'targetGroupId'), at: 'data' },
    write: 'target_group_create',
    put: (entity) => ({
      body: {
        ...entity,
        periods: [
          {
            active: true,
            description: 'September',
            refCode: `R${entity['name']}`,
            startDate: '2026-09-01',
            endDate: '2026-09-30',
          },
        ],
        targets: [
          {
            active: true,
            name: `Ten of ${entity['name']}`,
            targetEntity: 'LINEITEM',
            targetType: 'QUANTITY',
            enrolmentMethod: 'TRANSACTION',
            defaultValues: [{ defaultValue: 10 }],
          },
        ],
      },
    }),
    copy: {
      as: (key) => ({ name: `Group ${key}` }),
      read: (_, answer) => ({ targetGroupId: valueAt(answer, 'data.id') }),
    },
    changes: [
      'fromDate',
      'toDate',
      'targetCycleStartDate',
      'targetCycleStartDateISO',
      'targetCycleEndDate',
      'targetCycleEndDateISO',
      'userCreated',
      // The copy has a period and a target of its own, and no goal of several targets: target_update_unified sets it.
      'activePeriod',
      'targets',
      'unifiedTargetExpression',
    ],
  },
  {
    from: {
      read: 'target_get_communication',
      made: [
        'target_set_communication',
        (world) =>
          Object.keys(world.targetGroups).length === 0
            ? null
            : {
                ...firstTarget(world, 'groupId'),
                body: [
                  {
                    communicationType: 'REMINDER',
                    channelId: 1,
                    messageTemplate: 'Two days left',
                    subjectTemplate: 'Almost',
                    sender: 'SHOP',
                    offsetDays: 2,
                    active: true,
                  },
                ],
              },
      ],
      each: (world) => (Object.keys(world.targetGroups).length > 0 ? [firstTarget(world, 'targetGroupId')] : []),
      at: 'data.0',
    },
    write: 'target_set_communication',
    put: (entity, { targetGroupId, targetId }) => ({ groupId: targetGroupId, targetId, body: [entity] }),
    change: ['messageTemplate', text],
  },
  { from: task, write: 'task_update_v1_1', put: rooted('task'), change: ['title', text] },
  {
    from: task,
    write: 'task_add_v1_1',
    put: rooted('task'),
    copy: { as: (key) => ({ id: '-1', title: `Task ${key}` }), at: 'response.tasks.task.-1' },
    changes: ['customer_task', 'cashier_task'],
  },
  {
    from: { read: 'store_get_tasks_v1_1', each: ifTasks({ all: 'call' }), at: 'response.store.tasks.task.0' },
    write: 'task_update_v1_1',
    put: rooted('task'),
    change: ['status', fc.constantFrom('OPEN', 'CLOSED')],
  },
  {
    from: { read: 'task_get_status_mappings_v1_1', each: once(), at: 'response.tasks.task_statuses.status.0' },
    write: 'task_update_status_mappings_v1_1',
    put: rooted('status'),
    change: ['label', text],
  },
  {
    from: { read: 'task_get_status_mappings', each: once(), at: 'data.0' },
    write: 'task_update_status_mappings',
    put: listed,
    change: ['label', text],
  },
  {
    from: { read: 'task_get_reminders_v1_1', each: ifTasks(), at: 'response.tasks.reminders.reminder.0' },
    write: 'task_set_reminders_v1_1',
    put: rooted('reminder'),
    copy: { as: (key) => ({ template: `Reminder ${key}` }), at: 'response.tasks.reminders.reminder.-1' },
  },
  {
    from: transaction,
    write: 'transaction_update',
    put: body,
    change: ['deliveryStatus', fc.constantFrom('SHIPPED', 'PROCESSED')],
  },
  {
    from: billByNumber,
    write: 'transaction_update',
    put: body,
    change: ['deliveryStatus', fc.constantFrom('SHIPPED', 'PROCESSED')],
  },
  {
    from: transaction,
    write: 'transaction_update_bulk',
    put: (entity) => ({
      body: [{ identifierType: 'id', identifierValue: String(entity['customerId']), ...entity, source: 'INSTORE' }],
    }),
  },
  { from: billInHistory, write: 'transaction_update', put: body },
  { from: inTouchBill, write: 'transaction_update_v1_1', put: rooted('transaction'), change: ['notes', text] },
  {
    from: recentBill,
    write: 'transaction_add_v1_1',
    put: rooted('transaction'),
    copy: { as: (key) => ({ number: `N-${key}` }), read: (key) => ({ number: `N-${key}` }) },
    changes: ['billing_till', 'billing_store', 'store', 'source'],
  },
  {
    from: recentBill,
    write: 'transaction_add_with_local_currency_v1_1',
    put: rooted('transaction'),
    copy: { as: (key) => ({ number: `N-${key}` }), read: (key) => ({ number: `N-${key}` }) },
    changes: ['billing_till', 'billing_store', 'store', 'source'],
  },
  { from: group, write: 'user_group_update', put: body, change: ['groupName', text], refusesSame: 1643 },
  {
    from: foundGroup,
    write: 'user_group_update',
    put: (entity) => ({ body: { id: entity['groupId'], ...entity } }),
    change: ['groupName', text],
    refusesSame: 1643,
  },
  {
    from: foundGroup,
    write: 'user_group_add',
    put: (entity) => ({ body: { externalId: entity['groupExternalId'], maxGroupSize: 5, ...entity } }),
    copy: {
      as: (key) => ({ groupName: `Group ${key}`, groupExternalId: key }),
      read: (key) => ({ q: `Group ${key}` }),
    },
    changes: ['firstName', 'lastName', 'email', 'mobile', 'totalMembers', 'totalActiveMembers'],
  },
  {
    from: group,
    write: 'user_group_add',
    put: body,
    copy: { as: (key) => ({ externalId: `g${key}` }), read: (_, answer) => ({ id: valueAt(answer, 'entity') }) },
    changes: ['fleetGroupUsers', 'totalActiveMembers', 'lifeTimePurchases'],
  },
  {
    from: { read: 'customer_get_notes_v1_1', each: withNotes, at: 'response.customer.notes.note.0' },
    write: 'customer_set_notes_v1_1',
    put: (entity, { mobile }) => ({ body: { root: { customer: [{ mobile, notes: { note: [entity] } }] } } }),
  },
];
