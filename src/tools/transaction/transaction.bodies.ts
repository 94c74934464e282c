/** Request bodies of Transaction. */
import { freeText, idOf, money, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, keyValues, list, number, object, text, textOrNumber } from '../schemas/values.js';

const TYPES = ['REGULAR', 'RETURN', 'NOT_INTERESTED', 'NOT_INTERESTED_RETURN'] as const;

const CUSTOMER_IDENTIFIERS = [
  'mobile',
  'email',
  'externalId',
  'cardnumber',
  'cardExternalId',
  'wechat',
  'martjackId',
  'fbId',
  'id',
] as const;

/** Channel of a bill. */
export const billSource = (about = 'Channel the bill comes from') =>
  choice(
    [
      'INSTORE',
      'WECHAT',
      'MARTJACK',
      'WEB_ENGAGE',
      'ECOMMERCE',
      'JD',
      'TAOBAO',
      'TMALL',
      'FACEBOOK',
      'WEBSITE',
      'OTHERS',
    ],
    about,
  );

/** Type of a stored bill; a mixed one is REGULAR. */
export const billType = (about: string) => choice(TYPES, about);

const deliveryStatus = (about: string) => choice(['PLACED', 'PROCESSED', 'SHIPPED', 'DELIVERED', 'RETURNED'], about);

/** One item of a combo, an add-on or a split line. */
const part = () =>
  object({
    itemCode: idOf('sku', text('SKU')).optional(),
    quantity: number('Pieces').optional(),
    description: text().optional(),
    rate: money('Unit price').optional(),
    value: money('Price before discount').optional(),
    comboType: choice(['COMBO_PARENT', 'COMBO_ITEM', 'ADD_ON_ITEM', 'SPLIT'], 'Role of the item').optional(),
  });

const lineItem = () =>
  object({
    itemCode: idOf('sku', text('SKU')).optional(),
    amount: money('Net: value minus discount').optional(),
    qty: number('Quantity, decimals allowed').optional(),
    rate: money('Unit price').optional(),
    value: money('Gross: rate × qty').optional(),
    discount: money('Amount').optional(),
    serial: textOrNumber('Position on the bill').optional(),
    description: text().optional(),
    type: billType('Needed on a mixed bill: RETURN for returned items').optional(),
    returnType: choice(
      ['AMOUNT', 'FULL', 'LINE_ITEM'],
      "For a returned line; ignored if the bill's own returnType is FULL or AMOUNT",
    ).optional(),
    parentBillNumber: idOf(
      'billNumber',
      text('For a returned line of a mixed bill: the bill it was bought on'),
    ).optional(),
    purchaseTime: dateTime(
      { zone: 'offset' },
      'For a returned line: billingDate of the bill it was bought on',
    ).optional(),
    returnable: boolean('Whether the item may be returned').optional(),
    returnableDays: integer('Days within which it may be returned; -1 for the default').optional(),
    imgUrl: text("URL of the product's picture").optional(),
    attributes: keyValues('Product attributes').optional(),
    extendedFields: keyValues('Extended fields of the line; a LIST as a JSON array or comma text').optional(),
    customFields: keyValues('Prefer extendedFields: custom fields belong to the bill').optional(),
    appliedPromotionIdentifiers: list(text(), 'Cart promotions applied to the line, from the evaluation').optional(),
    comboDetails: list(part(), 'Items of a combo').optional(),
    addOnDetails: list(part(), 'Add-ons').optional(),
    splitDetails: list(part(), 'Items the line is split into').optional(),
  });

const payment = () =>
  object({
    mode: idOf('paymentMode', text('Tender configured for the organization, e.g. CASH')).optional(),
    value: money('Amount paid with it').optional(),
    notes: freeText(undefined, 250).optional(),
    attributes: keyValues('Attributes of the tender, e.g. card type').optional(),
  });

const attribution = () =>
  object(
    {
      createDate: dateTime({ zone: 'offset' }, 'When it was recorded').optional(),
      createdBy: object(
        {
          code: idOf('placeCode', text('Code of the till, store …')).optional(),
          type: choice(
            ['ZONE', 'CONCEPT', 'STORE', 'TILL', 'STR_SERVER', 'ADMIN_USER', 'ASSOCIATE', 'RULE', 'OU'],
            'What code is of',
          ).optional(),
        },
        'Till or user to book it to',
      ).optional(),
    },
    'Books the bill to another till or user than the caller',
  );

const redemptions = () =>
  object(
    {
      pointsRedemptions: list(integer(), 'Ids of points redemptions').optional(),
      couponRedemptions: list(integer(), 'Ids of coupon redemptions').optional(),
    },
    'Existing redemptions to link to this bill',
  );

/** A bill or a return, without its customer. Endpoints add `billAmount`, which only one of them requires. */
const bill = () => ({
  type: billType(
    'NOT_INTERESTED: no customer. An exchange is REGULAR with lines of type RETURN. A RETURN without its bill may lower lifetime purchases',
  ),
  billNumber: text('Number on the receipt; for a return, of the ORIGINAL bill', 50),
  billAmount: money('Net amount; for a return, the refunded amount'),
  lineItemsV2: list(lineItem(), 'Items of the bill; needed for LINE_ITEM returns').optional(),
  returnType: choice(
    ['AMOUNT', 'FULL', 'LINE_ITEM', 'CANCELLED'],
    'What is returned; needed for RETURN and NOT_INTERESTED_RETURN',
  ).optional(),
  id: idOf('transaction', integer('For a return: id of the original transaction, if bill numbers repeat')).optional(),
  purchaseTime: dateTime({ zone: 'offset' }, 'billingDate of the original bill; needed for returns').optional(),
  billingDate: dateTime({ zone: 'offset' }, 'When the bill or return happened').optional(),
  discount: money('Discount on the whole bill, as an amount').optional(),
  grossAmount: money('Amount before discount').optional(),
  note: freeText().optional(),
  notInterestedReason: freeText('For NOT_INTERESTED: why the shopper declined', 255).optional(),
  deliveryStatus: deliveryStatus('Later changed with transaction_update').optional(),
  outlierStatus: choice(
    ['NORMAL', 'INTERNAL', 'FRAUD', 'OUTLIER', 'TEST', 'DELETED', 'FAILED', 'OTHER'],
    "Overrides the organization's outlier rules",
  ).optional(),
  currencyCode: text('ISO currency of a bill in local currency; needs a conversion ratio').optional(),
  addWithLocalCurrency: boolean('true if amounts are in currencyCode').optional(),
  userGroup2Id: idOf('userGroup', integer('User group to credit: its id; or give another userGroup2 field')).optional(),
  userGroup2PrimaryUserId: idOf('customer', integer("Customer id of the group's primary member")).optional(),
  userGroup2ExternalId: idOf('userGroupExternalId', text('External id of the group')).optional(),
  extendedFields: keyValues(
    'Extended fields of the bill; unknown names only give warning 91016; a LIST as a JSON array or comma text',
  ).optional(),
  customFields: keyValues('Custom fields of the bill').optional(),
  promotionEvaluationId: idOf('cartEvaluation', text('Id of the cart-promotion evaluation')).optional(),
  appliedPromotionIdentifiers: list(text(), 'Cart promotions applied to the bill, from the evaluation').optional(),
  loyaltyPromotionIdentifiers: list(text(), 'Loyalty promotions to tag the bill with').optional(),
  attribution: attribution().optional(),
  redemptions: redemptions().optional(),
  paymentModes: list(payment(), 'Tenders used').optional(),
});

export const transactionAddBody = () => {
  const shape = bill();
  return object({ ...shape, billAmount: shape.billAmount.optional() });
};

export const transactionAddBulkBody = () =>
  list(
    object({
      identifierType: choice(CUSTOMER_IDENTIFIERS, 'Kind of identifier'),
      identifierValue: personIdentifier("A registered customer's identifier; a mobile number with country code"),
      source: billSource(),
      accountId: text('Account in the source, for sources with several').optional(),
      ...bill(),
      userGroup2PrimaryUserIdentifierType: choice(
        CUSTOMER_IDENTIFIERS,
        'Identifies the group by its primary member: kind of identifier',
      ).optional(),
      userGroup2PrimaryUserIdentifierValue: personIdentifier("Primary member's identifier").optional(),
      userGroup2PrimaryUserSource: billSource("Source of the primary member's identifier").optional(),
      userGroup2PrimaryUserAccountId: text('Account in that source, for sources with several').optional(),
    }),
  );

export const transactionUpdateBody = () =>
  object({
    id: idOf('transaction', integer('Transaction id; give id or number')).optional(),
    number: idOf('billNumber', text('Bill number; give id or number')).optional(),
    type: billType('Looks up id or number among bills of this type; default REGULAR').optional(),
    deliveryStatus: deliveryStatus('New status').optional(),
    extendedFields: keyValues('Extended fields of the bill to set').optional(),
    customFields: keyValues('Custom fields of the bill to set').optional(),
    lineItems: list(
      object({
        itemCode: idOf('sku', text('SKU; give itemCode or id')).optional(),
        id: idOf('lineItem', integer('Id of the line; give itemCode or id')).optional(),
        extendedFields: keyValues('Extended fields of the line to set').optional(),
      }),
      'Lines whose extended fields change',
    ).optional(),
    loyaltyPromotionIdentifiers: list(text(), 'Loyalty promotions to tag the bill with').optional(),
    tillCode: idOf('tillCode', text('Till making the change')).optional(),
  });
