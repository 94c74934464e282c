/** Point transfers as answers show them. */
import type { customerGetPointsTransfers } from '../../../tools/customer/customer.loyalty.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import { serverDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { customerName } from '../customer/shape.js';
import { toTransferGroupJson } from '../user-group/serializers.js';
import { sameEntity } from './ledger.js';
import type { Entity, PointsTransfer } from './state.js';

type TransferJson = RowOf<typeof customerGetPointsTransfers>;

/** A transfer from one side: DEDUCTION for the sender, ADDITION for the receiver. */
export function toTransferJson(world: World, transfer: PointsTransfer, viewer: Entity): TransferJson {
  return {
    transferId: transfer.id,
    transferType: sameEntity(transfer.from, viewer) ? 'DEDUCTION' : 'ADDITION',
    pointsTransferred: transfer.points,
    pointsTransferDate: serverDateTime(transfer.transferredOn),
    pointsTransferDateISO: transfer.transferredOn,
    fromEntityId: transfer.from.id,
    fromEntityType: transfer.from.type,
    toEntityId: transfer.to.id,
    toEntityType: transfer.to.type,
    ...party(world, transfer.from, 'transferredFrom'),
    ...party(world, transfer.to, 'transferredTo'),
    notes: transfer.notes,
    programName: world.organisation.program.name,
    // With one program there is nothing to break down.
    pointsTransferBreakupByEarningPrograms: [],
  };
}

function party(world: World, { type, id }: Entity, name: 'transferredFrom' | 'transferredTo'): TransferJson {
  if (type === 'CUSTOMER') {
    const customer = world.customers[id];
    return customer ? { [name]: customerName(customer) } : {};
  }
  const group = world.userGroups[id];
  return group ? { [`${name}UserGroup2`]: toTransferGroupJson(group) } : {};
}
