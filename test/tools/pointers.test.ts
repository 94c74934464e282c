/** Every parameter that holds an id or a code says where it comes from, or why nothing returns it. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { inputSchema } from '../../src/tools/input.js';
import { pointersOf } from '../../src/tools/pointers.js';
import { ENTITIES } from '../../src/tools/schemas/entities.js';
import { innerSchemas, leafOf } from '../../src/tools/schemas/leaf.js';

const LOOKS_LIKE_AN_ID = /(id|ids|code|codes)$/i;

/** Names that look like ids but refer to nothing that a tool returns, and why. With a tool, only there. */
const EXPLAINED: Readonly<Record<string, string>> = {
  accountId: 'only where a source has several accounts, which no endpoint lists',
  account_id: 'only where a source has several accounts, which no endpoint lists',
  userIdentifierAccountId: 'only where a source has several accounts, which no endpoint lists',
  userGroupIdentifierAccountId: 'only where a source has several accounts, which no endpoint lists',
  'request_workflow_list userId': 'a user of the console, which no endpoint lists',
  user_group2_primary_user_accountId: 'only where a source has several accounts, which no endpoint lists',
  userGroup2PrimaryUserAccountId: 'only where a source has several accounts, which no endpoint lists',
  'USER-CONTEXT-ENTITY-ID': 'audit: the caller says what it likes',
  'USER-CONTEXT-ENTITY-SOURCE-ID': 'audit: the caller says what it likes',
  'X-CAP-CLIENT-COUNTRYCODE': 'a calling code of the world',
  'coupon_update_expiry couponCodes': 'rows, each of which has a code',
  currencyCode: 'ISO 4217',
  currency_code: 'ISO 4217',
  errorCode: 'documented numbers of errors',
  image_ids: 'a position from 0',
  start_id: 'organization_get_entities_v1_1 only: a number of rows',
  'organization_add_store code': 'of the new store',
  'organization_add_store externalIds': 'of the new store, in other systems',
  'location_add code': 'of the new location',
  'organization_add_stores code': 'of the new store',
  'organization_add_stores externalIds': 'of the new store, in other systems',
  'organization_replace_stores externalIds': 'the new ones of the store, in other systems',
  'location_update externalIds': 'the new ones of the location, in other systems',
  'card_create_series code': 'of the new series',
  'location_add externalId': 'of the new location, in other systems',
  'card_add cardExternalId': 'of the new card',
  'customer_add_ticket_v1_1 ticket_code': 'of the new ticket',
  'company_add externalId': 'of the new company',
  'reward_vendor_create code': 'of the new vendor',
  'reward_vendor_update code': 'the new one of the vendor',
  'user_group_add externalId': 'of the new group',
  'user_group_update externalId': 'the new one of the group',
  'customer_refer_v1_1 id': 'a sequence number within the call',
  'request_get_v1_1 id': 'not documented',
  'request_get_logs_v1_1 id': 'not documented',
  cardExternalId: 'of a card that the call gives out',
  partnerMembershipId: 'of the new membership, from the partner',
  bill_client_id: 'invented by the caller',
  local_id: 'invented by the caller',
  reference_id: 'invented by the caller',
  requestId: 'invented by the caller',
  sourceId: 'invented by the caller',
  referenceId: 'invented by the caller',
  contextId: 'invented by the caller',
  'coupon_resend_v1_1 id': 'not documented',
  discountCode: 'of the new series; printed on the bill',
  seriesCode: 'of the new series',
  genericCode: 'of the new series',
  'product_label_create externalId': 'of the new label, in another system',
  'product_label_update externalId': 'of the label, in another system',
  'product_get_sizes_v1_1 id': 'returned by the same tool',
  'product_get_meta_sizes_v1_1 id': 'returned by the same tool',
  'product_add_brands code': 'of the new brand',
  'product_add_categories code': 'of the new category',
  'product_add_attributes code': 'of the new attribute',
  'product_add_attributes valueCode': 'of the new value',
  'product_add_attribute_values code': 'of the new value',
  'target_group_update id': 'of goals and levels of a streak, as the group shows them',
  'target_update_unified id': 'of goals, as the targets show them',
  'tier_create trackerId': 'trackers are set up in the loyalty program',
  'tier_update trackerId': 'trackers are set up in the loyalty program',
  'product_update_categories parentCode': 'the API refuses it',
  Code: 'a number of redemptions for one code',
  'cart_promotion_earn id': 'of the event, invented by the caller',
  'cart_promotion_earn_bulk id': 'of the event, invented by the caller',
  'promotion_create id': 'set by the server',
  'loyalty_promotion_create id': 'of a part of the promotion, set by the server',
  'loyalty_promotion_update id': 'of a part of the promotion, which loyalty_promotion_get shows',
  'loyalty_promotion_create parentId': 'of a part of the promotion',
  'loyalty_promotion_update parentId': 'of a part of the promotion',
  rulesetId: 'of a part of the promotion, set by the server',
  strategyTypeId: 'documented numbers',
  refCode: 'of the new period, invented by the caller',
  languageCode: 'ISO code',
  'reward_create rewardExternalId': 'of the new reward',
  'reward_update rewardExternalId': 'the new one of the reward',
  partitionId: 'a segment, which no tool lists',
  methodOfPaymentId: 'from the payment provider',
  tenderId: 'from the payment provider',
  fieldId: 'names of fields, which the description lists',
  emfRuleSetId: 'set by the loyalty engine',
  emfUnrolledRulesetId: 'set by the loyalty engine',
};

interface Unmarked {
  tool: string;
  name: string;
}

/** The parameters of a definition that look like ids and are not marked; flags do not count. */
function unmarkedIn(tool: string, schema: z.core.$ZodType): Unmarked[] {
  if (!(schema instanceof z.ZodObject)) return innerSchemas(schema).flatMap((each) => unmarkedIn(tool, each));
  return Object.entries<z.core.$ZodType>(schema.shape).flatMap(([name, part]) => {
    if (leafOf(part)) return [];
    const looksLikeId = LOOKS_LIKE_AN_ID.test(name) && !isFlag(part) && !(part instanceof z.ZodObject);
    return [...(looksLikeId ? [{ tool, name }] : []), ...unmarkedIn(tool, part)];
  });
}

const isFlag = (schema: z.core.$ZodType): boolean => {
  const accepts = (value: unknown): boolean => z.safeParse(schema, value).success;
  return accepts(true) && accepts(false) && !accepts('a-code');
};

const nameOf = ({ tool, name }: Unmarked): string[] => [name, `${tool.replace(/_v1$/, '_v1_1')} ${name}`];

const unmarked = definitions.flatMap((definition) => unmarkedIn(definition.tool, inputSchema(definition)));

describe('a parameter that looks like an id', () => {
  it('says what it refers to, or is explained', () => {
    const unexplained = unmarked.filter((each) => nameOf(each).every((name) => !(name in EXPLAINED)));
    expect(unexplained.map(({ tool, name }) => `${tool} ${name}`)).toEqual([]);
  });

  it('is explained only if it is needed', () => {
    const needed = new Set(unmarked.flatMap(nameOf));
    expect(Object.keys(EXPLAINED).filter((name) => !needed.has(name))).toEqual([]);
  });
});

describe('an entity', () => {
  it('is referred to by some parameter', () => {
    const used = new Set<string>(
      definitions.flatMap((definition) => pointersOf(definition).map(({ entity }) => entity)),
    );
    expect(Object.keys(ENTITIES).filter((name) => !used.has(name))).toEqual([]);
  });

  it.each(Object.entries(ENTITIES))(
    '%s names tools that exist and are in use, or what is known instead',
    (_, entity) => {
      for (const { tool } of entity.foundBy) {
        expect(findDefinition(tool), tool).toBeDefined();
        expect(findDefinition(tool)?.version === 'v1' && findDefinition(tool)?.legacy, tool).toBe(false);
      }
      if (entity.foundBy.length === 0) expect(entity.known).toBeDefined();
    },
  );
});
