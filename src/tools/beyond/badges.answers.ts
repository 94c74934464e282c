/** What the calls of this section answer. Times are seconds since 1970 with a fraction. */
import { lazy } from '../../lib/lazy.js';
import { answer, claim, expiry, image, page, problem, seconds } from '../badges/badges.answers.js';
import { open } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text, textOrNumber } from '../schemas/values.js';

/** Who made a record and changed it last, and when. */
const changes = () => ({
  createdOn: seconds(),
  createdOnISO: dateTime({ zone: 'offset' }),
  createdBy: integer(),
  lastUpdatedOn: seconds(),
  lastUpdatedOnISO: dateTime({ zone: 'offset' }),
  lastUpdatedBy: integer(),
});

const customField = lazy(() =>
  open({
    id: idOf('badgeCustomField', text()),
    orgId: integer(),
    name: text(),
    isMandatory: boolean(),
    defaultValue: text(),
    isActive: boolean(),
    dataType: text(),
    ...changes(),
  }),
);

const group = lazy(() =>
  open({
    id: idOf('badgeGroup', text()),
    orgId: integer(),
    name: text(),
    rank: integer(),
    isActive: boolean(),
    ...changes(),
  }),
);

export const customFieldAnswer = lazy(() => answer(customField()));

export const customFieldListAnswer = () => answer(open({ customFieldROList: list(customField()) }));

export const groupAnswer = lazy(() => answer(group()));

export const groupListAnswer = () => answer(open({ badgeGroups: list(group()), pagination: page() }));

export const badgeUnclaimAnswer = () => answer(claim());

const trigger = () => open({ ownerType: text(), referenceId: textOrNumber() });

/** `issuedBadges` is an older form of the two lists. The members of a failed row are a guess: no sample has one. */
export const badgeEarnBulkAnswer = () =>
  answer(
    open({
      badgeMetaId: idOf('badge', text()),
      earnedBadgesList: list(
        open({ customerId: idOf('customer', integer()), earnedBadgeId: idOf('earnedBadge', text()) }),
      ),
      failedEarnBadgeErrorList: list(open({ customerId: idOf('customer', integer()), error: problem() })),
      totalCount: integer(),
      earnedCount: integer(),
      failedCount: integer(),
      expiresOn: seconds(),
      expiresOnISO: dateTime({ zone: 'offset' }),
      triggeredBy: trigger(),
      issuedBadges: list(
        open({ customerId: idOf('customer', integer()), issuedId: text(), status: text(), error: problem() }),
      ),
    }),
  );

/** `issueStatus` and the counts are null for badges that the customer has nothing to do with yet. */
const customerBadge = lazy(() =>
  open({
    badgeMetaId: idOf('badge', text()),
    name: text(),
    description: text(),
    badgeType: text(),
    badgeStatus: text(),
    badgeGroupId: idOf('badgeGroup', text()),
    badgeGroupName: text(),
    badgeRank: integer(),
    startsOn: seconds(),
    startsOnISO: dateTime({ zone: 'offset' }),
    expiresOn: seconds(),
    expiresOnISO: dateTime({ zone: 'offset' }),
    earnCount: integer(),
    lastEarnedOn: seconds(),
    lastEarnedOnISO: dateTime({ zone: 'offset' }),
    lastEarnedOnDate: seconds(),
    lastEarnEventDate: seconds(),
    ownership: open({ restrictedToOwners: list(text()), claims: list(claim()) }),
    issueStatus: text(),
    images: list(image()),
    active: boolean(),
    createdOn: seconds(),
    createdOnISO: dateTime({ zone: 'offset' }),
    lastUpdatedOn: seconds(),
    lastUpdatedOnISO: dateTime({ zone: 'offset' }),
  }),
);

export const badgeSearchForCustomerAnswer = () =>
  answer(open({ customerBadges: list(customerBadge()), pagination: page() }));

/** A limit, and how much of it is used: `constraintType` is `OVERALL`, `FIXED_WINDOW` or `ROLLING_WINDOW` here. */
const usedLimit = lazy(() =>
  open({
    constraintLevel: text(),
    constraintType: text(),
    maxEarnLimit: integer(),
    durationType: text(),
    refreshRate: integer(),
    startDayOfTheWeek: textOrNumber(),
    rollType: text(),
    rollValue: integer(),
    cycleStatus: text(),
    earnConstraintBlockStatistics: open({
      currentEarnCount: integer(),
      currentEarnCountDays: integer(),
      currentEarnCountWeeks: integer(),
      currentEarnCountMonths: integer(),
    }),
    fixedWindowCycle: open({ startDate: seconds(), endDate: seconds() }),
    fixedWindowReferenceId: idOf('badgeWindow', text()),
  }),
);

const enrolment = lazy(() =>
  open({
    issueId: idOf('badgeEnrolment', text()),
    issuedStatus: text(),
    issuedOn: seconds(),
    issueEventDate: seconds(),
    issueExpiresOn: seconds(),
    revokedOn: seconds(),
    ownerType: text(),
    ownerReferenceId: textOrNumber(),
  }),
);

/** The members of `earns` are in no sample. */
export const badgeExplainForCustomerAnswer = () =>
  answer(
    open({
      id: idOf('badge', text()),
      name: text(),
      description: text(),
      badgeType: text(),
      badgeStatus: text(),
      action: text(),
      startsOn: seconds(),
      expiresOn: seconds(),
      owner: list(text()),
      claimedBy: list(claim()),
      images: list(image()),
      earnExpiry: expiry(),
      issueExpiry: expiry(),
      customerConstraints: list(usedLimit(), 'only with includeStatistics, as all down to earnDetails'),
      badgeConstraints: list(usedLimit()),
      issualDetails: open({ issuedCount: integer(), issuals: list(enrolment()) }),
      issuedStatus: text(),
      earnDetails: open({ earnCount: integer(), earns: list(keyValues()) }),
      activeEarnedCount: integer(),
      badgeRank: integer(),
      badgeGroupId: idOf('badgeGroup', text()),
      badgeGroupName: text(),
      customFields: keyValues(),
      createdOn: seconds(),
      lastUpdatedOn: seconds(),
    }),
  );

const cycle = lazy(() =>
  open({
    fixedWindowCycleReferenceId: idOf('badgeWindow', text()),
    constraintType: text(),
    startDate: seconds(),
    startDateISO: dateTime({ zone: 'offset' }),
    endDate: seconds(),
    endDateISO: dateTime({ zone: 'offset' }),
    earnCount: integer(),
  }),
);

export const badgeGetWindowsAnswer = () =>
  answer(
    open({
      badgeMetaId: idOf('badge', text()),
      orgId: integer(),
      customerId: idOf('customer', integer()),
      startDate: seconds(),
      startDateISO: dateTime({ zone: 'offset' }),
      endDate: seconds(),
      endDateISO: dateTime({ zone: 'offset' }),
      fixedWindowCycles: list(cycle()),
      pagination: page(),
    }),
  );
