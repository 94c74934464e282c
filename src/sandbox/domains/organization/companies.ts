/** Companies of business customers: adding, changing, removing, finding. */
import type { companyAdd, companyUpdate } from '../../../tools/organization/company.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { hierarchyBy } from '../customer/associations.js';
import type { Company } from '../customer/hierarchy-state.js';

const byExternalId = (world: World, externalId: string | undefined): Company | undefined =>
  Object.values(world.companies).find((each) => each.externalId === externalId);

/**
 * Finds a company by id, or else by external id, including removed ones.
 * @throws 1704 if the company does not exist
 */
export function findCompany(world: World, by: { readonly id?: number; readonly externalId?: string }): Company {
  const found = by.id === undefined ? byExternalId(world, by.externalId) : world.companies[by.id];
  return found ?? fail(1704, 'No company has this id or external id');
}

/**
 * Adds a company.
 * @throws 1702 if another company has the external id
 * @throws 1701 if the hierarchy does not exist
 * @throws 1709 if the company is its own parent
 * @throws 1703 if the parent does not exist
 */
export function addCompany(world: World, input: Body<typeof companyAdd>): Company {
  const { name, externalId } = input;
  if (byExternalId(world, externalId)) fail(1702, `External id ${externalId} is used by another company`);
  const hierarchy = hierarchyBy(world, input.hierarchyDefinitionCode);
  const above = input.parentCompany?.externalId;
  if (above === externalId) fail(1709, 'A company cannot be its own parent');
  const parent = byExternalId(world, above);
  if (above && !parent?.active) fail(1703, `No company has the external id ${above}`);
  const company: Company = {
    id: nextId(world, 'company'),
    externalId,
    name,
    hierarchyCode: hierarchy.code,
    parentId: parent?.id ?? null,
    active: true,
    extendedFields: { ...input.extendedFields },
    createdOn: now(world),
  };
  world.companies[company.id] = company;
  return company;
}

/**
 * Changes a company; empty values keep what is there.
 * @throws 1705 if the company was removed
 * @throws 1711 if the hierarchy would change
 * @throws 1702 if another company has the external id
 */
export function updateCompany(world: World, company: Company, change: Body<typeof companyUpdate>): void {
  if (!company.active) fail(1705, `Company ${company.externalId} is not active`);
  if (change.hierarchyDefinitionCode && change.hierarchyDefinitionCode !== company.hierarchyCode) {
    fail(1711, 'The hierarchy of a company cannot change');
  }
  const holder = byExternalId(world, change.externalId);
  if (holder && holder !== company) fail(1702, `External id ${change.externalId} is used by another company`);
  company.name = change.name || company.name;
  company.externalId = change.externalId || company.externalId;
  for (const [name, value] of Object.entries(change.extendedFields ?? {})) {
    if (value !== '' && value !== null) company.extendedFields[name] = value;
  }
}

/**
 * Removes a company and all companies below it. Its customers keep their accounts.
 * @throws 1705 if the company was already removed
 */
export function removeCompany(world: World, company: Company): void {
  if (!company.active) fail(1705, `Company ${company.externalId} is not active`);
  company.active = false;
  for (const child of Object.values(world.companies)) {
    if (child.parentId === company.id && child.active) removeCompany(world, child);
  }
}

/** Active companies with an extended field that starts with a text, ignoring case. */
export const companiesByField = (world: World, name: string, start: string): Company[] =>
  Object.values(world.companies).filter(
    ({ active, extendedFields }) =>
      active &&
      String(extendedFields[name] ?? '')
        .toLowerCase()
        .startsWith(start.toLowerCase()),
  );
