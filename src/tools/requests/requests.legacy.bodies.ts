/** Request bodies of Requests, InTouch layers. */
import { customerReference, envelope } from '../schemas/in-touch.js';
import { freeText, idOf, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { choice, integer, list, number, object, text, textOrNumber } from '../schemas/values.js';

const FAMILIES = ['CHANGE_IDENTIFIER', 'GOODWILL', 'TRANSACTION_UPDATE'] as const;

/** Kind of change requested. */
export const requestType = (about: string) => choice(FAMILIES, about);

const userGroup = () =>
  object(
    {
      identifier_type: text('id').optional(),
      identifier_value: idOf('userGroup', textOrNumber('Group id')).optional(),
      source: text('Channel, e.g. INSTORE').optional(),
      account_id: text('Account in the source; may be empty').optional(),
    },
    'The group, with earning_entity_type',
  );

const newRequest = () =>
  object({
    type: requestType('Family of the request'),
    base_type: choice(
      ['MOBILE', 'EMAIL', 'EXTERNAL_ID', 'ADDRESS', 'MERGE', 'MOBILE_REALLOC', 'POINTS', 'COUPON', 'COUPONS', 'RETRO'],
      'GOODWILL: POINTS, COUPON; TRANSACTION_UPDATE: RETRO; the rest: CHANGE_IDENTIFIER',
    ),
    customer: object(
      customerReference(),
      'MERGE: the account that is removed; MOBILE_REALLOC: current holder. Omit only for a user group',
    ).optional(),
    old_value: personIdentifier('Current identifier, for a change or reallocation').optional(),
    new_value: personIdentifier('New identifier, for a change').optional(),
    points: number('GOODWILL/POINTS: points to give').optional(),
    series_id: idOf('couponSeries', textOrNumber('GOODWILL/COUPON: coupon series')).optional(),
    misc_info: object(
      {
        target_customer: object(
          customerReference(),
          'MERGE: the account that stays; MOBILE_REALLOC: new holder',
        ).optional(),
      },
      'Needed for MERGE and MOBILE_REALLOC',
    ).optional(),
    transaction_id: idOf('transaction', textOrNumber('RETRO: id of the not-interested bill')).optional(),
    old_type: choice(['NOT_INTERESTED'], 'Needed for RETRO').optional(),
    new_type: choice(['REGULAR'], 'Needed for RETRO').optional(),
    reason: freeText('Reason for the goodwill').optional(),
    comments: freeText().optional(),
    reference_id: textOrNumber('Your own unique reference; send it for identifier changes and goodwill').optional(),
    requested_on: dateTime({ zone: 'organization' }, 'Time of the request, not in the future').optional(),
    earning_entity_type: choice(['USERGROUP2'], 'Goodwill points go to a user group').optional(),
    user_group_2_identification_info: userGroup().optional(),
    programId: idOf('loyaltyProgram', integer('Loyalty program of goodwill points to a group')).optional(),
  });

export const requestAddInTouchBody = () => envelope({ request: list(newRequest(), 'Requests to raise') });

const retroRequest = () =>
  object({
    type: choice(['TRANSACTION_UPDATE']),
    base_type: choice(['RETRO']),
    customer: object(customerReference(), 'Customer who gets the bill'),
    transaction_id: idOf('transaction', textOrNumber('Id of the not-interested bill')),
    old_type: choice(['NOT_INTERESTED']),
    new_type: choice(['REGULAR']),
    reference_id: textOrNumber('Your own reference').optional(),
    reason: freeText().optional(),
    comments: freeText().optional(),
    misc_info: text('May be empty').optional(),
  });

export const requestSendRetroBody = () => envelope({ request: list(retroRequest(), 'Requests to raise') });

/** A request to decide on, by id and kind. */
const decision = () =>
  object({
    id: idOf('request', textOrNumber('Request id')),
    type: requestType('As raised'),
    base_type: choice(
      ['MOBILE', 'EMAIL', 'EXTERNAL_ID', 'MERGE', 'REALLOCATION', 'POINTS', 'COUPON', 'COUPONS', 'RETRO'],
      'As raised; a mobile reallocation is REALLOCATION here, a coupon COUPON or COUPONS',
    ),
    updated_comments: freeText('Comment on the decision').optional(),
  });

export const requestApproveBody = () =>
  envelope({
    request: list(
      decision().extend({
        points: number('GOODWILL/POINTS: points to give; may differ from those requested').optional(),
        series_id: idOf('couponSeries', textOrNumber('GOODWILL/COUPON: coupon series to issue from')).optional(),
      }),
      'Requests to approve',
    ),
  });

export const requestRejectBody = () => envelope({ request: list(decision(), 'Requests to reject') });

export const requestApproveRetroBody = () =>
  envelope({
    request: list(
      object({
        id: idOf('request', textOrNumber('Request id')),
        type: choice(['TRANSACTION_UPDATE']),
        base_type: choice(['RETRO']),
        updated_comments: freeText('Comment on the decision').optional(),
        points: number('Not explained for retro; leave out').optional(),
      }),
      'Requests to approve',
    ),
  });
