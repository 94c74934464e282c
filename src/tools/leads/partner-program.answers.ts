/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { email, mobile, open, problem, time } from '../schemas/answer.js';
import { pagination, statusCode } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, text } from '../schemas/values.js';

export const linkCustomerCustomer = lazy(() =>
  open({
    id: idOf('customer', integer()),
    mobile: mobile(),
    email: email(),
    externalId: text(),
    status: statusCode(),
  }),
);

export const partnerProgramLinkCustomerAnswer = () =>
  open({
    linkCustomers: list(
      open({
        customer: linkCustomerCustomer(),
        linkToPartnerPrograms: list(
          open({
            partnerProgramName: text(),
            partnerLinkStatus: open({
              status: boolean(),
              message: text(),
              code: integer(),
            }),
          }),
        ),
      }),
    ),
    warnings: list(problem()),
  });

export const partnerProgramUpdateCustomerAnswer = () =>
  open({
    customersPartnerUpdates: list(
      open({
        customer: linkCustomerCustomer(),
        partnerProgramUpdates: list(
          open({
            partnerProgramName: text(),
            updateType: text(),
            updateStatus: open({
              status: boolean(),
              message: text(),
              code: integer(),
            }),
          }),
        ),
      }),
    ),
    warnings: list(problem()),
  });

export const partnerProgramDelinkCustomerAnswer = () =>
  open({
    deLinkCustomers: list(
      open({
        customer: linkCustomerCustomer(),
        deLinkFromPartnerPrograms: list(
          open({
            partnerProgramName: text(),
            partnerDeLinkStatus: open({
              status: boolean(),
              message: text(),
              code: integer(),
            }),
          }),
        ),
      }),
    ),
    warnings: list(problem()),
  });

const partnerProgramDetail = lazy(() =>
  open({
    programName: text(),
    partnerProgramId: idOf('partnerProgram', integer()),
    partnerProgramName: text(),
    partnerProgramDescription: text(),
    partnerTierNumber: integer(),
    partnerTierName: text(),
    partnerTierExpiryDate: time({ zone: 'offset' }),
    partnerMembershipId: text(),
    partnerProgramType: text(),
    partnerProgramMembershipStartDate: time({ zone: 'offset' }),
    partnerProgramMembershipEndDate: time({ zone: 'offset' }),
    partnerProgramMembershipLastUpdatedDate: time({ zone: 'offset' }),
    partnerProgramMembershipLastUpdatedActivity: text(),
    benefitsSummary: list(benefitsSummary()),
    linked: boolean(),
    tierBased: boolean(),
  }),
);

const benefitsSummary = lazy(() =>
  open({
    name: text(),
    type: text(),
    mappedPromotionDetails: open({
      promotionId: integer(),
      promotionName: text(),
      promotionReferenceNumber: text(),
    }),
    maximumAvailableInCycle: integer(),
    additionalIssuanceInCurrentCycle: integer(),
    countAvailedInCurrentCycle: integer(),
    countAvailedInLast365Days: integer(),
  }),
);

const customerActivityHistory = lazy(() =>
  open({
    activityType: text(),
    activityDate: time({ zone: 'offset' }),
    benefitDetails: benefitDetail(),
  }),
);

const benefitDetail = lazy(() =>
  open({
    name: text(),
    type: text(),
    billDate: time({ zone: 'offset' }),
    billNumber: text(),
    billId: idOf('transaction', integer()),
    tillId: idOf('till', integer()),
    tillName: text(),
    storeName: text(),
  }),
);

export const partnerProgramGetCustomerActivityAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        partnerProgramDetails: partnerProgramDetail(),
        customerActivityHistory: list(customerActivityHistory()),
        notes: text(),
        uniqueId: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
