/** What the calls of this section answer. Times are seconds since 1970 with a fraction. */
import type { z } from 'zod';
import { lazy } from '../../lib/lazy.js';
import { anyOf, open } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';

/** An error or a warning. `reference` names the field. */
export const problem = lazy(() =>
  open({
    status: boolean(),
    code: integer(),
    message: text(),
    reference: text(),
  }),
);

export const seconds = () => anyOf(epoch({ unit: 'seconds' }), number());

/** An answer about `data`. */
export const answer = <T extends z.core.$ZodType>(data: T) =>
  open({
    data,
    errors: list(problem()),
    warnings: list(problem()),
  });

/**
 * A badge. Its limits, benefits and expiry hold what their types need: `COUPON` benefits a series, `LOYALTY_POINTS` ones
 * a program. The list lacks the limits; what customers have is `customerBadge`.
 */
const badge = lazy(() =>
  open({
    id: idOf('badge', text()),
    ...badgeMembers(),
    status: text(),
    badgeNumericId: integer(),
    earnedBadgeExpiry: expiry(),
    issuedBadgeExpiry: expiry().describe('with type ISSUE_EARN'),
    issuedCount: integer(),
    earnedCount: integer(),
    createdOn: seconds(),
    createdOnISO: dateTime({ zone: 'offset' }),
    createdBy: integer(),
    lastUpdatedOn: seconds(),
    lastUpdatedOnISO: dateTime({ zone: 'offset' }),
    lastUpdatedBy: integer(),
  }),
);

/** A badge that a customer earned or may earn. Counts and times are null for those not earned. */
const customerBadge = lazy(() =>
  open({
    badgeMetaId: idOf('badge', text()),
    ...badgeMembers(),
    status: text(),
    badgeStatus: text(),
    earnedCount: integer(),
    earnedBadgeExpiry: expiry(),
    issuedBadgeExpiry: expiry(),
    lastEarnedOnDate: seconds(),
    lastEarnedOnDateISO: dateTime({ zone: 'offset' }),
    lastEarnEventDate: seconds(),
    lastEarnEventDateISO: dateTime({ zone: 'offset' }),
  }),
);

const badgeMembers = () => ({
  orgId: integer(),
  name: text(),
  description: text(),
  earnType: text(),
  active: boolean(),
  startOn: seconds(),
  startOnISO: dateTime({ zone: 'offset' }),
  expiresOn: seconds(),
  expiresOnISO: dateTime({ zone: 'offset' }),
  images: list(image()),
  tags: list(open({ name: text(), value: text() })),
  badgeGroupId: idOf('badgeGroup', text()),
  badgeGroupName: text(),
  badgeRank: integer(),
  ownership: open({ restrictedToOwners: list(text()), claims: list(claim()) }),
  customerConstraints: list(limit()),
  badgeConstraints: list(limit()),
  benefits: list(benefit()),
  customFields: keyValues(),
});

export const image = lazy(() =>
  open({
    name: text(),
    fileSvcHandle: text(),
    url: text(),
    tag: text(),
  }),
);

/** `ABSOLUTE` with a dateTime, or `RELATIVE` with a number; `relativeExpirytype` is the API's spelling. */
export const expiry = lazy(() =>
  open({
    expiryType: text(),
    type: text(),
    expiresOn: seconds(),
    expiresOnISO: dateTime({ zone: 'offset' }),
    expireWithBadgeMeta: boolean(),
    relativeExpirytype: text(),
    value: integer(),
  }),
);

/** A module that may give the badge. */
export const claim = lazy(() =>
  open({
    badgeMetaId: idOf('badge', text()),
    ownerType: text(),
    referenceId: idOf('badgeClaimant', textOrNumber()),
    isActive: boolean(),
  }),
);

/** How often a badge may be earned: altogether, in a fixed window, or in a rolling one. */
const limit = lazy(() =>
  open({
    constraintType: text(),
    constraintLevel: text(),
    referenceId: idOf('badgeWindow', text()),
    maxEarnLimit: integer(),
    durationType: text(),
    refreshRate: integer(),
    startDayOfTheWeek: textOrNumber(),
    cycleStatus: text(),
    startDate: seconds(),
    startDateISO: dateTime({ zone: 'offset' }),
    endDate: seconds(),
    endDateISO: dateTime({ zone: 'offset' }),
    currentCycle: open({ startDate: seconds(), endDate: seconds() }),
    rollType: text(),
    rollValue: integer(),
    maxEarnForDays: integer(),
    rollForDays: integer(),
    maxEarnForWeeks: integer(),
    rollForWeeks: integer(),
    maxEarnForMonths: integer(),
    rollForMonths: integer(),
  }),
);

const benefit = lazy(() =>
  open({
    benefitType: text(),
    seriesId: idOf('couponSeries', integer()),
    programId: idOf('loyaltyProgram', integer()),
    promotionId: idOf('loyaltyPromotionNumber', integer()),
    allocationStrategyId: idOf('allocationStrategy', integer()),
    expirationStrategyId: idOf('expiryStrategy', integer()),
    defaultTillId: idOf('till', integer()),
  }),
);

/** The tags that the organization's badges may have. */
const organizationTags = lazy(() =>
  open({
    id: text(),
    orgId: integer(),
    tags: list(
      open({
        key: text(),
        dataType: text(),
        description: text(),
        mandatory: boolean(),
      }),
    ),
    createdOn: seconds(),
    createdBy: integer(),
    lastUpdatedOn: seconds(),
    lastUpdatedBy: integer(),
  }),
);

/** One customer's enrolment in a badge. `error` is null if it worked. */
const enrolment = lazy(() =>
  open({
    customerId: idOf('customer', integer()),
    issuedId: idOf('badgeEnrolment', text()),
    status: text(),
    error: problem(),
  }),
);

export const page = lazy(() =>
  open({
    page: integer(),
    size: integer(),
    total: integer(),
    totalPages: integer(),
  }),
);

export const badgeOrgMetaAnswer = lazy(() => answer(organizationTags()));

export const badgeAnswer = lazy(() => answer(badge()));

export const badgeListAnswer = () =>
  answer(
    open({
      metaBasicDetails: list(badge()),
      pagination: page(),
    }),
  );

export const badgeClaimAnswer = () => answer(claim());

export const badgeSetActivationAnswer = () => answer(open({ id: idOf('badge', text()), isActive: boolean() }));

export const badgeEnrollCustomersAnswer = () =>
  answer(
    open({
      badgeMetaId: idOf('badge', text()),
      triggeredBy: open({ ownerType: text(), referenceId: textOrNumber() }),
      expiresOn: seconds(),
      expiresOnISO: dateTime({ zone: 'offset' }),
      issuedBadges: list(enrolment()),
      requestId: textOrNumber(),
    }),
  );

/** `issuedId` is null for badges of type `EARN`; `isActive` is false after a revocation. */
export const earnedBadgeAnswer = lazy(() =>
  answer(
    open({
      badgeMetaId: idOf('badge', text()),
      customerId: idOf('customer', integer()),
      earnedBadgeId: idOf('earnedBadge', text()),
      issuedId: idOf('badgeEnrolment', text()),
      expiresOn: seconds(),
      expiresOnISO: dateTime({ zone: 'offset' }),
      isActive: boolean(),
      requestId: textOrNumber(),
    }),
  ),
);

export const badgeRevokeEnrolmentAnswer = () =>
  answer(
    open({
      badgeMetaId: idOf('badge', text()),
      revokedIssuedBadges: list(enrolment()),
      requestId: textOrNumber(),
    }),
  );

export const badgeGetForCustomerAnswer = () =>
  answer(
    open({
      badges: list(customerBadge()),
      pagination: page(),
    }),
  );
