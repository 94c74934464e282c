/** Request bodies of Requests. */
import { accountId } from '../schemas/common.js';
import { freeText, idOf, money, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { choice, integer, keyValues, list, number, object, text } from '../schemas/values.js';

/** The customer of a request. */
export const customerIdentification = () =>
  object({
    identifierType: text('mobile, email, externalId, id, cardnumber or cardExternalId'),
    identifierValue: personIdentifier('The identifier; a mobile with country code'),
    source: text("Channel of the customer's profile, e.g. INSTORE"),
    accountId: accountId(),
  }).describe('Whom it is about');

const lineItem = () =>
  object({
    itemCode: idOf('sku', text('SKU')).optional(),
    qty: number('Quantity').optional(),
    rate: money('Unit price').optional(),
    value: money('Gross: rate × qty').optional(),
    discount: money('Amount').optional(),
    amount: money('Net: value minus discount').optional(),
    description: text().optional(),
    extendedFields: keyValues('Extended fields of the line').optional(),
  });

const payment = () =>
  object({
    mode: text('Tender, e.g. Cash').optional(),
    value: money('Amount paid with it').optional(),
    notes: freeText(undefined, 250).optional(),
    attributes: keyValues('Attributes of the tender').optional(),
  });

/** The bill that is created when the request is approved. */
const claimedBill = () =>
  object({
    type: choice(['REGULAR']),
    billNumber: text('Number on the receipt'),
    billAmount: money('Net amount'),
    billingDate: dateTime({ zone: 'offset' }, 'Time on the receipt').optional(),
    lineItemsV2: list(lineItem(), 'Items of the bill').optional(),
    grossAmount: money('Amount before discount').optional(),
    discount: money('Discount on the whole bill, as an amount').optional(),
    paymentModes: list(payment(), 'Tenders used').optional(),
    deliveryStatus: choice(['PLACED', 'PROCESSED', 'SHIPPED', 'DELIVERED', 'RETURNED'], 'State of delivery').optional(),
    note: freeText().optional(),
    extendedFields: keyValues('Extended fields of the bill').optional(),
    customFields: keyValues('Custom fields of the bill').optional(),
  }).describe('The bill to book on approval');

const receiptImage = () =>
  object({
    fileName: text('Name of the stored file').optional(),
    serial: integer('Position among the images').optional(),
    namespace: text('Storage namespace').optional(),
    provider: text('Storage provider, e.g. FILESERVICE').optional(),
  });

export const requestAddBody = () =>
  object({
    type: choice(['TRANSACTION']),
    baseType: choice(['REGULAR_TXN_ADD']),
    customerIdentificationInfo: customerIdentification(),
    transaction: claimedBill(),
    comments: freeText().optional(),
    images: list(receiptImage(), 'Receipt images, already uploaded to the file service').optional(),
  });

export const requestUpdateBody = () =>
  list(
    object({
      id: idOf('claimRequest', integer('Request id')),
      type: choice(['TRANSACTION', 'CHANGE_IDENTIFIER'], 'As raised; CHANGE_IDENTIFIER for a merge'),
      baseType: choice(['REGULAR_TXN_ADD', 'MERGE'], 'As raised: a bill claim, or a merge'),
      status: choice(
        ['APPROVED', 'REJECTED', 'CUSTOM', 'PENDING'],
        'CUSTOM parks it (no merges); PENDING reopens a rejected one, which can then be approved',
      ),
      comments: freeText().optional(),
    }),
  );
