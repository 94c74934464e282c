/** Transactions when accounts are merged and when a person is forgotten. */

import { handOver, within } from '../../world/lists.js';
import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  reassign(within(world.transactions, world.transactionsByCustomer, victim.id), merge);
  handOver(world.transactionsByCustomer, victim.id, survivor.id);
  reassign(Object.values(world.rejectedTransactions), merge);
}

/** Bills stay, without what says who bought: that includes fields that the organization marks as personal. */
export function onErase(world: World, { customer, identifiers, isPersonal }: Erasure): void {
  const isMarked = personalFields(world);
  for (const transaction of within(world.transactions, world.transactionsByCustomer, customer.id)) {
    delete transaction.identifier;
    for (const record of [transaction, ...transaction.lineItems]) forgetFields(record, isMarked);
    for (const payment of transaction.paymentModes) payment.attributes = {};
    blank([transaction], TEXTS, isPersonal);
    blank(transaction.lineItems, FIELDS, isPersonal);
    blank(transaction.paymentModes, ['notes'], isPersonal);
  }
  for (const held of Object.values(world.rejectedTransactions)) {
    const { customerId, posting } = held;
    if (customerId !== customer.id && !identifiers.has(posting.identifier?.value ?? '')) continue;
    held.payload = {};
    delete posting.identifier;
    for (const record of [posting, ...posting.lines]) forgetFields(record, isMarked);
    for (const payment of posting.paymentModes ?? []) payment.attributes = {};
    blank([posting], TEXTS, isPersonal);
    blank(posting.lines, FIELDS, isPersonal);
    blank(posting.paymentModes ?? [], ['notes'], isPersonal);
    blank([held], ['comments', 'causes'], isPersonal);
  }
}

const FIELDS = ['customFields', 'extendedFields', 'attributes'] as const;
const TEXTS = ['note', 'customFields', 'extendedFields', 'creditNote'] as const;

interface Fielded {
  customFields?: Readonly<Record<string, unknown>>;
  extendedFields?: Readonly<Record<string, unknown>>;
}

function forgetFields(record: Fielded, isMarked: (name: string) => boolean): void {
  for (const fields of [record.customFields, record.extendedFields]) {
    for (const name of Object.keys(fields ?? {})) if (fields && isMarked(name)) Reflect.deleteProperty(fields, name);
  }
}

/** Tells whether a field of transactions is marked as personal data. */
function personalFields(world: World): (name: string) => boolean {
  const custom = Object.values(world.customFieldDefinitions).filter(
    ({ scope, isPiiData }) => scope === 'LOYALTY_TRANSACTION' && isPiiData === 1,
  );
  const extended = Object.values(world.extendedFieldDefinitions).filter(
    ({ entity, isPiiData }) => (entity === 'transaction' || entity === 'lineitem') && isPiiData,
  );
  const names = new Set([...custom, ...extended].map(({ name }) => name));
  return (name) => names.has(name);
}
