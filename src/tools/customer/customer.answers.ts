/** What the calls of this section answer. */

import { lazy } from '../../lib/lazy.js';
import { bulkAnswer, open, problem, textOrBoolean } from '../schemas/answer.js';
import {
  dataProfile,
  knownCustomer,
  pagination,
  sideEffect,
  statusCode,
  statusInfo,
} from '../schemas/answers.modern.js';
import { freeText, idOf, mobile, personIdentifier, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';
import {
  associatedCustomer,
  customer,
  customerImage,
  customerMembers,
  referrals,
  subscription,
} from './customer.entities.js';

/** What most writes answer: the customer's id, and what the write led to. */
const createdCustomer = () =>
  open({
    createdId: idOf('customer', integer()),
    sideEffects: list(sideEffect()),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** A customer's subscriptions, as they are read and as they were set. */
const subscriptions = lazy(() =>
  open({
    scope: open({
      scope: text(),
      subScope: text(),
      scopeId: integer(),
      setCreatedOn: boolean(),
      setPriority: boolean(),
      setScopeId: boolean(),
      setScope: boolean(),
      setSubScope: boolean(),
    }),
    subscriptions: list(subscription()),
    campaignId: idOf('campaign', integer()),
    communicationId: integer(),
    reason: freeText(),
    warnings: list(problem()),
    errors: list(problem()),
  }),
);

export const customerAddAnswer = createdCustomer;

export const customerGetIdAnswer = () =>
  open({ entity: idOf('customer', integer()), warnings: list(problem()), errors: list(problem()) });

export const customerUpdateIdentifiersAnswer = createdCustomer;

export const customerUpsertBulkAnswer = () => bulkAnswer(idOf('customer', integer()), customer());

/** A row for each customer. `childEntities` are the customers that it brings as children. */
export const customerAssociateAnswer = () =>
  list(
    open({
      entity: associatedCustomer(),
      childEntities: list(associatedCustomer()),
      childCount: integer(),
      childFailureCount: integer(),
      childSuccessCount: integer(),
      warnings: list(problem()),
      errors: list(problem()),
    }),
  );

export const customerGetAnswer = () => customer();

const customerInHierarchy = lazy(() =>
  open({
    ...customerMembers(),
    roleCode: idOf('roleCode', text()),
    createdDate: dateTime({ zone: 'offset' }),
    noOfChildren: integer(),
    defaultChild: boolean(),
    parentCustomer: keyValues(),
  }),
);

export const customerGetHierarchyAnswer = () =>
  open({
    entity: open({
      customers: list(customerInHierarchy()),
      count: integer(),
      warnings: list(problem()),
      errors: list(problem()),
    }),
    success: boolean(),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerUpdateAnswer = createdCustomer;

export const customerUpdateAssociationAnswer = () => list(associatedCustomer());

export const customerSearchAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        userId: idOf('customer', integer()),
        matchedIdentifiers: list(
          open({ idType: text(), idValue: mobile(), source: text(), accountId: text() }),
          'only what matched',
        ),
        profiles: list(dataProfile()),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerUpdateSubscriptionsAnswer = () => subscriptions();

export const customerGetSubscriptionsAnswer = () => subscriptions();

export const customerImagesAnswer = () =>
  open({ data: list(customerImage()), warnings: list(problem()), errors: list(problem()) });

export const customerLinkCardAnswer = createdCustomer;

export const customerAddReferralsAnswer = () =>
  open({
    customerReferrals: list(
      open({
        customer: knownCustomer(),
        campaignToken: text(),
        referrals: list(
          open({
            type: text(),
            referral: list(
              open({
                name: personName(),
                identifier: personIdentifier(),
                invitedOn: dateTime({ zone: 'server' }),
                status: statusCode(),
              }),
            ),
          }),
        ),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetReferralsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(referrals()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetStatusLogAnswer = () =>
  open({ data: list(statusInfo()), warnings: list(problem()), errors: list(problem()) });

export const customerGetSubscriptionLogAnswer = () =>
  open({
    pagination: pagination(),
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
        status: textOrBoolean(),
        reason: freeText(),
        addedBy: integer(),
        addedOn: date(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
