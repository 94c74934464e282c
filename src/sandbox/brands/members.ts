/** Members of a seed brand: how they join and shop, for brands whose past consists mostly of visits. */

import { register } from '../domains/customer/rules.js';
import type { Customer, UserGroup } from '../domains/customer/state.js';
import { productBySku } from '../domains/product/rules.js';
import { addBill } from '../domains/transaction/rules.js';
import type { Transaction } from '../domains/transaction/state.js';
import { addMember } from '../domains/user-group/rules.js';
import { type Instant, later, MINUTE } from '../world/clock.js';
import { randomInteger } from '../world/random.js';
import type { World } from '../world/world.js';
import { tillId } from './brand.js';
import type { Ago, Happening } from './timeline.js';

export interface Member {
  name: string;
  /** Where they usually shop. */
  storeId: number;
  /** Days ago. */
  joined: number;
  visitsPerMonth: number;
  /** SKUs of what they buy, one or more of which go on a bill. */
  basket: readonly string[];
  /** Units of the first, at least and at most; of the others one or two. */
  quantity: readonly [number, number];
  extendedFields?: Readonly<Record<string, unknown>>;
}

/** How a brand numbers what its members bring about. */
export interface Numbering {
  /** What mobiles begin with; the member's number fills it up. */
  mobile: (index: number) => string;
  externalId: (index: number) => string;
  billNumber: (count: number) => string;
}

/** Registers a member, the `index`th to join. */
function join(world: World, member: Member, index: number, numbering: Numbering): Customer {
  const [firstName = '', lastName = ''] = member.name.split(' ');
  return register(world, {
    source: 'INSTORE',
    firstName,
    lastName,
    identifiers: [
      { type: 'mobile', value: numbering.mobile(index) },
      { type: 'email', value: `${firstName}.${lastName}@example.com`.toLowerCase() },
      { type: 'externalId', value: numbering.externalId(index) },
    ],
    extendedFields: { ...member.extendedFields },
    subscriptions: [
      { channel: 'SMS', priority: 'TRANS', type: 'OPTIN', accountId: '', sourceName: 'INSTORE' },
      {
        channel: 'SMS',
        priority: 'BULK',
        type: index % 4 === 3 ? 'OPTOUT' : 'OPTIN',
        accountId: '',
        sourceName: 'INSTORE',
      },
    ],
    tillId: tillId(member.storeId, 1),
  }).customer;
}

/** The moments of a member's visits since they joined. */
function visitsOf(world: World, member: Member, ago: Ago): Instant[] {
  const count = Math.max(1, Math.round((member.visitsPerMonth * member.joined) / 30));
  return Array.from({ length: count }, () =>
    later(ago(randomInteger(world, 1, Math.max(1, member.joined - 1))), -randomInteger(world, 0, 12 * 60) * MINUTE),
  );
}

/** One visit: something of the basket, paid for; for a group where one is given. */
function visit(
  world: World,
  member: Member,
  customer: Customer,
  billNumber: string,
  group: UserGroup | undefined,
): Transaction {
  const items = member.basket.filter((_, index) => index === 0 || randomInteger(world, 1, 2) === 1);
  const lineItems = items.map((sku, index) => ({
    itemCode: sku,
    qty: index === 0 ? randomInteger(world, ...member.quantity) : randomInteger(world, 1, 2),
    rate: productBySku(world, sku)?.price ?? 0,
  }));
  const amount = Math.round(lineItems.reduce((total, { qty, rate }) => total + qty * rate, 0) * 100) / 100;
  return addBill(world, {
    customer,
    billNumber,
    tillId: tillId(member.storeId, randomInteger(world, 1, 2)),
    amount,
    lineItems,
    paymentModes: [{ mode: 'CARD', value: amount }],
    ...(group && { userGroupId: group.id }),
  }).transaction;
}

/** A brand's members: they join, the first of a group as its primary member, and visit from then on. `joined` is told who it is. */
export function memberHappenings(
  world: World,
  members: readonly Member[],
  numbering: Numbering,
  ago: Ago,
  tell: { joined?: (customer: Customer, index: number) => void; group?: (index: number) => UserGroup | undefined } = {},
): Happening[] {
  let bills = 0;
  return members.flatMap((member, index) => {
    let customer: Customer | undefined;
    const joins: Happening = {
      at: ago(member.joined),
      happens: () => {
        customer = join(world, member, index, numbering);
        const group = tell.group?.(index);
        if (group) {
          const primary = group.members.length === 0;
          addMember(world, group, customer, { primary, permissions: ['allow_points_redemption'] });
        }
        tell.joined?.(customer, index);
      },
    };
    const visits = visitsOf(world, member, ago).map(
      (at): Happening => ({
        at,
        happens: () => {
          bills += 1;
          if (customer) visit(world, member, customer, numbering.billNumber(bills), tell.group?.(index));
        },
      }),
    );
    return [joins, ...visits];
  });
}
