/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { groupLoyaltyDetails, loyaltyDetails } from '../customer/customer.entities.js';
import { open, problem } from '../schemas/answer.js';
import { identifier, pagination } from '../schemas/answers.modern.js';
import { idOf, money, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, keyValues, list, text } from '../schemas/values.js';
import { membership } from '../user-group/user-group.answers.js';

export const userGroupUpdatePermissionsAnswer = () =>
  open({
    response: list(
      open({ entityId: membership(), result: membership(), errors: list(problem()), warnings: list(problem()) }),
    ),
    totalCount: integer(),
    failureCount: integer(),
  });

export const userGroupSearchByFieldsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        groupId: idOf('userGroup', integer()),
        groupName: text(),
        groupStatus: text(),
        groupExternalId: idOf('userGroupExternalId', text()),
        primaryMemberId: idOf('customer', integer()),
        totalMembers: integer(),
        totalActiveMembers: integer(),
        extendedFields: keyValues(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** Inferred: no documentation shows an entry. */
export const userGroupGetAuditLogsAnswer = () =>
  open({
    data: list(
      open({
        action: text('name inferred'),
        featureType: text('name inferred'),
        actor: text('name inferred'),
        date: dateTime({ zone: 'offset' }),
      }),
    ),
    pagination: pagination(),
    warnings: list(problem()),
  });

const olderMember = lazy(() =>
  open({
    userId: idOf('customer', integer()),
    groupId: integer(),
    role: text(),
    name: personName(),
    firstName: personName(),
    lastName: personName(),
    identifiers: list(identifier()),
    joinedOn: dateTime({ zone: 'offset' }),
    joinSource: text(),
    joinAccountId: text(),
    addedBy: integer(),
    autoUpdateTime: dateTime({ zone: 'offset' }),
    loyaltySummary: open({ enrolledPrograms: list(loyaltyDetails()), groupPrograms: list(groupLoyaltyDetails()) }),
  }),
);

export const userGroupGetOlderAnswer = () =>
  open({
    id: integer(),
    name: text(),
    primaryUserId: idOf('customer', integer()),
    lifetimePurchases: money(),
    members: list(olderMember()),
    createdOn: dateTime({ zone: 'offset' }),
    createdBy: integer(),
    updatedOn: dateTime({ zone: 'offset' }),
    updatedBy: integer(),
    warnings: list(problem()),
  });
