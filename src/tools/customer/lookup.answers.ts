/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { pageDetail } from '../schemas/answers.modern.js';
import { idOf, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';
import * as byId from './customer.answers.js';
import { customer } from './customer.entities.js';
import * as loyalty from './customer.loyalty.answers.js';

/** How much of a limit of a promotion the customer has used. */
const restriction = lazy(() =>
  open({
    kpi: text(),
    maxLimit: text(),
    currentCustomerUsage: text(),
    limitOn: text(),
    type: text(),
    periodType: text(),
    periodUnit: text(),
  }),
);

/** A customer's enrolment in a promotion, and what it was issued. */
const promotionTimeline = lazy(() =>
  open({
    enrollmentDate: dateTime({ zone: 'offset' }),
    enrollmentDateISO: dateTime({ zone: 'offset' }),
    enrollmentExpiryDate: dateTime({ zone: 'offset' }),
    enrollmentExpiryDateISO: dateTime({ zone: 'offset' }),
    enrollmentId: integer(),
    enrollEventLogId: integer(),
    issuedDetails: list(
      open({
        issualId: integer(),
        issualDate: dateTime({ zone: 'offset' }),
        issualDateISO: dateTime({ zone: 'offset' }),
        issualExpiryDate: dateTime({ zone: 'offset' }),
        issualExpiryDateISO: dateTime({ zone: 'offset' }),
        issualEventLogId: integer(),
        redeemedCount: integer(),
      }),
    ),
  }),
);

export const customerLookupGetPromotionsAnswer = () =>
  open({
    pageDetails: pageDetail(),
    customerId: idOf('customer', integer()),
    promotions: list(
      open({
        promotionId: integer(),
        promotionName: text(),
        programId: idOf('loyaltyProgram', integer()),
        startDate: dateTime({ zone: 'offset' }),
        startDateISO: dateTime({ zone: 'offset' }),
        endDate: dateTime({ zone: 'offset' }),
        endDateISO: dateTime({ zone: 'offset' }),
        identifier: text(),
        description: text(),
        active: boolean(),
        eventName: text(),
        limits: open({
          maxPointsPerEvent: text(),
          pointsPerCustomer: text(),
          numberOFTimesPerCustomer: integer(),
          totalPointsInPromotion: text(),
        }),
        customerUsage: open({
          currentPointsPerCustomer: text(),
          currentNumberOfTimesPerCustomer: integer(),
          currentTotalPointsInPromotion: text(),
        }),
        pointsOfferType: text(),
        promotionRestriction: open({
          issualRestrictions: list(restriction()),
          earnRestrictions: list(restriction()),
          redemptionRestrictions: list(restriction()),
        }),
        promotionMetadata: list(
          open({
            key: text(),
            value: text(),
            brandDefined: boolean(),
          }),
        ),
        customerPromotionTimelines: list(promotionTimeline()),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerLookupUpdateAnswer = byId.customerUpdateAnswer;

export const customerLookupGetDetailsAnswer = () => customer();

/** The documented answer has `error` where others have `errors`. */
export const customerLookupUpdateStatusAnswer = () =>
  open({
    createdId: idOf('customer', integer()),
    warnings: list(problem()),
    error: list(problem()),
    errors: list(problem()),
  });

export const customerLookupGetSubscriptionsAnswer = byId.customerGetSubscriptionsAnswer;

export const customerLookupGetLoyaltyDetailsAnswer = loyalty.customerGetLoyaltyDetailsAnswer;

export const customerLookupGetRetroRequestsAnswer = loyalty.customerGetRetroRequestsAnswer;

export const customerLookupAddImageAnswer = byId.customerImagesAnswer;

export const customerLookupGetReferralsAnswer = byId.customerGetReferralsAnswer;

/** How the items stand in the answer is not documented. */
export const customerLookupGetRecommendationsAnswer = () =>
  open({
    customer: open({
      id: idOf('customer', integer()),
      loyaltyId: integer(),
      orgId: integer(),
      type: text(),
      source: text(),
      attributionTill: idOf('till', integer()),
      registeredById: idOf('till', integer()),
      lifetimePurchases: number(),
      identifierHash: secret(),
      extendedFields: keyValues(),
      extendedFieldsSet: list(anything()),
      mergeSurvivor: boolean(),
      customerUpdate: boolean(),
      campaignUser: boolean(),
      new: boolean(),
    }),
    count: integer(),
    recommendations: list(anything()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerLookupGetPointsBalanceAnswer = loyalty.customerGetPointsBalanceAnswer;

export const customerLookupGetTierAnswer = loyalty.customerGetTierAnswer;

export const customerLookupGetPromisedPointsScheduleAnswer = loyalty.customerGetPromisedPointsScheduleAnswer;
