/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { customer } from '../customer/customer.entities.js';
import { tracker } from '../customer/customer.loyalty.answers.js';
import { anyOf, open, problem } from '../schemas/answer.js';
import { answersStatus, customerIdentity } from '../schemas/answers.in-touch.js';
import { pagination } from '../schemas/answers.modern.js';
import { freeText, idOf, mobile, personalData, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';

/** After a downgrade, too, the new tier is in `upgradedSlabName`. The expiry is in words, such as `30th Nov, 2026`. */
export const customerAdjustTierAnswer = () =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    entityId: idOf('customer', integer()),
    sideEffects: list(
      open({
        type: text(),
        entityType: text(),
        previousSlabName: idOf('tierName', text()),
        previousSlabNumber: integer(),
        upgradedSlabName: idOf('tierName', text()),
        upgradedSlabNumber: integer(),
        slabExpiryDate: text(),
      }),
    ),
    warnings: list(problem()),
  });

/** A tracker comes once for each of its conditions. */
export const customerGetTrackersAnswer = () =>
  open({
    pagination: pagination().describe('always zero'),
    data: list(tracker()),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** The spelling of `reciever` is the API's. */
const message = lazy(() =>
  open({
    id: textOrNumber(),
    sender: text(),
    reciever: mobile(),
    subject: freeText(),
    status: text(),
    sent_time: dateTime({ zone: 'organization' }),
    delivered_time: dateTime({ zone: 'organization' }),
    campaign_id: idOf('campaign', textOrNumber()),
  }),
);

/** A message where one kind was asked for; `sentDate` is `DD-MM-YYYY HH:mm:ss`. */
const typedMessage = lazy(() =>
  open({
    id: textOrNumber(),
    receiver: personIdentifier(),
    subject: freeText(),
    campaignId: idOf('campaign', textOrNumber()),
    status: text(),
    sentDate: text(),
    deliveredTime: text(),
    userId: idOf('customer', textOrNumber()),
  }),
);

/** Without `type`, all is in `response`; with it, in the other members. A time that there is none of is the text `null`. */
export const customerGetInteractionsAnswer = () =>
  open({
    response: open({
      status: answersStatus(),
      customer: open({
        ...customerIdentity(),
        interactions: open({
          network: list(
            open({
              name: text(),
              interaction: list(
                open({
                  type: text(),
                  count: integer(),
                  used_status: boolean(),
                  last_interaction_time: text(),
                  messages: open({ message: list(message()) }),
                }),
              ),
            }),
          ),
        }),
      }),
    }),
    name: text(),
    interaction: list(
      open({
        name: text(),
        count: integer(),
        messageList: list(typedMessage()),
        surveys: list(keyValues()),
        usedStatus: boolean(),
      }),
    ),
    warnings: list(problem()),
  });

export const customerGetImageAnswer = () => customer();

/** The two accounts of a merge. The name of the member is inferred: no sample shows one. */
const mergedUser = () => open({ userId: idOf('customer', integer()) });

const place = <T>(id: T) => ({ id, code: text(), name: text() });

/** Fields changed at once, by one call. `NA` stands for no value. */
export const customerGetAuditLogAnswer = () =>
  open({
    data: list(
      open({
        orgId: integer(),
        entityType: text(),
        entityId: integer(),
        createdOn: epoch({ unit: 'milliseconds' }),
        autoUpdateTime: epoch({ unit: 'milliseconds' }),
        updatedBy: integer(),
        updatedByMode: text(),
        requestId: idOf('apiRequest', text()),
        till: open(place(idOf('till', integer()))),
        store: open(place(idOf('store', integer()))),
        source: text(),
        userContextDetails: keyValues(),
        victimUserDetails: mergedUser(),
        survivorUserDetails: mergedUser(),
        events: list(
          open({
            eventType: text(),
            updatedField: text(),
            additionalFields: open({
              previousValue: personalData(anyOf(text(), number())),
              currentValue: personalData(anyOf(text(), number())),
            }),
            associateEntities: keyValues(),
          }),
        ),
      }),
    ),
    errors: list(problem()),
  });
