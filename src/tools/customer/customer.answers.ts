/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { linkCustomerCustomer } from '../leads/partner-program.answers.js';
import { product2 } from '../product/product.answers.js';
import { anything, day, freeText, mobile, open, personName, problem, time } from '../schemas/answer.js';
import {
  dataProfile,
  expirySchedule,
  loyaltyInfo,
  pagination,
  profile,
  sideEffect,
} from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';
import {
  alternateCurrencyDetail,
  cardDetail,
  customerCustomer,
  customerImage,
  customerPointsSummary,
  file,
  fraudDetail,
  groupLoyaltyProgramDetail,
  invitee,
  loyaltyProgramDetail,
  promotionalPoint,
  referee,
  subscriptionInfoSubscription,
} from './customer.entities.js';

const scope = lazy(() =>
  open({
    scope: text(),
    subScope: text(),
    scopeId: integer(),
    setCreatedOn: boolean(),
    setPriority: boolean(),
    setScopeId: boolean(),
    setScope: boolean(),
    setSubScope: boolean(),
  }),
);

export const customer3 = lazy(() =>
  open({
    scope: scope(),
    subscriptions: list(subscriptionInfoSubscription()),
    campaignId: idOf('campaign', integer()),
    communicationId: integer(),
    reason: freeText(),
    warnings: list(problem()),
  }),
);

export const customerAddAnswer = () =>
  open({
    createdId: idOf('customer', integer()),
    warnings: list(problem()),
    sideEffects: list(sideEffect()),
  });

export const customerGetIdAnswer = () =>
  open({
    entity: idOf('customer', integer()),
    warnings: list(problem()),
  });

export const customerUpdateIdentifiersAnswer = () =>
  open({
    createdId: idOf('customer', integer()),
    warnings: list(problem()),
  });

export const customerUpsertBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

const customerAssociateAssociationDetail = lazy(() =>
  open({
    hierarchyId: integer(),
    roleCode: text(),
    fleetCompany: open({
      externalId: idOf('company', text()),
      companyId: idOf('company', integer()),
    }),
    parentRoleId: integer(),
    skipLevelAllowed: boolean(),
    new: boolean(),
    childCustomer: boolean(),
  }),
);

export const customerAssociateAnswer = () =>
  list(
    open({
      entity: customerCustomer(),
      childEntities: list(
        open({
          id: idOf('customer', integer()),
          profiles: list(profile()),
          loyaltyInfo: loyaltyInfo(),
          segments: keyValues(),
          associationDetails: customerAssociateAssociationDetail(),
          extendedFields: keyValues(),
          warnings: list(problem()),
        }),
      ),
      childCount: integer(),
      childFailureCount: integer(),
      childSuccessCount: integer(),
    }),
  );

export const customerGetAnswer = () =>
  open({
    id: idOf('customer', integer()),
    profiles: list(profile()),
    loyaltyInfo: loyaltyInfo(),
    segments: keyValues(),
    extendedFields: keyValues(),
    associatedWith: text(),
    ug2Pagination: open({
      limit: integer(),
      offset: integer(),
      total: integer(),
    }),
    fraudDetails: fraudDetail(),
    loyaltyProgramDetails: list(loyaltyProgramDetail()),
    groupLoyaltyProgramDetails: list(groupLoyaltyProgramDetail()),
    pointsSummary: customerPointsSummary(),
    subscriptionInfo: open({
      subscriptions: list(subscriptionInfoSubscription()),
    }),
    promotionalPoints: promotionalPoint(),
    expirySchedules: list(expirySchedule()),
    customerImage: list(customerImage()),
    alternateCurrencyDetails: list(alternateCurrencyDetail()),
    cardDetails: list(cardDetail()),
    warnings: list(problem()),
  });

const customerGetHierarchyCustomer = lazy(() =>
  open({
    profiles: list(profile()),
    extendedFields: keyValues(),
    roleCode: text(),
    createdDate: time({ zone: 'offset' }),
    noOfChildren: integer(),
    defaultChild: boolean(),
    parentCustomer: keyValues(),
  }),
);

export const customerGetHierarchyAnswer = () =>
  open({
    entity: open({
      customers: list(customerGetHierarchyCustomer()),
      count: integer(),
      errors: list(problem()),
      warnings: list(problem()),
    }),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const customerUpdateAnswer = () =>
  open({
    createdId: idOf('customer', integer()),
    warnings: list(problem()),
    sideEffects: list(sideEffect()),
  });

export const customerUpdateAssociationAnswer = () => list(customerCustomer());

export const customerSearchAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        userId: idOf('customer', integer()),
        matchedIdentifiers: list(
          open({
            idType: text(),
            idValue: mobile(),
            source: text(),
            accountId: text(),
          }),
        ),
        profiles: list(dataProfile()),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetSubscriptionsAnswer = () => customer3();

export const customerAddImageAnswer = () =>
  open({
    data: list(
      open({
        code: integer(),
        file: file(),
        message: text(),
        status: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerDeleteImageAnswer = () =>
  open({
    data: list(
      open({
        code: integer(),
        message: text(),
        status: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerLinkCardAnswer = () =>
  open({
    createdId: idOf('customer', integer()),
    warnings: list(problem()),
  });

export const customerAddReferralsAnswer = () =>
  open({
    customerReferrals: list(
      open({
        customer: linkCustomerCustomer(),
        campaignToken: text(),
        referrals: list(
          open({
            type: text(),
            referral: list(
              open({
                name: personName(),
                identifier: mobile(),
                invitedOn: time({ zone: 'organization' }),
              }),
            ),
          }),
        ),
      }),
    ),
  });

const customerGetReferralsCustomer = lazy(() =>
  open({
    id: idOf('customer', integer()),
    profiles: list(profile()),
  }),
);

export const customerGetReferralsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        customer: customerGetReferralsCustomer(),
        referralCode: text(),
        invitees: list(invitee()),
        referee: list(referee()),
        incentives: list(anything()),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetStatusLogAnswer = () =>
  open({
    data: list(
      open({
        createdByUser: personName(),
        reason: freeText(),
        createdBy: integer(),
        actions: list(anything()),
        autoUpdateTime: day(),
        autoUpdateTimeISO: time({ zone: 'offset' }),
        createdOn: time({ zone: 'offset' }),
        entityId: idOf('customer', integer()),
        isActive: boolean(),
        label: text(),
        status: text(),
        prevLabel: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetSubscriptionLogAnswer = () =>
  open({
    data: list(
      open({
        orgUnitId: integer(),
        source: text(),
        accountId: text(),
        orgSourceId: integer(),
        commChannelId: integer(),
        commChannelType: text(),
        communicationCategoryId: integer(),
        priority: text(),
        status: boolean(),
        addedBy: integer(),
        addedOn: day(),
        reason: freeText(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
