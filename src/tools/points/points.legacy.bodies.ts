/** Request bodies of Points, InTouch layers. */
import { customerIdentifiers, envelope, inTouchCard, partialNamedFields } from '../schemas/in-touch.js';
import { freeText, idOf, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, list, number, object, text } from '../schemas/values.js';

const redemption = () =>
  object({
    points_redeemed: number('Points to redeem, above 0, up to 3 decimals'),
    customer: object(
      { ...customerIdentifiers(), ...inTouchCard('Card number') },
      'Customer who redeems, preferably by mobile',
    ),
    validation_code: secret(
      'OTP; needed unless skip_validation=true or the organization does not validate redemptions',
    ).optional(),
    transaction_number: idOf('billNumber', text('Bill number')).optional(),
    external_reference_number: text('Your own unique reference; a repeat is not redeemed twice').optional(),
    redemption_time: dateTime({ zone: 'organization' }, 'Time of the redemption').optional(),
    billing_time: dateTime({ zone: 'organization' }, 'Time of the bill').optional(),
    redemption_purpose: text('What the points are for').optional(),
    till_id: idOf('till', text('Till that redeems')).optional(),
    notes: freeText().optional(),
    group_redemption: boolean('true redeems across loyalty programs; default false').optional(),
    custom_fields: partialNamedFields('Custom fields of redemptions').optional(),
  });

export const pointsRedeemInTouchBody = () => envelope({ redeem: list(redemption(), 'One redemption') });
