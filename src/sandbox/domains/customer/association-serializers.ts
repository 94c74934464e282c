/** Customers in hierarchies as v2's bulk endpoints show them. */

import type { customerGetHierarchy, customerUpdateAssociation } from '../../../tools/customer/customer.js';
import type { Answer, ElementOf, PartOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { tillDetails } from '../organization/serializers.js';
import { childrenOf } from './associations.js';
import type { Association } from './hierarchy-state.js';
import { profileShape } from './shape.js';
import type { Customer } from './state.js';

type AssociatedJson = ElementOf<Answer<typeof customerUpdateAssociation>>;
type AssociationJson = PartOf<AssociatedJson, 'associationDetails'>;
type InHierarchyJson = ElementOf<PartOf<PartOf<Answer<typeof customerGetHierarchy>, 'entity'>, 'customers'>>;

/** A customer as bulk calls return them: with all that is known of the tills where they were created and changed. */
export function toAssociatedJson(world: World, customer: Customer): AssociatedJson {
  return {
    id: customer.id,
    profiles: customer.profiles.map((profile) => profileShape(world, customer, profile, tillDetails)),
    loyaltyInfo: { loyaltyType: customer.loyaltyType },
    segments: customer.segments,
    referralCode: customer.referralCode,
    extendedFields: customer.extendedFields,
  };
}

interface AssociationOptions {
  /** Whether the call registered the customer. */
  isNew: boolean;
  /** Whether the call names the customer as a child of another one. */
  isChild: boolean;
  /** The parent to show, if the call names one. */
  parent: Customer | null;
}

/** `associationDetails`. */
export function toAssociationJson(
  world: World,
  association: Association,
  { isNew, isChild, parent }: AssociationOptions,
): AssociationJson {
  const hierarchy = world.hierarchies[association.hierarchyCode];
  const company = world.companies[association.companyId ?? 0];
  const parentRole = world.associations[association.parentCustomerId ?? 0]?.roleCode;
  const parentRoleId = hierarchy?.roles.find((role) => role.code === parentRole)?.id;
  return {
    hierarchyCode: association.hierarchyCode,
    hierarchyId: hierarchy?.id ?? 0,
    roleCode: association.roleCode,
    parentRoleId,
    fleetCompany: company && { externalId: company.externalId, companyId: company.id },
    childRoleCode: association.childRoleCode || undefined,
    parentCustomer: parent ? toRelativeJson(world, parent) : undefined,
    skipLevelAllowed: hierarchy?.skipLevelAllowed ?? false,
    new: isNew,
    childCustomer: isChild,
  };
}

function toRelativeJson(world: World, customer: Customer) {
  return {
    profiles: customer.profiles.map((profile) => profileShape(world, customer, profile)),
    extendedFields: customer.extendedFields,
  };
}

/** A customer below a parent or company. */
export function toInHierarchyJson(
  world: World,
  association: Association,
  show: { children: boolean; details: boolean },
): InHierarchyJson {
  const customer = world.customers[association.customerId];
  const parent = world.customers[association.parentCustomerId ?? 0];
  return {
    ...(customer && toRelativeJson(world, customer)),
    ...(show.details && {
      roleCode: association.roleCode,
      createdDate: association.createdOn,
      defaultChild: false,
      ...(parent && { parentCustomer: toRelativeJson(world, parent) }),
    }),
    noOfChildren: show.children ? childrenOf(world, association.customerId).length : undefined,
  };
}
