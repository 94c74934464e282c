/** What the calls of this section answer. */

import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { knownCustomer, pagination, statusCode } from '../schemas/answers.modern.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

const partnerProgramName = () => idOf('partnerProgramName', text());

export const partnerProgramLinkCustomerAnswer = () =>
  open({
    linkCustomers: list(
      open({
        customer: knownCustomer(),
        linkToPartnerPrograms: list(
          open({ partnerProgramName: partnerProgramName(), partnerLinkStatus: statusCode() }),
        ),
      }),
    ),
    warnings: list(problem()),
  });

export const partnerProgramUpdateCustomerAnswer = () =>
  open({
    customersPartnerUpdates: list(
      open({
        customer: knownCustomer(),
        partnerProgramUpdates: list(
          open({ partnerProgramName: partnerProgramName(), updateType: text(), updateStatus: statusCode() }),
        ),
      }),
    ),
    warnings: list(problem()),
  });

export const partnerProgramDelinkCustomerAnswer = () =>
  open({
    deLinkCustomers: list(
      open({
        customer: knownCustomer(),
        deLinkFromPartnerPrograms: list(
          open({ partnerProgramName: partnerProgramName(), partnerDeLinkStatus: statusCode() }),
        ),
      }),
    ),
    warnings: list(problem()),
  });

/** A benefit of a program, and how often the customer had it. */
const benefit = lazy(() =>
  open({
    name: text(),
    type: text(),
    mappedPromotionDetails: open({ promotionId: integer(), promotionName: text(), promotionReferenceNumber: text() }),
    maximumAvailableInCycle: integer(),
    additionalIssuanceInCurrentCycle: integer(),
    countAvailedInCurrentCycle: integer(),
    countAvailedInLast365Days: integer(),
  }),
);

/** A program and the customer's membership. There is no tier in a program without tiers. */
const membership = lazy(() =>
  open({
    programName: text(),
    partnerProgramId: idOf('partnerProgram', integer()),
    partnerProgramName: partnerProgramName(),
    partnerProgramDescription: text(),
    partnerTierNumber: integer(),
    partnerTierName: idOf('partnerTierName', text()),
    partnerTierExpiryDate: dateTime({ zone: 'offset' }),
    partnerMembershipId: text(),
    partnerProgramType: text(),
    partnerProgramMembershipStartDate: dateTime({ zone: 'offset' }),
    partnerProgramMembershipEndDate: dateTime({ zone: 'offset' }),
    partnerProgramMembershipLastUpdatedDate: dateTime({ zone: 'offset' }),
    partnerProgramMembershipLastUpdatedActivity: text(),
    benefitsSummary: list(benefit()),
    linked: boolean(),
    tierBased: boolean(),
  }),
);

/** A link or a change of tier; or a benefit that was used, with its bill. */
const activity = lazy(() =>
  open({
    activityType: text(),
    activityDate: dateTime({ zone: 'offset' }),
    benefitDetails: open({
      name: text(),
      type: text(),
      billDate: dateTime({ zone: 'offset' }),
      billNumber: text(),
      billId: idOf('transaction', integer()),
      tillId: idOf('till', integer()),
      tillName: text(),
      storeName: text(),
    }),
  }),
);

const history = lazy(() => ({
  partnerProgramDetails: membership().describe('also pauses and attributes; their names are not documented'),
  customerActivityHistory: list(activity()),
  notes: freeText(),
  uniqueId: text(),
}));

export const partnerProgramGetCustomerActivityAnswer = () =>
  open({
    pagination: pagination(),
    data: list(open(history()), 'or, in an older form, one program at the root'),
    ...history(),
    warnings: list(problem()),
    errors: list(problem()),
  });
