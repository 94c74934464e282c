/** Where customers stand in a hierarchy: role, company, parent and children. */
import { now } from '../clock.js';
import { fail } from '../failure.js';
import type { Customer } from '../state/customer.js';
import type { Association, Company, Hierarchy } from '../state/hierarchy.js';
import type { World } from '../world.js';

/** A company by its external id. 1704 for none, 1705 for one that was removed. */
export function companyBy(world: World, externalId: string): Company {
  const company =
    Object.values(world.companies).find((each) => each.externalId === externalId) ??
    fail(1704, `No company has the external id ${externalId}`);
  if (!company.active) fail(1705, `Company ${externalId} is not active`);
  return company;
}

/** A hierarchy by code. 1701 for none. */
export function hierarchyBy(world: World, code: string): Hierarchy {
  return world.hierarchies[code] ?? fail(1701, `Hierarchy code ${code} does not exist`);
}

/** A place to give; what is absent stays, or follows from parent and company. */
export interface Placement {
  hierarchyCode?: string;
  roleCode?: string;
  childRoleCode?: string;
  companyExternalId?: string;
  parent?: Customer;
}

/** How far down a role is; 0 the highest. 400 where the hierarchy has no such role. */
function levelOf(hierarchy: Hierarchy, roleCode: string): number {
  const level = hierarchy.roles.findIndex((role) => role.code === roleCode);
  return level >= 0 ? level : fail(400, `Hierarchy ${hierarchy.code} has no role ${roleCode}`);
}

/**
 * Puts a customer in a place. Fails with 1701 (hierarchy), 1704/1705 (company), 400 (role unknown, missing or not
 * below the parent's; the customer's own descendant as parent).
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
    fail(400, `Company ${company.externalId} is not of hierarchy ${hierarchy.code}`);
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

/** Customers directly under one. */
export function childrenOf(world: World, customerId: number): Association[] {
  return Object.values(world.associations).filter((each) => each.parentCustomerId === customerId);
}

/** Customers of a company. */
export function membersOf(world: World, company: Company): Association[] {
  return Object.values(world.associations).filter((each) => each.companyId === company.id);
}
