/** Places of customers in a hierarchy: role, company, parent and children. */
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Association, Company, Hierarchy } from './hierarchy-state.js';
import type { Customer } from './state.js';

/**
 * Finds a company by its external id.
 * @throws 1704 if no company has the external id
 * @throws 1705 if the company was removed
 */
export function companyBy(world: World, externalId: string): Company {
  const company =
    Object.values(world.companies).find((each) => each.externalId === externalId) ??
    fail(1704, `No company has the external id ${externalId}`);
  if (!company.active) fail(1705, `Company ${externalId} is not active`);
  return company;
}

/**
 * Finds a hierarchy by its code.
 * @throws 1701 if no hierarchy has the code
 */
export function hierarchyBy(world: World, code: string): Hierarchy {
  return world.hierarchies[code] ?? failUnknown(1701, 'Hierarchy code', code);
}

/** The place to give a customer. Absent fields keep their value, or are derived from parent and company. */
export interface Placement {
  hierarchyCode?: string;
  roleCode?: string;
  childRoleCode?: string;
  companyExternalId?: string;
  parent?: Customer;
}

/**
 * The depth of a role in its hierarchy; 0 is the highest.
 * @throws 400 if the hierarchy does not have the role
 */
function levelOf(hierarchy: Hierarchy, roleCode: string): number {
  const level = hierarchy.roles.findIndex((role) => role.code === roleCode);
  return level >= 0 ? level : fail(400, `Hierarchy ${hierarchy.code} has no role ${roleCode}`);
}

/**
 * Gives a customer a place in a hierarchy.
 * @throws 1701 if the hierarchy does not exist
 * @throws 1704 if the company does not exist
 * @throws 1705 if the company was removed
 * @throws 400 if the company belongs to another hierarchy; if the role is missing, unknown or not below the parent's
 *   role; or if the parent is a descendant of the customer
 */
export function placeCustomer(world: World, customer: Customer, placement: Placement): Association {
  const known = world.associations[customer.id];
  const company = placement.companyExternalId === undefined ? null : companyBy(world, placement.companyExternalId);
  const parentPlace = placement.parent && world.associations[placement.parent.id];
  const hierarchy = hierarchyBy(
    world,
    placement.hierarchyCode ?? known?.hierarchyCode ?? parentPlace?.hierarchyCode ?? company?.hierarchyCode ?? '',
  );
  if (company && company.hierarchyCode !== hierarchy.code) {
    fail(400, `Company ${company.externalId} does not belong to hierarchy ${hierarchy.code}`);
  }
  const roleCode = placement.roleCode ?? known?.roleCode ?? parentPlace?.childRoleCode ?? '';
  const level = levelOf(hierarchy, roleCode);
  const childRoleCode = placement.childRoleCode ?? known?.childRoleCode ?? hierarchy.roles[level + 1]?.code ?? '';
  if (childRoleCode !== '') levelOf(hierarchy, childRoleCode);
  if (placement.parent) checkParent(world, customer, placement.parent, hierarchy, level);
  const time = now(world);
  const association: Association = {
    customerId: customer.id,
    hierarchyCode: hierarchy.code,
    roleCode,
    childRoleCode,
    companyId: company?.id ?? known?.companyId ?? parentPlace?.companyId ?? null,
    parentCustomerId: placement.parent?.id ?? known?.parentCustomerId ?? null,
    createdOn: known?.createdOn ?? time,
    modifiedOn: time,
  };
  world.associations[customer.id] = association;
  return association;
}

function checkParent(world: World, customer: Customer, parent: Customer, hierarchy: Hierarchy, level: number): void {
  const place = world.associations[parent.id];
  if (place?.hierarchyCode !== hierarchy.code) fail(400, `The parent is not in hierarchy ${hierarchy.code}`);
  const above = levelOf(hierarchy, place.roleCode);
  if (above >= level || (above < level - 1 && !hierarchy.skipLevelAllowed)) {
    fail(400, `Role ${hierarchy.roles[level]?.code} cannot be under ${place.roleCode}`);
  }
  for (let at: Association | undefined = place; at; at = world.associations[at.parentCustomerId ?? 0]) {
    if (at.customerId === customer.id) fail(400, 'A customer cannot be under their own descendant');
  }
}

/** Customers directly below one. */
export function childrenOf(world: World, customerId: number): Association[] {
  return Object.values(world.associations).filter((each) => each.parentCustomerId === customerId);
}

/** Customers of a company. */
export function membersOf(world: World, company: Company): Association[] {
  return Object.values(world.associations).filter((each) => each.companyId === company.id);
}
