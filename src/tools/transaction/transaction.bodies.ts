/** Request bodies of Transaction. */
import { boolean, dateTime, integer, keyValues, list, number, object, oneOf, text } from '../schemas/values.js';

const paymentModes = () => ({
  mode: text('Tender name, must be configured for the org').optional(),
  value: number('Amount paid by it').optional(),
  notes: text('Note', 250).optional(),
  attributes: keyValues('Tender attributes, name to value').optional(),
});

const attribution = () => ({
  createDate: dateTime('Attributed date').optional(),
  createdBy: object(
    {
      code: text('Entity code').optional(),
      type: oneOf(
        ['ZONE', 'CONCEPT', 'STORE', 'TILL', 'STR_SERVER', 'ADMIN_USER', 'ASSOCIATE', 'RULE', 'OU'],
        'Entity kind',
      ).optional(),
    },
    'Entity the bill is booked to',
  ).optional(),
});

const comboDetails = () => ({
  itemCode: text('Part code').optional(),
  quantity: number('Part quantity').optional(),
  description: text('Part text').optional(),
  rate: number('Part price').optional(),
  value: number('Part price before discount').optional(),
  comboType: oneOf(['COMBO_PARENT', 'COMBO_ITEM', 'ADD_ON_ITEM', 'SPLIT'], 'Role of the part').optional(),
});

const lineItemsV2 = () => ({
  itemCode: text('SKU of the line').optional(),
  amount: number('Net line amount (value minus discount)').optional(),
  qty: number('Quantity, decimals kept').optional(),
  rate: number('Unit price').optional(),
  value: number('Gross line value (rate x qty)').optional(),
  discount: number('Line discount').optional(),
  serial: text('Line serial; samples send a number').optional(),
  description: text('Line text').optional(),
  type: oneOf(
    ['REGULAR', 'RETURN', 'NOT_INTERESTED', 'NOT_INTERESTED_RETURN'],
    'Line kind, needed on mixed bills',
  ).optional(),
  returnType: oneOf(
    ['AMOUNT', 'FULL', 'LINE_ITEM'],
    "Return kind of the line; ignored when the bill's returnType is FULL or AMOUNT",
  ).optional(),
  parentBillNumber: text('Bill the returned line came from (mixed bills)').optional(),
  purchaseTime: dateTime(
    'Original billing time of the returned line; also needed for not-interested returns',
  ).optional(),
  returnable: boolean('Whether the item may be returned').optional(),
  returnableDays: integer('Return window in days; below 0 other than the -1 default gives warning 1105').optional(),
  imgUrl: text('Product picture URL').optional(),
  attributes: keyValues('Product attributes, name to value').optional(),
  extendedFields: keyValues('Line extended fields, name to value').optional(),
  customFields: keyValues('In the table, but a note says only extended fields work at line level').optional(),
  appliedPromotionIdentifiers: list(text(), 'Base64 cart-promotion identifiers for the line').optional(),
  comboDetails: list(object(comboDetails()), 'Combo/bundle parts').optional(),
  addOnDetails: list(object(comboDetails()), 'Add-on parts').optional(),
  splitDetails: list(object(comboDetails()), 'Split parts').optional(),
});

const lineItemsV22 = () => ({
  itemCode: text('SKU of the line').optional(),
  amount: number('Net line amount (value minus discount)').optional(),
  qty: number('Quantity, decimals kept').optional(),
  rate: number('Unit price').optional(),
  value: number('Gross line value (rate x qty)').optional(),
  discount: number('Line discount').optional(),
  serial: text('Line serial; samples send a number').optional(),
  description: text('Line text').optional(),
  type: oneOf(
    ['REGULAR', 'RETURN', 'NOT_INTERESTED', 'NOT_INTERESTED_RETURN'],
    'Line kind, needed on mixed bills',
  ).optional(),
  returnType: oneOf(
    ['AMOUNT', 'FULL', 'LINE_ITEM'],
    "Return kind of the line; ignored when the bill's returnType is FULL or AMOUNT",
  ).optional(),
  parentBillNumber: text('Bill the returned line came from (mixed bills)').optional(),
  purchaseTime: dateTime(
    'Original billing time of the returned line; starred for returned lines, also needed for not-interested returns',
  ).optional(),
  returnable: boolean('Whether the item may be returned').optional(),
  returnableDays: integer('Return window in days; below 0 other than the -1 default gives warning 1105').optional(),
  imgUrl: text('Product picture URL').optional(),
  attributes: keyValues('Product attributes, name to value').optional(),
  extendedFields: keyValues('Line extended fields, name to value').optional(),
  customFields: keyValues(
    'In the table and 2022 samples, but the page says custom fields work only for customer, bill and redemption: use extendedFields here',
  ).optional(),
  appliedPromotionIdentifiers: list(text(), 'Base64 cart-promotion identifiers for the line').optional(),
  comboDetails: list(object(comboDetails()), 'Combo/bundle parts').optional(),
  addOnDetails: list(object(comboDetails()), 'Add-on parts').optional(),
  splitDetails: list(object(comboDetails()), 'Split parts').optional(),
});

export const transactionAddBulkBody = () =>
  list(
    object({
      identifierType: oneOf(
        ['mobile', 'email', 'externalId', 'wechat', 'martjackId', 'fbId', 'id'],
        'Kind of customer identifier (body field here; the single call takes identifierName in the query)',
      ),
      identifierValue: text('Value of that identifier; the customer must already be registered'),
      source: oneOf(
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
        'Channel the bill came from',
      ),
      accountId: text('Account id, only for sources that have several accounts').optional(),
      type: oneOf(
        ['REGULAR', 'RETURN', 'NOT_INTERESTED', 'NOT_INTERESTED_RETURN'],
        'Bill kind. An exchange (mixed bill) is sent as REGULAR with individual lines of type RETURN',
      ),
      billNumber: text(
        "Bill number, unique per till, store or org by configuration; for a return, the ORIGINAL bill's number",
        50,
      ),
      billAmount: number('Net amount of the bill; starred here. Numeric strings are accepted (samples send them)'),
      returnType: oneOf(
        ['AMOUNT', 'FULL', 'LINE_ITEM', 'CANCELLED'],
        'What is being returned; needed when type is RETURN or NOT_INTERESTED_RETURN',
      ).optional(),
      id: integer('Internal id of the transaction to return; disambiguates when stores share a bill number').optional(),
      purchaseTime: dateTime(
        'billingDate of the original bill; mandatory for returns (missing gives 624) and earlier than billingDate',
      ).optional(),
      billingDate: dateTime('When the bill (or return) happened, ISO 8601 with offset').optional(),
      discount: number('Bill-level discount amount').optional(),
      grossAmount: number('Amount before discount').optional(),
      note: text('Free text about the bill').optional(),
      notInterestedReason: text('Why the shopper declined loyalty; for NOT_INTERESTED bills', 255).optional(),
      deliveryStatus: oneOf(
        ['PLACED', 'PROCESSED', 'SHIPPED', 'DELIVERED', 'RETURNED'],
        'Fulfilment state; later changed with transaction_update',
      ).optional(),
      outlierStatus: oneOf(
        ['NORMAL', 'INTERNAL', 'FRAUD', 'OUTLIER', 'TEST', 'DELETED', 'FAILED', 'OTHER'],
        "Forces the outlier status over the org's outlier rules",
      ).optional(),
      currencyCode: text(
        'ISO currency of the bill when posting in local currency; must be enabled with a conversion ratio',
      ).optional(),
      addWithLocalCurrency: boolean('true = amounts are in local currency').optional(),
      userGroup2Id: integer(
        'User group to credit, by internal id; one userGroup2* field is enough to attach the bill to a group',
      ).optional(),
      userGroup2PrimaryUserId: integer("User group to credit, by its primary member's user id").optional(),
      userGroup2ExternalId: text('User group to credit, by external id').optional(),
      userGroup2PrimaryUserIdentifierType: oneOf(
        ['mobile', 'email', 'externalId', 'wechat', 'martjackId', 'fbId', 'id'],
        "User group to credit, by primary member's identifier: its kind",
      ).optional(),
      userGroup2PrimaryUserIdentifierValue: text('...and its value').optional(),
      userGroup2PrimaryUserSource: oneOf(
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
        "Source of the primary member's identifier",
      ).optional(),
      userGroup2PrimaryUserAccountId: text('Account id for that source').optional(),
      extendedFields: keyValues(
        'Bill-level extended fields, name to value; an unknown name only yields warning 91016',
      ).optional(),
      customFields: keyValues('Bill-level custom fields, name to value').optional(),
      promotionEvaluationId: text('Evaluation id returned by cart-promotion evaluation').optional(),
      appliedPromotionIdentifiers: list(
        text(),
        'Base64 strings from the evaluation response naming the cart promotions used',
      ).optional(),
      loyaltyPromotionIdentifiers: list(text(), 'Identifiers of loyalty promotions to tag to the bill').optional(),
      lineItemsV2: list(object(lineItemsV22()), 'Bill lines; required in practice for LINE_ITEM returns').optional(),
      attribution: object(attribution(), 'Books the bill to another user/till than the caller').optional(),
      redemptions: object(
        {
          pointsRedemptions: list(integer(), 'Points redemption ids').optional(),
          couponRedemptions: list(integer(), 'Coupon redemption ids').optional(),
        },
        'Earlier redemptions to link to this bill',
      ).optional(),
      paymentModes: list(object(paymentModes()), 'Tenders used').optional(),
    }),
  );

export const transactionAddBody = () =>
  object({
    type: oneOf(
      ['REGULAR', 'RETURN', 'NOT_INTERESTED', 'NOT_INTERESTED_RETURN'],
      'Bill kind. An exchange (mixed bill) is sent as REGULAR with individual lines of type RETURN',
    ),
    billNumber: text(
      "Bill number, unique per till, store or org by configuration; for a return, the ORIGINAL bill's number",
      50,
    ),
    billAmount: number(
      'Net amount of the bill; numeric strings accepted. Unstarred on the newest page of this call but starred in the bulk and 2022 tables, and every sample sends it: send it (601 when not valid)',
    ).optional(),
    returnType: oneOf(
      ['AMOUNT', 'FULL', 'LINE_ITEM', 'CANCELLED'],
      'What is being returned; needed when type is RETURN or NOT_INTERESTED_RETURN',
    ).optional(),
    id: integer('Internal id of the transaction to return; disambiguates when stores share a bill number').optional(),
    purchaseTime: dateTime(
      'billingDate of the original bill; mandatory for returns (missing gives 624) and earlier than billingDate',
    ).optional(),
    billingDate: dateTime('When the bill (or return) happened, ISO 8601 with offset').optional(),
    discount: number('Bill-level discount amount').optional(),
    grossAmount: number('Amount before discount').optional(),
    note: text('Free text about the bill').optional(),
    notInterestedReason: text('Why the shopper declined loyalty; for NOT_INTERESTED bills', 255).optional(),
    deliveryStatus: oneOf(
      ['PLACED', 'PROCESSED', 'SHIPPED', 'DELIVERED', 'RETURNED'],
      'Fulfilment state; later changed with transaction_update',
    ).optional(),
    outlierStatus: oneOf(
      ['NORMAL', 'INTERNAL', 'FRAUD', 'OUTLIER', 'TEST', 'DELETED', 'FAILED', 'OTHER'],
      "Forces the outlier status over the org's outlier rules",
    ).optional(),
    currencyCode: text(
      'ISO currency of the bill when posting in local currency; must be enabled with a conversion ratio',
    ).optional(),
    addWithLocalCurrency: boolean('true = amounts are in local currency').optional(),
    userGroup2Id: integer(
      'User group to credit, by internal id; one userGroup2* field is enough to attach the bill to a group',
    ).optional(),
    userGroup2PrimaryUserId: integer("User group to credit, by its primary member's user id").optional(),
    userGroup2ExternalId: text('User group to credit, by external id').optional(),
    extendedFields: keyValues(
      'Bill-level extended fields, name to value; an unknown name only yields warning 91016',
    ).optional(),
    customFields: keyValues('Bill-level custom fields, name to value').optional(),
    promotionEvaluationId: text('Evaluation id returned by cart-promotion evaluation').optional(),
    appliedPromotionIdentifiers: list(
      text(),
      'Base64 strings from the evaluation response naming the cart promotions used',
    ).optional(),
    loyaltyPromotionIdentifiers: list(text(), 'Identifiers of loyalty promotions to tag to the bill').optional(),
    lineItemsV2: list(object(lineItemsV2()), 'Bill lines; required in practice for LINE_ITEM returns').optional(),
    attribution: object(attribution(), 'Books the bill to another user/till than the caller').optional(),
    redemptions: object(
      {
        pointsRedemptions: list(integer(), 'Points redemption ids').optional(),
        couponRedemptions: list(integer(), 'Coupon redemption ids').optional(),
      },
      'Earlier redemptions to link to this bill',
    ).optional(),
    paymentModes: list(object(paymentModes()), 'Tenders used').optional(),
  });
