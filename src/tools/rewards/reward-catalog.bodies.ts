/** Request bodies of Reward catalog. */
import { ownRewardBrandId, ownRewardBrandName } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { email, freeText, idOf, mobile, money, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import {
  boolean,
  choice,
  integer,
  keyValues,
  list,
  number,
  object,
  text,
  textOrNumber,
  textOrObject,
} from '../schemas/values.js';

/** What a customer receives with a reward. */
export const REDEMPTION_TYPES = [
  'GAMES',
  'AUCTION',
  'CART_PROMOTION',
  'CASH_WALLET',
  'VOUCHER',
  'CASH_BACK',
  'PHYSICAL_REWARD',
  'CHARITY',
  'MILES',
  'GIFT_CARD',
  'SWEEPSTAKES',
  'INTOUCH_REWARD',
  'CARD_DISC',
  'VENDOR_INTOUCH_REWARD',
  'VENDOR_ONLY_REWARD',
] as const;

/** Scopes of custom fields in the rewards catalog. */
export const customFieldScope = (about: string) => choice(['REWARD', 'CATALOGUE_PROMOTION', 'ISSUE_REWARD'], about);

/** A module that issues rewards, as the owner of a reward. */
const ownerType = (about: string) =>
  choice(['LOYALTY_PROGRAM', 'MILESTONES', 'CAMPAIGNS', 'JOURNEYS', 'GOODWILL'], about).optional();

/** Texts of a catalog promotion in one language. */
const languageText = () => ({
  languageCode: text('ISO code, e.g. en; unique in the list'),
  name: text('Displayed name'),
  description: text(),
  enabled: boolean('true shows this language'),
});

const mediaFile = () =>
  object({
    name: text('Unique; a repeated name is ignored').optional(),
    id: idOf('uploadedFile', text('Handle of the uploaded file; or give url')).optional(),
    url: text('External address, with isExternal=true').optional(),
    isExternal: boolean('true for url; default false').optional(),
    altText: text(undefined, 1056).optional(),
  });

const rewardText = () =>
  object({
    languageCode: text('ISO code, e.g. en; unique in the list. Send it').optional(),
    name: text('Name of the reward. Send it', 255).optional(),
    enabled: boolean('true shows this language. Send it').optional(),
    termNConditionsId: idOf(
      'rewardTerms',
      text('Handle of the uploaded terms; a reward without terms may be refused'),
    ).optional(),
    description: text().optional(),
    termNConditions: text('Terms as text').optional(),
    imageId: idOf('uploadedFile', text('Handle of the uploaded main picture')).optional(),
    imageUrl: text('Address of the main picture in the file service').optional(),
    thumbnailId: idOf('uploadedFile', text('Handle of the uploaded thumbnail')).optional(),
    images: list(mediaFile(), 'Up to 10 more pictures').optional(),
    videos: list(mediaFile(), 'Up to 10 videos').optional(),
    richContentRO: keyValues(
      'Rich text: { name: { content: HTML, isEnabled } }; names must be defined already',
    ).optional(),
    customFields: keyValues('Custom fields in this language: { name: value }').optional(),
  });

const price = () =>
  object({
    paymentMode: choice(
      ['POINTS', 'FREE', 'CASH', 'POINTS_CASH', 'CONV_RATIO'],
      'CONV_RATIO only for CHARITY, MILES, CASH_WALLET, SWEEPSTAKES, AUCTION, GIFT_CARD, PHYSICAL_REWARD',
    ).optional(),
    points: number('Price in points; for POINTS, POINTS_CASH').optional(),
    cash: money('Price in money; for CASH, POINTS_CASH').optional(),
    conversionRatio: number('For CONV_RATIO: points = value / ratio').optional(),
  });

const issueLimit = () =>
  object({
    kpi: choice(['QUANTITY', 'REDEMPTION_VALUE'], 'Pieces, or value redeemed (for MILES)').optional(),
    limit: integer('Maximum per window').optional(),
    windowType: choice(['ROLLING', 'FIXED'], 'Sliding or calendar window').optional(),
    repeatFrequencyType: choice(['DAYS', 'WEEKS', 'MONTHS', 'NO_LIMIT'], 'Unit of the window').optional(),
    interval: integer('Units per window; needed with FIXED DAYS, not with FIXED WEEKS or MONTHS').optional(),
    weekStartDay: choice(
      ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
      'Only with FIXED WEEKS; default MONDAY',
    ).optional(),
    startOfCycle: dateTime(
      { zone: 'utc' },
      'Start of the first window; only with FIXED DAYS, and needed there',
    ).optional(),
  });

const programCriterion = () =>
  object({
    loyaltyProgramId: idOf('loyaltyProgram', integer('Program whose members get it')).optional(),
    tierIds: idOf('tier', list(textOrNumber(), 'Only these tiers of the program')).nullable().optional(),
    partnerProgramIds: idOf('partnerProgram', list(textOrNumber(), 'Only members of these partner programs'))
      .nullable()
      .optional(),
  });

const commissionParticipant = () =>
  choice(['BRAND', 'CAPILLARY', 'AFFILIATE', 'END_CUSTOMER'], 'Who gets the commission').optional();

/** Fields that both creating and updating a reward require. */
const rewardEssentials = () => ({
  startTime: dateTime({ zone: 'utc' }, 'Start, fixed once the reward is live'),
  endTime: dateTime({ zone: 'utc', ends: true }, 'End'),
  type: choice(
    ['POINTS', 'VOUCHER', 'PHYSICAL_VOUCHER', 'FREE_VOUCHER'],
    'Kind of catalog entry, usually VOUCHER; fixed once live',
  ),
  brandId: ownRewardBrandId('Brand of the rewards catalog'),
  redemptionType: choice(
    REDEMPTION_TYPES,
    'What the customer receives; INTOUCH_REWARD is a Capillary coupon, the VENDOR_ ones are deprecated. Fixed once live',
  ),
});

/** The offer: prices, what is redeemed, and how many may be issued. */
const rewardTerms = () => ({
  paymentConfigs: list(
    price(),
    'Prices, one per mode; FREE and CONV_RATIO exclude others. Needed when redemptionType is MILES',
  ).optional(),
  intouchSeriesId: idOf(
    'couponSeries',
    textOrNumber('Active coupon series or cart promotion; for INTOUCH_REWARD, CART_PROMOTION, VENDOR_INTOUCH_REWARD'),
  )
    .nullable()
    .optional(),
  vendorRedemption: idOf('vendorRedemption', integer('Vendor redemption configuration; needed if a vendor fulfils it'))
    .nullable()
    .optional(),
  enabled: boolean('false hides the reward').optional(),
  categories: idOf('rewardCategory', list(integer(), 'Category ids; on update null keeps them, [] removes all'))
    .nullable()
    .optional(),
  restrictions: object(
    {
      rewardLevel: list(issueLimit(), 'All customers together').optional(),
      customerLevel: list(issueLimit(), 'Each customer').optional(),
    },
    'How much may be issued; fixed once the reward has ended',
  ).optional(),
});

/** How the reward appears in listings, and the labels that filter them. */
const rewardListing = () => ({
  name: text("Default name, in addition to each language's").optional(),
  description: text("Default description, in addition to each language's").optional(),
  isactive: boolean('All lower case').optional(),
  priority: integer('Sort order in listings', { min: 0 }).nullable().optional(),
  intouchPoints: integer('Price in points for older brands; otherwise paymentConfigs').optional(),
  geography: list(
    object({ countryId: idOf('country', integer("Capillary's country id")).optional() }),
    'Where it is offered',
  ).optional(),
  tier: text('Label such as SILVER, to filter by; blank clears it', 255).optional(),
  group: text('Label to filter by', 255).optional(),
  label: text('Label to filter by', 255).optional(),
  groups: list(
    object({
      groupName: idOf('rewardGroup', text('Name of the reward group', 255)).optional(),
      groupRank: integer('Rank of the group').optional(),
      rewardRank: integer('Rank of the reward in the group').optional(),
    }),
    'Reward groups that list it',
  ).optional(),
  rewardRank: integer('Rank in listings').optional(),
  rewardExternalId: text("A partner's id of the reward: letters and digits, unique per brand").optional(),
  communications: list(textOrNumber(), 'Ids of messages to send').optional(),
});

/** The customers who may get the reward. */
const rewardAudience = () => ({
  supplementaryCriteriaRO: list(
    programCriterion(),
    'Only members of these programs. Target by one only: programs, tier, segment, labels or cardSeries',
  ).optional(),
  segment: list(
    object({
      segmentId: idOf('audienceGroup', textOrNumber('Segment')).optional(),
      partitionId: textOrNumber('Partition of the segment, or a list of them').or(list(textOrNumber())).optional(),
    }),
    'Only customers of these active segments',
  ).optional(),
  cardSeries: idOf(
    'cardSeriesCode',
    list(textOrObject(), 'Only holders of a card of these series, by code'),
  ).optional(),
  labels: list(integer(), 'Only customers with these labels, by id; [] removes the restriction').optional(),
});

/** The modules that may issue the reward, commission, and custom fields. */
const rewardOwnership = () => ({
  owners: list(
    object({
      ownerType: ownerType('Module'),
      ownerId: idOf('owningRecord', textOrNumber('Record of the module')).optional(),
    }),
    'Modules that may give it out',
  ).optional(),
  rewardRevenueMeta: list(
    object({
      commissionParticipant: commissionParticipant(),
      commissionRate: number('Rate of the commission').optional(),
      cycleStartDate: dateTime({ zone: 'utc' }, "Start, in the future, within the reward's validity").optional(),
      cycleEndDate: dateTime({ zone: 'utc', ends: true }, "End, within the reward's validity").optional(),
    }),
    'Commission by period',
  ).optional(),
  rewardRevenueDefaults: list(
    object({
      commissionParticipant: commissionParticipant(),
      defaultValue: number('Rate; default 0').optional(),
    }),
    'Commission outside these periods, one per participant',
  ).optional(),
  customFields: keyValues('REWARD custom fields: { name: value }').optional(),
});

/** Everything optional: shared by creating and changing a reward. */
const rewardOptions = () => ({
  ...rewardTerms(),
  ...rewardListing(),
  ...rewardAudience(),
  ...rewardOwnership(),
});

export const rewardCreateBody = () =>
  object({
    ...rewardEssentials(),
    languageSpecificInfo: list(rewardText(), 'Texts, one entry per language'),
    ...rewardOptions(),
  });

export const rewardUpdateBody = () =>
  object({
    ...rewardEssentials(),
    languageSpecificInfo: list(rewardText(), 'Texts, one entry per language').optional(),
    ...rewardOptions(),
    id: idOf('reward', integer('Reward id, as in the path')).optional(),
  });

export const rewardCustomFieldBody = () =>
  object({
    name: text('Unique'),
    description: text(),
    scope: customFieldScope('Scope of the field; at most 10 fields for ISSUE_REWARD'),
    dataType: choice(['BOOLEAN', 'ENUM', 'DATE', 'STRING', 'INTEGER'], 'STRING holds up to 255 characters'),
    enumValues: list(
      text(undefined, 80),
      'Needed when ENUM: up to 30 values, unique; letters, digits, spaces and []()-_',
    )
      .nullable()
      .optional(),
    defaultValue: text('Needed when ENUM: one of enumValues').nullable().optional(),
    isMandatory: boolean('Default false').optional(),
    isActive: boolean('Default true').optional(),
    orgId: idOf('organization', integer('Organization id')).optional(),
  });

/** The customer who gets the reward. */
const recipient = () => ({
  mobile: mobile(textOrNumber('Mobile with country code; give mobile, emailId or externalId')).optional(),
  emailId: email('Email of the customer').optional(),
  externalId: idOf('customerExternalId', textOrNumber("The brand's own customer id")).optional(),
});

/** A user group that pays with its points. With any of these fields the group redeems, not the customer. */
const payingGroup = () => ({
  user_group2_id: idOf(
    'userGroup',
    textOrNumber('The group pays: its id; or give another user_group2_ field'),
  ).optional(),
  user_group2_external_id: idOf('userGroupExternalId', textOrNumber("The group's external id")).optional(),
  user_group2_primary_user_id: idOf('customer', textOrNumber("Customer id of the group's primary member")).optional(),
  userGroup2Id: idOf('userGroup', textOrNumber('Another spelling of user_group2_id')).optional(),
  userGroup2ExternalId: idOf(
    'userGroupExternalId',
    textOrNumber('Another spelling of user_group2_external_id'),
  ).optional(),
  userGroup2PrimaryUserId: idOf('customer', textOrNumber('Another spelling of user_group2_primary_user_id')).optional(),
});

/** The price to pay, and the amount. */
const chosenPrice = () => ({
  id: idOf('rewardPrice', integer("Id among the reward's paymentConfigs")).optional(),
  redemptionValue: number('For CONV_RATIO: the requested value, e.g. miles').optional(),
});

const PRICE_CHOICE = 'Chosen price, with its id; needed if the reward has several, otherwise leave out';

const fulfillmentDetails = () =>
  object(
    {
      status: idOf(
        'rewardFulfillmentStatus',
        text('One of the statuses the brand has defined, e.g. SHIPPED'),
      ).optional(),
    },
    'Delivery',
  ).optional();

const tender = () =>
  object(
    {
      totalAmount: money('Total paid in money').optional(),
      tenders: list(
        object({
          methodOfPayment: text('CARD …').optional(),
          methodOfPaymentId: text('E.g. the issuer').optional(),
          tenderId: textOrNumber('Id of the payment').optional(),
          amount: money('Paid with it').optional(),
        }),
        'Parts of the amount',
      ).optional(),
    },
    'Money paid, if the price includes cash',
  );

export const rewardIssueBody = () =>
  object({
    brand: ownRewardBrandName('Brand name'),
    ...recipient(),
    requestId: textOrNumber('Your own id, unique to this issue; repeats are not issued again').optional(),
    paymentConfig: object(chosenPrice(), PRICE_CHOICE).optional(),
    quantity: integer('For CONV_RATIO: pieces, or the value; otherwise one is issued').optional(),
    validationCode: secret(textOrNumber('OTP; needed unless skip_validation=true')).optional(),
    transactionNumber: textOrNumber('Your own unique number for the issue. Send it').optional(),
    notes: freeText().optional(),
    programId: idOf('loyaltyProgram', textOrNumber('Loyalty program whose points pay')).optional(),
    email: email('Alias of emailId').optional(),
    tender: tender().optional(),
    rewardOwnershipRO: object(
      {
        ownerType: ownerType('Module'),
        ownerId: idOf('owningRecord', textOrNumber('Record of the module')).optional(),
      },
      "Module giving it out; must be among the reward's owners",
    ).optional(),
    customFields: keyValues('ISSUE_REWARD custom fields: { name: value }').optional(),
    fulfillmentDetails: fulfillmentDetails(),
    ...payingGroup(),
    eventLogId: idOf('ledgerEvent', textOrNumber('Transaction or event that caused it')).optional(),
    eventDateTime: dateTime({ zone: 'utc' }, 'Time of that event, from now to 24 hours ahead').optional(),
    redemptionTime: text('Time of the redemption; format not documented').optional(),
    rewards: list(
      object({ rewardId: idOf('reward', integer('Reward')).optional() }),
      'Leave out: the path names the reward',
    ).optional(),
  });

export const rewardIssueBulkBody = () =>
  object({
    rewards: list(
      object({
        rewardId: idOf('reward', integer('Needed without rewardExternalId')).optional(),
        rewardExternalId: idOf(
          'rewardExternalId',
          textOrNumber("The partner's id of the reward, in place of rewardId"),
        ).optional(),
        quantity: integer('Pieces; for CONV_RATIO without redemptionValue the value, at most 5'),
        requestId: textOrNumber('Your own id, unique to this row; repeats are not issued again').optional(),
        paymentConfig: object(
          { ...chosenPrice(), points: number('Price in points').optional() },
          PRICE_CHOICE,
        ).optional(),
        params: keyValues('More for the vendor').optional(),
        customFields: keyValues('ISSUE_REWARD custom fields: { name: value }').optional(),
        fulfillmentDetails: fulfillmentDetails(),
      }),
      'Rewards to issue',
    ),
    ...recipient(),
    brand: ownRewardBrandName('Brand name').optional(),
    transactionNumber: textOrNumber('Your own unique number for the issue').optional(),
    notes: freeText().optional(),
    programId: idOf('loyaltyProgram', integer('Loyalty program whose points pay')).optional(),
    eventLogId: idOf('ledgerEvent', textOrNumber('Transaction or event that caused it')).optional(),
    eventDateTime: dateTime({ zone: 'utc' }, 'Time of that event').optional(),
    params: keyValues('More for the vendor, for all rewards').optional(),
    ...payingGroup(),
  });

const discountType = () => choice(['ABSOLUTE', 'PERCENTAGE', 'FIXED'], 'Kind of discountValue; fixed once running');

export const promotionCreateBody = () =>
  object({
    brandId: fromConnection('rewardBrandId', idOf('rewardBrand', textOrNumber('Brand of the rewards catalog'))),
    startTime: dateTime({ zone: 'utc' }, 'Start'),
    endTime: dateTime({ zone: 'utc', ends: true }, 'End'),
    discountType: discountType(),
    discountValue: number('Percent for PERCENTAGE, otherwise points'),
    rewardIds: idOf(
      'reward',
      list(integer(), 'Rewards with the discount; each in one running or scheduled promotion only'),
    ),
    languageSpecificInfo: list(object(languageText()), 'Texts, one entry per language'),
    enabled: boolean('false is final: it cannot be enabled again').optional(),
    customFields: keyValues('CATALOGUE_PROMOTION custom fields: { name: value }').optional(),
  });

export const promotionUpdateBody = () =>
  object({
    discountType: discountType(),
    discountValue: number('Percent for PERCENTAGE, otherwise points; fixed once running'),
    rewardIds: idOf('reward', list(integer(), 'ALL rewards with the discount; omitted ones lose it')),
    startTime: dateTime({ zone: 'utc' }, 'Start; changes only while scheduled').optional(),
    endTime: dateTime({ zone: 'utc', ends: true }, 'End, not before now').optional(),
    languageSpecificInfo: list(object(languageText()).partial(), 'Texts, one entry per language').optional(),
    enabled: boolean('false is final: it cannot be enabled again').optional(),
    brandId: idOf('rewardBrand', textOrNumber('As in the path')).optional(),
    customFields: keyValues('CATALOGUE_PROMOTION custom fields: { name: value }').optional(),
  });
