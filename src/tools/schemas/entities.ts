/** What parameters refer to, and which tools return its ids, codes and names. */

/** A tool that returns the value. */
export interface EntitySource {
  readonly tool: string;
  /** Where its answer has the value, as a path such as `data[].id`. */
  readonly at: string;
  /** Arguments that the tool needs to return it. */
  readonly with?: Readonly<Record<string, string>>;
}

/** One kind of value that refers to something: a store's id and its code are two. */
export interface Entity {
  /** Completes 'a …': `store`, `coupon series`. */
  readonly noun: string;
  /** The tools that return the value, best first; empty if there is none. */
  readonly foundBy: readonly EntitySource[];
  /** Where no tool returns the value, or not for everybody: where else it comes from, in a few words. */
  readonly known?: string;
  /** Whether agents know the source without being told, so that signatures on one line do not name it. */
  readonly isObvious?: true;
}

const ALL = {
  // Customers, their cards, groups and companies
  customer: {
    noun: 'customer',
    foundBy: [
      { tool: 'customer_get_id', at: 'entity' },
      { tool: 'customer_search', at: 'data[].userId' },
    ],
    isObvious: true,
  },
  customerExternalId: {
    noun: "customer's external id",
    foundBy: [{ tool: 'customer_get_v1_1', at: 'response.customers.customer[].external_id' }],
    isObvious: true,
  },
  cardNumber: {
    noun: 'card number',
    foundBy: [{ tool: 'customer_get', at: 'cardDetails[].cardNumber' }],
    isObvious: true,
  },
  cardExternalId: {
    noun: 'external card id',
    foundBy: [{ tool: 'customer_get', at: 'cardDetails[].cardExternalId' }],
    isObvious: true,
  },
  cardSeries: {
    noun: 'card series',
    foundBy: [
      { tool: 'card_list_series', at: 'data[].id' },
      { tool: 'card_get_generation_log', at: 'entity[].seriesId' },
      { tool: 'customer_get', at: 'cardDetails[].seriesId' },
    ],
  },
  cardSeriesCode: {
    noun: 'code of a card series',
    foundBy: [
      { tool: 'card_list_series', at: 'data[].code' },
      { tool: 'card_get_generation_log', at: 'entity[].seriesCode' },
      { tool: 'customer_get', at: 'cardDetails[].seriesCode' },
    ],
  },
  cardStatusLabel: {
    noun: 'card status label',
    foundBy: [{ tool: 'card_get_status_log', at: 'data[].label' }],
  },
  customerStatusLabel: {
    noun: 'customer status label',
    foundBy: [{ tool: 'customer_get_status_log', at: 'data[].label' }],
  },
  customerLabel: {
    noun: 'customer label',
    foundBy: [{ tool: 'customer_label_list', at: 'data[].name' }],
  },
  userGroup: {
    noun: 'user group',
    foundBy: [
      { tool: 'user_group_search', at: 'data[].groupId' },
      { tool: 'user_group_get', at: 'id' },
    ],
  },
  userGroupExternalId: {
    noun: 'external id of a user group',
    foundBy: [
      { tool: 'user_group_search', at: 'data[].groupExternalId' },
      { tool: 'user_group_get', at: 'externalId' },
    ],
  },
  company: {
    noun: 'company',
    foundBy: [{ tool: 'company_list', at: 'data[].companyId' }],
  },
  companyExternalId: {
    noun: 'external id of a company',
    foundBy: [{ tool: 'company_list', at: 'data[].externalId' }],
  },
  companyName: { noun: 'company', foundBy: [{ tool: 'company_list', at: 'data[].name' }] },
  companyField: {
    noun: 'extended field of companies',
    foundBy: [],
    known: 'a key of extendedFields in what company_list returns',
  },
  hierarchyCode: {
    noun: 'hierarchy',
    foundBy: [{ tool: 'company_list', at: 'data[].hierarchyDefinitionCode' }],
  },
  roleCode: {
    noun: 'role in a hierarchy',
    foundBy: [
      {
        tool: 'customer_get_hierarchy',
        at: 'entity.customers[].roleCode',
        with: { includeCustomerAssociateDetail: 'true' },
      },
    ],
  },
  note: {
    noun: 'note',
    foundBy: [{ tool: 'customer_get_notes_v1_1', at: 'response.customer.notes.note[].id' }],
  },
  ticket: {
    noun: 'ticket',
    foundBy: [{ tool: 'customer_get_tickets_v1_1', at: 'response.customer.tickets.ticket[].code' }],
  },
  referralCode: {
    noun: 'referral code',
    foundBy: [{ tool: 'customer_get_referrals', at: 'data[].referralCode' }],
  },
  extendedField: {
    noun: 'extended field',
    foundBy: [
      { tool: 'extended_field_list', at: 'entity.customer[].id' },
      { tool: 'extended_field_list', at: 'entity.transaction[].id' },
    ],
  },
  fieldName: {
    noun: 'custom or extended field',
    foundBy: [
      { tool: 'custom_field_list', at: 'entity[].name' },
      { tool: 'extended_field_list', at: 'entity.customer[].name' },
      { tool: 'extended_field_list', at: 'entity.transaction[].name' },
    ],
  },
  message: {
    noun: 'message',
    foundBy: [
      {
        tool: 'customer_get_interactions_v1_1',
        at: 'response.customer.interactions.network[].interaction[].messages.message[].id',
      },
    ],
  },
  campaign: { noun: 'campaign', foundBy: [], known: 'no tool lists campaigns; -1 stands for none' },
  audienceGroup: {
    noun: 'audience group',
    foundBy: [],
    known: "no tool lists audience groups; Capillary's Engage+ shows their ids",
  },
  messageTemplate: {
    noun: 'approved template',
    foundBy: [],
    known: "no tool lists templates; the channel's own console shows them",
  },

  // The organization: stores, tills, staff, programs, configuration
  store: {
    noun: 'store',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].id',
        with: { type: 'STORE' },
      },
      { tool: 'location_list', at: 'data[].id', with: { type: 'STORE' } },
    ],
  },
  storeCode: {
    noun: 'store code',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].code',
        with: { type: 'STORE' },
      },
      { tool: 'location_list', at: 'data[].code', with: { type: 'STORE' } },
    ],
  },
  till: {
    noun: 'till',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].id',
        with: { type: 'TILL' },
      },
      { tool: 'location_list', at: 'data[].id', with: { type: 'TILL' } },
    ],
  },
  tillCode: {
    noun: 'till code',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].code',
        with: { type: 'TILL' },
      },
      { tool: 'location_list', at: 'data[].code', with: { type: 'TILL' } },
    ],
  },
  zone: {
    noun: 'zone',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].id',
        with: { type: 'ZONE' },
      },
      { tool: 'location_list', at: 'data[].id', with: { type: 'ZONE' } },
    ],
  },
  zoneCode: {
    noun: 'zone code',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].code',
        with: { type: 'ZONE' },
      },
      { tool: 'location_list', at: 'data[].code', with: { type: 'ZONE' } },
    ],
  },
  concept: {
    noun: 'concept',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].id',
        with: { type: 'CONCEPT' },
      },
      { tool: 'location_list', at: 'data[].id', with: { type: 'CONCEPT' } },
    ],
  },
  conceptCode: {
    noun: 'concept code',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].code',
        with: { type: 'CONCEPT' },
      },
      { tool: 'location_list', at: 'data[].code', with: { type: 'CONCEPT' } },
    ],
  },
  storeExternalId: {
    noun: 'external id of a store',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].external_id',
        with: { type: 'STORE' },
      },
    ],
  },
  tillName: {
    noun: 'till name',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].name',
        with: { type: 'TILL' },
      },
    ],
  },
  place: {
    noun: 'store, till, zone or concept',
    foundBy: [{ tool: 'location_list', at: 'data[].id' }],
  },
  placeCode: {
    noun: 'code of a store, till, zone or concept',
    foundBy: [{ tool: 'location_list', at: 'data[].code' }],
  },
  associate: {
    noun: 'store associate or manager',
    foundBy: [{ tool: 'store_get_staff_v1_1', at: 'response.store.staff.user[].id' }],
  },
  associateCode: {
    noun: 'code of a store associate or manager',
    foundBy: [{ tool: 'store_get_staff_v1_1', at: 'response.store.staff.user[].code' }],
  },
  staffMember: {
    noun: 'staff member',
    foundBy: [{ tool: 'staff_list_of_store', at: 'entity[].id' }],
  },
  staffUsername: {
    noun: 'login name of a staff member',
    foundBy: [{ tool: 'staff_list_of_store', at: 'entity[].username' }],
  },
  loyaltyProgram: {
    noun: 'loyalty program',
    foundBy: [{ tool: 'organization_get_programs', at: 'data[].programId' }],
  },
  partnerProgram: {
    noun: 'partner program',
    foundBy: [{ tool: 'organization_get_programs', at: 'data[].partnerPrograms[].partnerProgramId' }],
  },
  partnerProgramName: {
    noun: 'name of a partner program',
    foundBy: [{ tool: 'organization_get_programs', at: 'data[].partnerPrograms[].partnerProgramName' }],
  },
  partnerTierName: {
    noun: 'tier of a partner program',
    foundBy: [{ tool: 'organization_get_programs', at: 'data[].partnerPrograms[].partnerProgramTiers[].tierName' }],
  },
  configKey: {
    noun: 'configuration key',
    foundBy: [{ tool: 'organization_get_configs_v1_1', at: 'response.organization.configs.config[].key' }],
  },
  timeZone: {
    noun: 'time zone',
    foundBy: [{ tool: 'organization_get_till', at: 'timeZoneId' }],
  },
  currency: {
    noun: 'currency',
    foundBy: [{ tool: 'organization_get_till', at: 'currencyId' }],
  },
  language: {
    noun: 'language',
    foundBy: [{ tool: 'organization_get_till', at: 'languageId' }],
  },
  city: { noun: 'city', foundBy: [], known: 'no tool lists cities; 0 stands for none' },
  area: { noun: 'area', foundBy: [], known: 'no tool lists areas; 0 stands for none' },
  paymentMode: {
    noun: 'payment mode',
    foundBy: [{ tool: 'organization_get_payment_modes_v1_1', at: 'response.organization.tenders.tender[].name' }],
  },
  paymentModeAttribute: {
    noun: 'attribute of payment modes',
    foundBy: [
      {
        tool: 'organization_get_payment_modes_v1_1',
        at: 'response.organization.tenders.tender[].attributes.attribute[].name',
        with: { attribute: 'true' },
      },
    ],
  },
  sourceAccount: { noun: 'account of a source', foundBy: [], known: '-1 is INSTORE; no tool lists the others' },

  // Bills, points, requests
  transaction: {
    noun: 'transaction',
    foundBy: [
      { tool: 'customer_get_transactions', at: 'data[].id' },
      { tool: 'transaction_get_by_bill_number', at: 'data[].id' },
    ],
  },
  billNumber: {
    noun: 'bill number',
    foundBy: [{ tool: 'customer_get_transactions', at: 'data[].billNumber' }],
    isObvious: true,
  },
  lineItem: {
    noun: 'line of a bill',
    foundBy: [
      { tool: 'transaction_get_by_bill_number', at: 'data[].lineItems[].id' },
      { tool: 'transaction_get', at: 'lineItems[].id' },
    ],
  },
  sku: {
    noun: 'product',
    foundBy: [{ tool: 'product_search_skus', at: 'data[].code' }],
  },
  ledgerEvent: {
    noun: 'event of the points ledger',
    foundBy: [{ tool: 'points_ledger_get_entries', at: 'ledgerEntries[].eventLogId' }],
  },
  pointsRedemption: {
    noun: 'points redemption',
    foundBy: [{ tool: 'customer_get_redemptions_v1_1', at: 'response.customer.redemptions.points.point[].id' }],
  },
  pointsRedemptionCode: {
    noun: 'points redemption',
    foundBy: [
      { tool: 'customer_get_redemptions_v1_1', at: 'response.customer.redemptions.points.point[].redemption_id' },
    ],
  },
  couponRedemption: {
    noun: 'coupon redemption',
    foundBy: [{ tool: 'customer_get_redemptions_v1_1', at: 'response.customer.redemptions.coupons.coupon[].id' }],
  },
  redemptionReference: {
    noun: 'reference of a points redemption',
    foundBy: [
      {
        tool: 'customer_get_redemptions_v1_1',
        at: 'response.customer.redemptions.points.point[].external_reference_number',
      },
    ],
  },
  couponSeries: {
    noun: 'coupon series',
    foundBy: [{ tool: 'coupon_get_series_v1_1', at: 'response.series.items.item[].id' }],
  },
  cartEvaluation: {
    noun: 'evaluation of a basket',
    foundBy: [{ tool: 'cart_promotion_evaluate', at: 'data.evaluationId' }],
  },
  request: {
    noun: 'request',
    foundBy: [
      { tool: 'request_get_v1_1', at: 'response.requests.goodwill[].id', with: { type: 'GOODWILL' } },
      { tool: 'request_get_v1_1', at: 'response.requests.change_identifier[].id', with: { type: 'CHANGE_IDENTIFIER' } },
      { tool: 'customer_get_identifier_change_requests', at: 'data[].id' },
      { tool: 'customer_get_retro_requests', at: 'data[].id' },
    ],
  },
  claimRequest: {
    noun: 'bill claim or merge request',
    foundBy: [
      {
        tool: 'request_get_details',
        at: 'data[].id',
        with: { requestType: 'TRANSACTION', requestSubType: 'REGULAR_TXN_ADD' },
      },
      {
        tool: 'request_get_details',
        at: 'data[].id',
        with: { requestType: 'CHANGE_IDENTIFIER', requestSubType: 'MERGE' },
      },
    ],
  },
  goodwillRequest: {
    noun: 'goodwill request',
    foundBy: [
      { tool: 'customer_get_goodwill_requests', at: 'data[].requestId' },
      { tool: 'request_get_v1_1', at: 'response.requests.goodwill[].id', with: { type: 'GOODWILL' } },
    ],
  },
  erasureRequest: {
    noun: 'erasure request',
    foundBy: [
      {
        tool: 'pii_deletion_get_requests',
        at: 'data[].id',
        with: { requestType: 'CUSTOMER', requestSubType: 'DELETE' },
      },
    ],
  },
  rejectedBill: {
    noun: 'rejected bill number',
    foundBy: [{ tool: 'transaction_rejection_list', at: 'data[].billNumber' }],
  },
  retrigger: {
    noun: 'retrigger run',
    foundBy: [{ tool: 'transaction_rejection_retrigger', at: 'retriggerId' }],
  },

  // Leads, events, tasks, surveys
  lead: {
    noun: 'lead',
    foundBy: [
      { tool: 'lead_search', at: 'data[].id' },
      { tool: 'lead_get', at: 'data[].id' },
    ],
  },
  leadReason: {
    noun: 'reason of a lead status',
    foundBy: [{ tool: 'lead_get_reasons', at: 'data[].id' }],
  },
  leadSubstatus: { noun: 'sub-status of leads', foundBy: [{ tool: 'lead_get_substatuses', at: 'data[].subStatus' }] },
  eventDefinition: {
    noun: 'event definition',
    foundBy: [{ tool: 'event_list_definitions', at: 'data[].clickEventsMeta.eventId' }],
  },
  eventName: {
    noun: 'event name',
    foundBy: [{ tool: 'event_list_definitions', at: 'data[].clickEventsMeta.eventName' }],
  },
  eventOccurrence: {
    noun: 'pushed event',
    foundBy: [
      { tool: 'event_get_customer_events', at: 'data[].uniqueId' },
      { tool: 'event_get_logs', at: 'data[].id' },
    ],
  },
  apiRequest: {
    noun: 'API request',
    foundBy: [{ tool: 'event_log_get_by_reference_id', at: 'data[].requestId' }],
    known: "the header X-CAP-REQUEST-ID of the API's response",
  },
  notification: {
    noun: 'notification to a webhook',
    foundBy: [
      { tool: 'event_log_get_by_reference_id', at: 'data[].eventId' },
      { tool: 'event_log_get_by_request_id', at: 'data[].eventId' },
    ],
  },
  webhookReference: {
    noun: 'reference of a notification',
    foundBy: [{ tool: 'event_log_get_by_request_id', at: 'data[].refId' }],
  },
  task: {
    noun: 'task',
    foundBy: [
      { tool: 'task_get_metadata', at: 'data[].id' },
      { tool: 'store_get_tasks_v1_1', at: 'response.store.tasks.task[].id' },
    ],
  },
  taskEntry: {
    noun: 'entry of a task',
    foundBy: [
      { tool: 'store_get_tasks_v1_1', at: 'response.store.tasks.task[].entry_id' },
      { tool: 'task_get_logs', at: 'data[].task_status_id' },
    ],
  },
  taskCreator: {
    noun: 'creator of a task',
    foundBy: [{ tool: 'task_get_metadata', at: 'data[].creator.id' }],
  },
  taskStatus: {
    noun: 'task status mapping',
    foundBy: [{ tool: 'task_get_status_mappings', at: 'data[].id' }],
  },
  survey: {
    noun: 'survey',
    foundBy: [],
    known: 'no tool lists surveys; the person who set the survey up knows its id',
  },
  surveyExternalId: {
    noun: "survey vendor's id of a survey",
    foundBy: [{ tool: 'survey_get', at: 'externalRefId' }],
  },
  surveyQuestion: {
    noun: 'survey question',
    foundBy: [{ tool: 'survey_list_questions', at: 'data[].id' }],
  },
  surveyQuestionExternalId: {
    noun: "survey vendor's id of a question",
    foundBy: [{ tool: 'survey_list_questions', at: 'data[].qxnExternalId' }],
  },
  surveyForm: { noun: 'form of a survey campaign', foundBy: [], known: "the link in the survey's message contains it" },
  surveyToken: {
    noun: 'token of a survey',
    foundBy: [],
    known: "the link in the survey's message to the customer contains it",
  },
  surveyResponse: { noun: 'answer to a survey', foundBy: [{ tool: 'survey_submit_responses', at: 'data[].id' }] },
} as const satisfies Record<string, Entity>;

export type EntityName = keyof typeof ALL;

export const ENTITIES: Readonly<Record<EntityName, Entity>> = ALL;

/** At most this many tools are named; more are no help. */
const MAX_NAMED = 2;

/** At most two sources as text: `organization_get_entities_v1_1 (type STORE) or store_list`. */
export function describeSources(sources: readonly EntitySource[]): string {
  const calls = sources.map(({ tool, with: args }) => {
    const needed = Object.entries(args ?? {}).map(([name, value]) => `${name} ${value}`);
    return needed.length === 0 ? tool : `${tool} (${needed.join(', ')})`;
  });
  return [...new Set(calls)].slice(0, MAX_NAMED).join(' or ');
}
