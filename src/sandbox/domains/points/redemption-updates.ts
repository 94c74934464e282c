/** Completing redemptions of points that were made before. */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { sameEntity } from './ledger.js';
import type { Entity, PointsRedemption } from './state.js';

const LONGEST_PURPOSE = 255;

export interface RedemptionUpdate {
  redemptionId?: string | undefined;
  externalReferenceNumber?: string | undefined;
  billNumber?: string | undefined;
  billId?: number | undefined;
  purpose?: string | undefined;
  customFields?: Readonly<Record<string, string>> | undefined;
}

/**
 * The redemption that is meant.
 * @throws 749 unless it is named in exactly one way
 * @throws 750 if the owner has no such redemption
 */
function redemptionMeant(world: World, owner: Entity, update: RedemptionUpdate): PointsRedemption {
  const { redemptionId: id, externalReferenceNumber: reference } = update;
  if ((id === undefined) === (reference === undefined)) {
    fail(749, 'Give either redemptionId or externalReferenceNumber');
  }
  const found =
    id === undefined
      ? Object.values(world.pointsRedemptions).find((each) => each.externalReferenceNumber === reference)
      : world.pointsRedemptions[id];
  const isTheirs =
    found !== undefined &&
    (sameEntity(found.entity, owner) || (owner.type === 'CUSTOMER' && found.customerId === owner.id));
  return isTheirs ? found : fail(750, `The customer or group has no redemption ${id ?? reference}`);
}

/**
 * Adds to a redemption what was not known when it was made.
 * @throws 748 if there is nothing to add
 * @throws 749, 750 as `redemptionMeant` does
 * @throws 750 if the purpose is too long, the bill does not exist, or a custom field cannot be changed
 */
export function updateRedemption(world: World, owner: Entity, update: RedemptionUpdate): PointsRedemption {
  const { billNumber, billId, purpose, customFields = {} } = update;
  const redemption = redemptionMeant(world, owner, update);
  const names = Object.keys(customFields);
  if (billNumber === undefined && billId === undefined && purpose === undefined && names.length === 0) {
    fail(748, 'There is nothing to change');
  }
  if (purpose !== undefined && purpose.length > LONGEST_PURPOSE) {
    fail(750, `purpose can have at most ${LONGEST_PURPOSE} characters`);
  }
  const bill = billId === undefined ? undefined : world.transactions[billId];
  if (billId !== undefined && !bill) fail(750, `There is no bill ${billId}`);
  const unknown = names.find((name) => !world.organisation.settings.customFields.redemption.includes(name));
  if (unknown !== undefined) fail(750, `There is no custom field ${unknown}`);
  if (names.length > 0 && Object.keys(redemption.customFields).length === 0) {
    fail(750, 'The redemption was made without custom fields');
  }

  if (bill) redemption.transactionId = bill.id;
  if (billNumber !== undefined) redemption.billNumber = billNumber;
  else if (bill && redemption.billNumber === '') redemption.billNumber = bill.billNumber;
  if (purpose !== undefined) redemption.purpose = purpose;
  Object.assign(redemption.customFields, customFields);
  return redemption;
}
