/** Request bodies of Coupon, beyond the inventory. */
import { email, freeText, idOf, mobile, money } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, keyValues, list, object, text, textOrNumber } from '../schemas/values.js';

const identifiers = () => ({
  mobile: mobile('With country code').optional(),
  email: email().optional(),
  externalId: idOf('customerExternalId', text("The brand's own id")).optional(),
});

const identifiersWithId = () => ({
  id: idOf('customer', textOrNumber("Capillary's customer id")).optional(),
  ...identifiers(),
});

export const issueMultipleBody = () =>
  object({
    seriesId: idOf('couponSeries', integer('One series, managed by Capillary itself')),
    count: integer('1 to 500; 1 if absent').optional(),
    customer: object(identifiers(), 'Receiver; give one identifier'),
    metadata: object(
      {
        sourceType: text('Kind of issuing system, such as CRM', 50).optional(),
        sourceId: text('Its reference, such as a case', 50).optional(),
        sourceActivity: text('Activity behind it', 50).optional(),
        notes: freeText(undefined, 250).optional(),
        reason: freeText(undefined, 250).optional(),
      },
      'For audits; coupon_get shows it with includeIssualDetails=true',
    ).optional(),
  });

export const updateExpiryBody = () =>
  object({
    couponCodes: list(
      object({
        couponCode: idOf('couponCode', text('Code')),
        expiryDate: dateTime({ zone: 'utc', ends: true }, 'New expiry, not after the end of the series'),
      }),
      'At most 100',
    ),
    couponSeriesId: idOf('couponSeries', integer('Needed for several codes')).optional(),
    customer: object(identifiersWithId(), 'Holder; needed for a generic code').optional(),
  });

export const revokeBody = () =>
  object({
    couponCodes: idOf(
      'couponCode',
      list(text(), 'At most 50. WITHOUT them, every open coupon of the customer in the series goes'),
    ).optional(),
    couponSeriesId: idOf('couponSeries', integer('Needed for several codes, and without codes')).optional(),
    customer: object(identifiersWithId(), 'Holder, instead of codes or for a generic series').optional(),
  });

export const updateRedemptionBody = () =>
  object({
    redemptions: list(
      object({
        redemptionId: idOf('couponRedemption', integer('Redemption')),
        billAmount: money('Total of the bill'),
        transactionNumber: text('Bill number').optional(),
        billId: idOf('transaction', integer('Transaction id of the bill')).optional(),
        customFields: keyValues('By name').optional(),
      }),
      'Redemptions that were made',
    ),
    user: object({ mobile: mobile('With country code').optional() }, 'Who redeemed').optional(),
  });
