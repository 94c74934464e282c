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
  /** Where the tools show only some of the values: what else helps, in a few words. Only hints of errors say it. */
  readonly partly?: string;
  /** Whether agents know the source without being told, so that signatures do not name it; hints of errors do. */
  readonly isObvious?: true;
  /** Whether it stands for one person, so that it is personal data. */
  readonly isPerson?: true;
  /** The tool that searches for the thing itself: what it searches by, and the words of the API for the thing. */
  readonly search?: { readonly tool: string; readonly by: string; readonly words: readonly string[] };
}

const ALL = {
  // Customers, their cards, groups and companies
  customer: {
    noun: 'customer',
    isPerson: true,
    foundBy: [
      { tool: 'customer_get_id', at: 'entity' },
      { tool: 'customer_search', at: 'data[].userId' },
    ],
    isObvious: true,
    search: { tool: 'customer_search', by: 'the beginning of a name or number', words: ['customer', 'member'] },
  },
  customerExternalId: {
    noun: "customer's external id",
    isPerson: true,
    foundBy: [{ tool: 'customer_get_v1_1', at: 'response.customers.customer[].external_id' }],
    isObvious: true,
  },
  cardNumber: {
    noun: 'card number',
    isPerson: true,
    foundBy: [{ tool: 'customer_get', at: 'cardDetails[].cardNumber' }],
    isObvious: true,
  },
  cardExternalId: {
    noun: 'external card id',
    isPerson: true,
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
    partly:
      'No tool lists all labels: each stands for NOT_ISSUED, ISSUED, ACTIVE, SUSPENDED, EXPIRED or DELETED; many organizations name them so.',
  },
  customerStatusLabel: {
    noun: 'customer status label',
    foundBy: [{ tool: 'customer_get_status_log', at: 'data[].label' }],
    partly:
      'No tool lists all labels: each stands for a status such as active, suspended or deleted; many organizations name them Active, Suspended, Deleted.',
  },
  customerLabel: {
    noun: 'customer label',
    foundBy: [{ tool: 'customer_label_list', at: 'data[].name' }],
  },
  userGroup: {
    noun: 'user group',
    foundBy: [
      { tool: 'user_group_search', at: 'data[].groupId' },
      { tool: 'customer_get', at: 'userGroup[].id', with: { embed: 'userGroup' } },
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
    foundBy: [
      { tool: 'company_list', at: 'data[].companyId' },
      {
        tool: 'customer_lookup_get_details',
        at: 'fleetParentDetails.fleetCompany.companyId',
        with: { embed: 'fleetParentDetails' },
      },
    ],
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
    isPerson: true,
    foundBy: [{ tool: 'store_get_staff_v1_1', at: 'response.store.staff.user[].id' }],
  },
  associateCode: {
    noun: 'code of a store associate or manager',
    isPerson: true,
    foundBy: [{ tool: 'store_get_staff_v1_1', at: 'response.store.staff.user[].code' }],
  },
  staffMember: {
    noun: 'staff member',
    isPerson: true,
    foundBy: [{ tool: 'staff_list_of_store', at: 'entity[].id' }],
  },
  staffUsername: {
    noun: 'login name of a staff member',
    isPerson: true,
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
  ratedCurrency: {
    noun: 'currency with an exchange rate',
    foundBy: [{ tool: 'organization_get_currency_ratios', at: 'entity[].currencyCode' }],
  },
  storeServer: {
    noun: 'store server',
    foundBy: [],
    known: 'organization_get_entities_v1_1 with type STR_SERVER lists them, if there are any',
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
    partly: 'A redemption can name an order for which no bill was added: customer_get_redemptions_v1_1 shows it.',
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
  pointsAward: {
    noun: 'award of points',
    foundBy: [],
    known: "no tool shows the ids of awards; Capillary's support tells them",
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
    foundBy: [
      { tool: 'cart_promotion_get_pending_carts', at: 'data.tempRedemptionDetails[].cartEvaluationId' },
      { tool: 'cart_promotion_evaluate', at: 'data.evaluationId' },
    ],
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
  workflowRequest: {
    noun: 'maker-checker request',
    foundBy: [{ tool: 'request_workflow_list', at: 'data[].requestId' }],
  },
  searchCriteria: {
    noun: 'search criteria',
    foundBy: [{ tool: 'search_criteria_create', at: 'data.id' }],
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
    isPerson: true,
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
      { tool: 'event_search', at: 'data[].requestId' },
      { tool: 'event_get_logs', at: 'data[].id' },
    ],
  },
  webhook: {
    noun: 'webhook for notifications',
    foundBy: [{ tool: 'webhook_list', at: 'data[].webHookId' }],
  },
  webhookConsumerGroup: {
    noun: 'consumer group of a webhook',
    foundBy: [{ tool: 'webhook_list', at: 'data[].consumerGroupId' }],
  },
  apiRequest: {
    noun: 'API request',
    foundBy: [
      { tool: 'webhook_get_delivery_logs', at: 'data[].requestId' },
      { tool: 'event_log_get_by_reference_id', at: 'data[].requestId' },
    ],
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

  // Rewards, badges, milestones
  organization: {
    noun: 'organization',
    foundBy: [{ tool: 'organization_get_v1_1', at: 'response.organization.id' }],
  },
  tillUsername: {
    noun: "till's user name",
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        at: 'response.organization.entities.entity[].username',
        with: { type: 'TILL' },
      },
      { tool: 'store_verify_login_v1_1', at: 'response.store.user.username' },
    ],
  },
  rewardBrand: {
    noun: 'brand of the rewards catalog',
    foundBy: [{ tool: 'reward_list_brands', at: 'brandList[].id' }],
  },
  rewardBrandName: {
    noun: 'brand of the rewards catalog',
    foundBy: [{ tool: 'reward_list_brands', at: 'brandList[].brand' }],
    known: "usually the organization's name",
  },
  reward: {
    noun: 'reward',
    foundBy: [
      { tool: 'reward_list_for_brand', at: 'rewardList[].id' },
      { tool: 'reward_search', at: 'rewardList[].id' },
    ],
  },
  rewardExternalId: {
    noun: "partner's id of a reward",
    foundBy: [{ tool: 'reward_list_for_user', at: 'rewardList[].rewardExternalId' }],
  },
  rewardCategory: {
    noun: 'category of rewards',
    foundBy: [{ tool: 'reward_list_categories', at: 'categoryList[].id' }],
  },
  rewardCategoryName: {
    noun: 'category of rewards',
    foundBy: [{ tool: 'reward_list_categories', at: 'categoryList[].name' }],
  },
  rewardGroup: {
    noun: 'group of rewards',
    foundBy: [{ tool: 'reward_group_list', at: 'groupRoList[].name' }],
  },
  rewardGroupId: {
    noun: 'group of rewards',
    foundBy: [{ tool: 'reward_group_list', at: 'groupRoList[].id' }],
  },
  rewardRichTextField: {
    noun: 'rich-text field of rewards',
    foundBy: [{ tool: 'reward_rich_text_field_list', at: 'richContentMetaROS[].id' }],
  },
  rewardFulfillmentStatus: {
    noun: 'delivery state of issued rewards',
    foundBy: [{ tool: 'reward_fulfillment_status_list', at: '[].name' }],
  },
  rewardFulfillmentStatusId: {
    noun: 'delivery state of issued rewards',
    foundBy: [{ tool: 'reward_fulfillment_status_list', at: '[].id' }],
  },
  rewardVendor: {
    noun: 'vendor of rewards',
    foundBy: [
      { tool: 'reward_vendor_list', at: 'vendorList[].id' },
      { tool: 'reward_list_vendor_redemptions', at: 'redemptionList[].vendorId' },
    ],
  },
  rewardVendorCode: {
    noun: 'vendor of rewards',
    foundBy: [{ tool: 'reward_vendor_list', at: 'vendorList[].code' }],
  },
  vendorAction: {
    noun: 'call to a vendor of rewards',
    foundBy: [{ tool: 'reward_vendor_redemption_get', at: 'redemption.redemptionActionList[].id' }],
  },
  vendorRedemption: {
    noun: "vendor's redemption",
    foundBy: [{ tool: 'reward_list_vendor_redemptions', at: 'redemptionList[].id' }],
  },
  rewardPrice: {
    noun: 'price of a reward',
    foundBy: [
      { tool: 'reward_get_for_user', at: 'reward.paymentConfigs[].id' },
      { tool: 'reward_list_for_brand', at: 'rewardList[].paymentConfigs[].id' },
    ],
  },
  rewardTransaction: {
    noun: 'reward transaction',
    foundBy: [
      { tool: 'reward_list_transactions', at: 'rewardIssueTransactions[].rewardTransactionId' },
      { tool: 'reward_get_purchased_by_user', at: 'rewards[].transactionId' },
    ],
  },
  rewardCustomField: {
    noun: 'custom field of rewards',
    foundBy: [{ tool: 'reward_get_custom_fields', at: '[].id' }],
  },
  rewardReminder: {
    noun: 'reminder of expiring rewards',
    foundBy: [{ tool: 'reward_reminder_list', at: 'rewardExpiryReminder[].id' }],
  },
  pointsRestriction: {
    noun: 'points restriction',
    foundBy: [{ tool: 'reward_points_restriction_list', at: '[].rewardConstraintId' }],
  },
  catalogPromotion: {
    noun: 'catalog promotion',
    foundBy: [{ tool: 'reward_list_promotions', at: 'catalogPromotions[].id' }],
  },
  rewardTerms: {
    noun: 'file with terms',
    foundBy: [{ tool: 'reward_get_for_user', at: 'reward.termAndConditionsId' }],
    known: 'uploaded in the web interface: reuse the handle of another reward',
  },
  uploadedFile: {
    noun: 'uploaded file',
    foundBy: [],
    known: 'files are uploaded in the web interface, which shows their handles',
  },
  tier: {
    noun: 'tier of a program',
    foundBy: [
      { tool: 'tier_list', at: 'data.tiers[].slabId' },
      { tool: 'reward_list_for_user', at: 'rewardList[].loyaltyProgramCriteria[].tierIds[]' },
    ],
  },
  tierDraft: {
    noun: 'draft of a tier',
    foundBy: [
      { tool: 'tier_list', at: 'data.tiers[].objectId' },
      { tool: 'tier_list_pending', at: 'data[].objectId' },
    ],
  },
  tierUniqueId: {
    noun: 'tier made through the API',
    foundBy: [{ tool: 'tier_list', at: 'data.tiers[].tierUniqueId' }],
  },
  tierName: {
    noun: 'tier of the program',
    foundBy: [
      { tool: 'tier_list', at: 'data.tiers[].name' },
      { tool: 'customer_get_tier', at: 'programTiers[].nextTierName' },
      { tool: 'customer_get_tier', at: 'programTiers[].currentTierName' },
    ],
  },
  country: { noun: 'country', foundBy: [], known: "Capillary's own list of countries" },
  owningRecord: {
    noun: 'program, campaign, journey or promotion',
    foundBy: [],
    known:
      'the id that its own module shows: organization_get_programs or loyalty_promotion_list, else the web interface',
  },
  badgeClaimant: {
    noun: 'record that has claimed the badge',
    foundBy: [{ tool: 'badge_get', at: 'data.ownership.claims[].referenceId' }],
    known: 'without a claim, badge_claim makes one',
  },
  badge: { noun: 'badge', foundBy: [{ tool: 'badge_list', at: 'data.metaBasicDetails[].id' }] },
  badgeGroup: {
    noun: 'badge group',
    foundBy: [
      { tool: 'badge_group_list', at: 'data.badgeGroups[].id' },
      { tool: 'badge_get_for_customer', at: 'data.badges[].badgeGroupId', with: { badgeType: 'EARNED' } },
    ],
  },
  badgeCustomField: {
    noun: 'custom field of badges',
    foundBy: [{ tool: 'badge_custom_field_list', at: 'data.customFieldROList[].id' }],
  },
  badgeWindow: {
    noun: 'window of a limit',
    foundBy: [
      { tool: 'badge_get_windows', at: 'data.fixedWindowCycles[].fixedWindowCycleReferenceId' },
      { tool: 'badge_get', at: 'data.customerConstraints[].referenceId' },
      { tool: 'badge_get', at: 'data.badgeConstraints[].referenceId' },
    ],
  },
  badgeEnrolment: {
    noun: 'enrolment in a badge',
    foundBy: [
      {
        tool: 'badge_explain_for_customer',
        at: 'data.issualDetails.issuals[].issueId',
        with: { includeStatistics: 'true' },
      },
      { tool: 'badge_enroll_customers', at: 'data.issuedBadges[].issuedId' },
    ],
  },
  earnedBadge: {
    noun: 'earned badge',
    foundBy: [
      { tool: 'badge_earn', at: 'data.earnedBadgeId' },
      { tool: 'badge_earn_bulk', at: 'data.earnedBadgesList[].earnedBadgeId' },
    ],
    known: 'returned when the badge was given; no tool lists it',
  },
  allocationStrategy: {
    noun: 'strategy that allocates points',
    foundBy: [
      {
        tool: 'loyalty_promotion_get',
        at: 'data.activities[].commonCycleActionMapping[].actions[].mandatoryPropertiesValues.AwardStrategy',
      },
      { tool: 'badge_get', at: 'data.benefits[].allocationStrategyId' },
    ],
    known: 'set up in the loyalty program; no tool lists strategies',
  },
  expiryStrategy: {
    noun: 'strategy that expires points',
    foundBy: [
      {
        tool: 'loyalty_promotion_get',
        at: 'data.activities[].commonCycleActionMapping[].actions[].mandatoryPropertiesValues.ExpiryStrategy',
      },
      { tool: 'badge_get', at: 'data.benefits[].expirationStrategyId' },
    ],
    known: 'set up in the loyalty program; no tool lists strategies',
  },
  targetGroup: { noun: 'target group', foundBy: [{ tool: 'target_group_list', at: 'data[].id' }] },
  target: {
    noun: 'target',
    foundBy: [
      { tool: 'target_group_list', at: 'data[].targets[].id' },
      { tool: 'target_list', at: 'data[].id' },
    ],
  },
  targetPeriod: {
    noun: 'period of a target group',
    foundBy: [{ tool: 'target_group_get_periods', at: 'data[].id' }],
  },
  targetChannel: { noun: 'channel of messages', foundBy: [{ tool: 'target_get_channels', at: 'data[].id' }] },

  // Coupons and promotions
  couponSeriesCode: {
    noun: 'code of a coupon series',
    foundBy: [{ tool: 'coupon_get_series_v1_1', at: 'response.series.items.item[].series_code' }],
  },
  couponCode: {
    noun: 'coupon code',
    foundBy: [{ tool: 'customer_list_coupons', at: 'entity.customers[].coupons[].code' }],
    isObvious: true,
  },
  coupon: {
    noun: 'coupon',
    foundBy: [{ tool: 'customer_list_coupons', at: 'entity.customers[].coupons[].id' }],
  },
  cartPromotion: {
    noun: 'cart promotion',
    foundBy: [
      { tool: 'cart_promotion_list', at: 'data[].id' },
      { tool: 'cart_promotion_list_for_customer', at: 'data[].promotionId' },
    ],
  },
  cartPromotionCode: {
    noun: 'code of a cart promotion',
    foundBy: [{ tool: 'cart_promotion_get_redemptions', at: 'data[].promoCode' }],
    known: 'the customer has it; no tool lists codes that nobody has used',
    isObvious: true,
  },
  earnedCartPromotion: {
    noun: "customer's earned promotion",
    foundBy: [{ tool: 'cart_promotion_list_for_customer', at: 'data[].earnedPromotionId' }],
  },
  loyaltyPromotion: {
    noun: 'loyalty promotion',
    foundBy: [{ tool: 'loyalty_promotion_list', at: 'data.content[].id' }],
  },
  loyaltyPromotionNumber: {
    noun: 'number of a loyalty promotion',
    foundBy: [
      { tool: 'loyalty_promotion_list', at: 'data.content[].metadata.promotionId' },
      { tool: 'customer_lookup_get_promotions', at: 'promotions[].promotionId' },
    ],
  },
  loyaltyPromotionIdentifier: {
    noun: "brand's own key of a loyalty promotion",
    foundBy: [{ tool: 'loyalty_promotion_list', at: 'data.content[].metadata.promoIdentifier' }],
  },
  promotionActivity: {
    noun: 'activity of a loyalty promotion',
    foundBy: [{ tool: 'loyalty_promotion_list', at: 'data.content[].activities[].id' }],
  },
  promotionEnrolment: {
    noun: 'enrolment in a loyalty promotion',
    foundBy: [
      {
        tool: 'loyalty_promotion_get_for_member',
        at: 'promotions[].customerPromotionTimelines[].enrollmentDetails[].enrollmentId',
      },
    ],
  },
  promotionOptIn: {
    noun: 'opt-in to a loyalty promotion',
    foundBy: [
      {
        tool: 'loyalty_promotion_get_for_member',
        at: 'promotions[].customerPromotionTimelines[].enrollmentDetails[].optInDetails[].optInId',
      },
    ],
  },
  earnedPromotion: {
    noun: 'issue of a promotion',
    foundBy: [{ tool: 'promotion_earn_bulk', at: 'response[].result.earnedId' }],
    known: 'returned when the promotion was issued',
  },

  // Products and their labels
  product: { noun: 'product', foundBy: [{ tool: 'product_search_skus', at: 'data[].id' }] },
  productBrand: { noun: 'product brand', foundBy: [{ tool: 'product_search_brands', at: 'data[].code' }] },
  productBrandName: {
    noun: 'product brand',
    foundBy: [{ tool: 'product_get_brands_v1_1', at: 'response.product.brands.brand[].name' }],
  },
  productCategoryName: {
    noun: 'product category',
    foundBy: [{ tool: 'product_get_categories_v1_1', at: 'response.product.categories.category[].name' }],
  },
  productBrandId: { noun: 'product brand', foundBy: [{ tool: 'product_search_brands', at: 'data[].id' }] },
  productCategory: { noun: 'product category', foundBy: [{ tool: 'product_search_categories', at: 'data[].code' }] },
  productCategoryId: { noun: 'product category', foundBy: [{ tool: 'product_search_categories', at: 'data[].id' }] },
  productAttribute: { noun: 'product attribute', foundBy: [{ tool: 'product_search_attributes', at: 'data[].code' }] },
  productAttributeId: { noun: 'product attribute', foundBy: [{ tool: 'product_search_attributes', at: 'data[].id' }] },
  productAttributeValue: {
    noun: 'value of a product attribute',
    foundBy: [{ tool: 'product_get_attribute_values', at: 'data[].code' }],
  },
  productAttributeValueId: {
    noun: 'value of a product attribute',
    foundBy: [{ tool: 'product_get_attribute_values', at: 'data[].id' }],
  },
  productColor: {
    noun: 'product colour',
    foundBy: [{ tool: 'product_get_colors_v1_1', at: 'response.product.colors.color[].pallette' }],
  },
  productSize: {
    noun: 'product size',
    foundBy: [{ tool: 'product_get_sizes_v1_1', at: 'response.product.sizes.size[].name' }],
  },
  productStyle: {
    noun: 'product style',
    foundBy: [],
    known: 'no tool lists styles; product_search_skus with include style shows that of an item',
  },
  label: { noun: 'label', foundBy: [{ tool: 'product_label_search', at: 'labels[].id' }] },
  labelName: { noun: 'label', foundBy: [{ tool: 'product_label_search', at: 'labels[].name' }] },
  labelExternalId: { noun: 'label', foundBy: [{ tool: 'product_label_search', at: 'labels[].externalId' }] },

  // Messages and sessions
  sms: {
    noun: 'sent SMS',
    foundBy: [{ tool: 'communication_send_sms_v1_1', at: 'response.sms.id' }],
    known: 'returned when it was sent',
  },
  sentEmail: {
    noun: 'sent email',
    foundBy: [{ tool: 'communication_send_email_v1_1', at: 'response.email.id' }],
    known: 'returned when it was sent',
  },
  activitySession: {
    noun: 'activity session',
    foundBy: [{ tool: 'activity_session_list', at: 'data[].sessionId' }],
  },
  agent: { noun: 'agent', isPerson: true, foundBy: [{ tool: 'activity_session_list', at: 'data[].userId' }] },
  legacyPromotion: {
    noun: 'older loyalty promotion',
    foundBy: [
      { tool: 'customer_lookup_get_promotions', at: 'promotions[].promotionId' },
      { tool: 'promotion_create', at: 'data[].id' },
    ],
  },
  labelledThing: {
    noun: 'product, customer or store',
    isPerson: true,
    foundBy: [
      { tool: 'product_search_skus', at: 'data[].code' },
      { tool: 'customer_get_id', at: 'entity' },
    ],
  },
} as const satisfies Record<string, Entity>;

export type EntityName = keyof typeof ALL;

export const ENTITIES: Readonly<Record<EntityName, Entity>> = ALL;

/** Sources as text, at most `max`: `organization_get_entities_v1_1 (type STORE) or location_list (type STORE)`. */
export function describeSources(sources: readonly EntitySource[], max = 2): string {
  const calls = sources.map(({ tool, with: args }) => {
    const needed = Object.entries(args ?? {}).map(([name, value]) => `${name} ${value}`);
    return needed.length === 0 ? tool : `${tool} (${needed.join(', ')})`;
  });
  return [...new Set(calls)].slice(0, max).join(' or ');
}
