/** Customers in hierarchies as v2's bulk endpoints show them. */

import type { World } from '../../world/world.js';
import { childrenOf } from './associations.js';
import type { Association } from './hierarchy-state.js';
import { profileShape } from './shape.js';
import type { Customer } from './state.js';

/** A customer as bulk calls return them. */
export function bulkCustomerFace(world: World, customer: Customer): object {
  return {
    id: customer.id,
    profiles: customer.profiles.map((profile) => profileShape(world, customer, profile)),
    loyaltyInfo: { loyaltyType: customer.loyaltyType },
    segments: customer.segments,
    referralCode: customer.referralCode,
    extendedFields: customer.extendedFields,
  };
}

export interface AssociationFaceOptions {
  /** Whether the call registered the customer. */
  isNew: boolean;
  /** Whether the call names the customer as a child of another one. */
  isChild: boolean;
  /** The parent to show, if the call names one. */
  parent: Customer | null;
}

/** `associationDetails`. */
export function associationFace(
  world: World,
  association: Association,
  { isNew, isChild, parent }: AssociationFaceOptions,
): object {
  const hierarchy = world.hierarchies[association.hierarchyCode];
  const company = world.companies[association.companyId ?? 0];
  const parentRole = world.associations[association.parentCustomerId ?? 0]?.roleCode;
  const parentRoleId = hierarchy?.roles.find((role) => role.code === parentRole)?.id;
  return {
    hierarchyCode: association.hierarchyCode,
    hierarchyId: hierarchy?.id ?? 0,
    roleCode: association.roleCode,
    ...(parentRoleId !== undefined && { parentRoleId }),
    ...(company && { fleetCompany: { externalId: company.externalId, companyId: company.id } }),
    ...(association.childRoleCode !== '' && { childRoleCode: association.childRoleCode }),
    ...(parent && { parentCustomer: relativeFace(world, parent) }),
    skipLevelAllowed: hierarchy?.skipLevelAllowed ?? false,
    new: isNew,
    childCustomer: isChild,
  };
}

function relativeFace(world: World, customer: Customer): object {
  return {
    profiles: customer.profiles.map((profile) => profileShape(world, customer, profile)),
    extendedFields: customer.extendedFields,
  };
}

/** A customer below a parent or company. */
export function associatedCustomer(
  world: World,
  association: Association,
  show: { children: boolean; details: boolean },
): object {
  const customer = world.customers[association.customerId];
  const parent = world.customers[association.parentCustomerId ?? 0];
  return {
    ...(customer && relativeFace(world, customer)),
    ...(show.details && {
      roleCode: association.roleCode,
      createdDate: association.createdOn,
      defaultChild: false,
      ...(parent && { parentCustomer: relativeFace(world, parent) }),
    }),
    ...(show.children && { noOfChildren: childrenOf(world, association.customerId).length }),
  };
}
