/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem, time, timestamp } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

const dataPagination = lazy(() =>
  open({
    page: integer(),
    size: integer(),
    total: integer(),
    totalPages: integer(),
  }),
);

const badge = lazy(() =>
  open({
    id: text(),
    orgId: integer(),
    name: text(),
    description: text(),
    startOn: timestamp({ unit: 'seconds' }),
    expiresOn: timestamp({ unit: 'seconds' }),
    earnedBadgeExpiry: earnedBadgeExpiry(),
    issuedBadgeExpiry: earnedBadgeExpiry(),
    images: list(dataImage()),
    ownership: open({
      restrictedToOwners: list(text()),
      claims: list(claim()),
    }),
    customerConstraints: list(customerConstraint()),
    badgeConstraints: list(badgeConstraint()),
    tags: list(
      open({
        name: text(),
        value: text(),
      }),
    ),
    badgeGroupId: idOf('badgeGroup', text()),
    badgeRank: integer(),
    earnType: text(),
    status: text(),
    createdOn: timestamp({ unit: 'seconds' }),
    createdBy: integer(),
    lastUpdatedOn: timestamp({ unit: 'seconds' }),
    lastUpdatedBy: integer(),
    customFields: keyValues(),
    active: boolean(),
    badgeNumericId: integer(),
    startOnISO: time({ zone: 'offset' }),
    expiresOnISO: time({ zone: 'offset' }),
    benefits: list(benefit()),
    createdOnISO: time({ zone: 'offset' }),
    lastUpdatedOnISO: time({ zone: 'offset' }),
    issuedCount: integer(),
    earnedCount: integer(),
  }),
);

const badgesBadge = lazy(() =>
  open({
    id: text(),
    orgId: integer(),
    tags: list(tag()),
    createdOn: timestamp({ unit: 'seconds' }),
    createdBy: integer(),
    lastUpdatedOn: timestamp({ unit: 'seconds' }),
    lastUpdatedBy: integer(),
  }),
);

const tag = lazy(() =>
  open({
    key: text(),
    dataType: text(),
    description: text(),
    mandatory: boolean(),
  }),
);

const issuedBadgeError = lazy(() =>
  open({
    code: integer(),
    message: text(),
    reference: text(),
  }),
);

const earnedBadgeExpiry = lazy(() =>
  open({
    expiryType: text(),
    type: text(),
    expiresOn: timestamp({ unit: 'seconds' }),
    expireWithBadgeMeta: boolean(),
    relativeExpirytype: text(),
    value: integer(),
    expiresOnISO: time({ zone: 'offset' }),
  }),
);

const dataImage = lazy(() =>
  open({
    name: text(),
    fileSvcHandle: text(),
    url: text(),
    tag: text(),
  }),
);

const claim = lazy(() =>
  open({
    ownerType: text(),
    referenceId: text(),
    isActive: boolean(),
  }),
);

const customerConstraint = lazy(() =>
  open({
    constraintType: text(),
    referenceId: text(),
    durationType: text(),
    refreshRate: integer(),
    maxEarnLimit: integer(),
    cycleStatus: text(),
    startDate: timestamp({ unit: 'seconds' }),
    endDate: timestamp({ unit: 'seconds' }),
    currentCycle: open({
      startDate: timestamp({ unit: 'seconds' }),
      endDate: timestamp({ unit: 'seconds' }),
    }),
    startDateISO: time({ zone: 'offset' }),
    endDateISO: time({ zone: 'offset' }),
    maxEarnForDays: integer(),
    rollForDays: integer(),
    maxEarnForWeeks: integer(),
    rollForWeeks: integer(),
    maxEarnForMonths: integer(),
    rollForMonths: integer(),
    startDayOfTheWeek: text(),
  }),
);

const badgeConstraint = lazy(() =>
  open({
    constraintType: text(),
    referenceId: text(),
    durationType: text(),
    refreshRate: integer(),
    maxEarnLimit: integer(),
    startDate: timestamp({ unit: 'seconds' }),
    endDate: timestamp({ unit: 'seconds' }),
    cycleStatus: text(),
    currentCycle: open({
      startDate: timestamp({ unit: 'seconds' }),
      endDate: timestamp({ unit: 'seconds' }),
    }),
    rollType: text(),
    rollValue: integer(),
  }),
);

const benefit = lazy(() =>
  open({
    benefitType: text(),
    seriesId: idOf('couponSeries', integer()),
    programId: idOf('loyaltyProgram', integer()),
    promotionId: idOf('loyaltyPromotion', integer()),
    allocationStrategyId: idOf('allocationStrategy', integer()),
    expirationStrategyId: integer(),
    defaultTillId: anything(),
  }),
);

export const badgeCreateOrgMetaAnswer = () =>
  open({
    data: badgesBadge(),
    errors: list(issuedBadgeError()),
    warnings: list(problem()),
  });

export const badgeUpdateOrgMetaAnswer = () =>
  open({
    data: badgesBadge(),
    errors: list(issuedBadgeError()),
    warnings: list(problem()),
  });

export const badgeGetOrgMetaAnswer = () =>
  open({
    data: badgesBadge(),
    errors: list(issuedBadgeError()),
    warnings: list(problem()),
  });

export const badgeCreateAnswer = () =>
  open({
    data: badge(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const badgeUpdateAnswer = () =>
  open({
    data: badge(),
    errors: list(problem()),
    warnings: list(problem()),
  });

const metaBasicDetail = lazy(() =>
  open({
    id: text(),
    orgId: integer(),
    name: text(),
    badgeGroupId: idOf('badgeGroup', text()),
    badgeGroupName: text(),
    badgeRank: integer(),
    description: text(),
    startOn: timestamp({ unit: 'seconds' }),
    expiresOn: timestamp({ unit: 'seconds' }),
    status: text(),
    images: list(dataImage()),
    earnType: text(),
    earnedBadgeExpiry: earnedBadgeExpiry(),
    ownership: open({
      restrictedToOwners: list(text()),
      claims: list(claim()),
    }),
    issuedCount: integer(),
    earnedCount: integer(),
    createdOn: timestamp({ unit: 'seconds' }),
    createdBy: integer(),
    lastUpdatedOn: timestamp({ unit: 'seconds' }),
    lastUpdatedBy: integer(),
    customFields: keyValues(),
    active: boolean(),
    tags: list(
      open({
        name: text(),
        value: text(),
      }),
    ),
    benefits: list(benefit()),
    issuedBadgeExpiry: earnedBadgeExpiry(),
    startOnISO: time({ zone: 'offset' }),
    expiresOnISO: time({ zone: 'offset' }),
    createdOnISO: time({ zone: 'offset' }),
    lastUpdatedOnISO: time({ zone: 'offset' }),
  }),
);

export const badgeListAnswer = () =>
  open({
    data: open({
      metaBasicDetails: list(metaBasicDetail()),
      pagination: dataPagination(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const badgeGetAnswer = () =>
  open({
    data: badge(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const badgeClaimAnswer = () =>
  open({
    data: open({
      badgeMetaId: idOf('badge', text()),
      ownerType: text(),
      referenceId: text(),
      isActive: boolean(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const badgeSetActivationAnswer = () =>
  open({
    data: open({
      id: text(),
      isActive: boolean(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const badgeEnrollCustomersAnswer = () =>
  open({
    data: open({
      badgeMetaId: idOf('badge', text()),
      triggeredBy: open({
        ownerType: text(),
        referenceId: text(),
      }),
      expiresOn: timestamp({ unit: 'seconds' }),
      issuedBadges: list(
        open({
          customerId: idOf('customer', integer()),
          issuedId: text(),
          error: issuedBadgeError(),
          status: text(),
        }),
      ),
      requestId: text(),
      expiresOnISO: time({ zone: 'offset' }),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const badgeEarnAnswer = () =>
  open({
    data: open({
      badgeMetaId: idOf('badge', text()),
      customerId: idOf('customer', integer()),
      earnedBadgeId: idOf('earnedBadge', text()),
      expiresOn: timestamp({ unit: 'seconds' }),
      requestId: text(),
      issuedId: text(),
      expiresOnISO: time({ zone: 'offset' }),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const badgeRevokeEnrolmentAnswer = () =>
  open({
    data: open({
      badgeMetaId: idOf('badge', text()),
      revokedIssuedBadges: list(
        open({
          customerId: idOf('customer', integer()),
          issuedId: text(),
          error: issuedBadgeError(),
        }),
      ),
      requestId: text(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const badgeRevokeEarnedAnswer = () =>
  open({
    data: open({
      badgeMetaId: idOf('badge', text()),
      customerId: idOf('customer', integer()),
      earnedBadgeId: idOf('earnedBadge', text()),
      isActive: boolean(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

const badgeGetForCustomerBadge = lazy(() =>
  open({
    badgeMetaId: idOf('badge', text()),
    orgId: integer(),
    name: text(),
    description: text(),
    startOn: timestamp({ unit: 'seconds' }),
    expiresOn: timestamp({ unit: 'seconds' }),
    images: list(dataImage()),
    tags: list(
      open({
        name: text(),
        value: text(),
      }),
    ),
    badgeGroupId: idOf('badgeGroup', text()),
    badgeGroupName: text(),
    badgeRank: integer(),
    ownership: open({
      restrictedToOwners: list(text()),
      claims: list(claim()),
    }),
    earnType: text(),
    benefits: list(benefit()),
    customerConstraints: list(customerConstraint()),
    badgeConstraints: list(badgeConstraint()),
    earnedCount: integer(),
    lastEarnedOnDate: timestamp({ unit: 'seconds' }),
    lastEarnEventDate: timestamp({ unit: 'seconds' }),
    customFields: keyValues(),
    active: boolean(),
    startOnISO: time({ zone: 'offset' }),
    expiresOnISO: time({ zone: 'offset' }),
    lastEarnedOnDateISO: time({ zone: 'offset' }),
    lastEarnEventDateISO: time({ zone: 'offset' }),
  }),
);

export const badgeGetForCustomerAnswer = () =>
  open({
    data: open({
      badges: list(badgeGetForCustomerBadge()),
      pagination: dataPagination(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });
