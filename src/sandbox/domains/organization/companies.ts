/** Companies of business customers: adding, changing, removing, finding. */
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { hierarchyBy } from '../customer/associations.js';
import type { Company } from '../customer/hierarchy-state.js';

const byExternalId = (world: World, externalId: string): Company | undefined =>
  Object.values(world.companies).find((each) => each.externalId === externalId);

/**
 * Finds a company by id or external id, including removed ones.
 * @throws 1708 if neither is given
 * @throws 1704 if the company does not exist
 */
export function findCompany(world: World, by: { id: number | null; externalId: string }): Company {
  if (by.id === null && by.externalId === '') fail(1708, 'Give id or externalId');
  const found = by.id === null ? byExternalId(world, by.externalId) : world.companies[by.id];
  return found ?? fail(1704, 'No company has this id or external id');
}

export interface NewCompany {
  name: string;
  externalId: string;
  hierarchyCode: string;
  extendedFields: Record<string, unknown>;
  /** Empty for a company at the top. */
  parentExternalId: string;
}

/**
 * Adds a company.
 * @throws 1707 if `externalId` is empty
 * @throws 400 if the name is missing
 * @throws 1702 if another company has the external id
 * @throws 1701 if the hierarchy does not exist
 * @throws 1709 if the company is its own parent
 * @throws 1703 if the parent does not exist
 */
export function addCompany(world: World, input: NewCompany): Company {
  const { name, externalId, parentExternalId } = input;
  if (externalId === '') fail(1707, 'externalId is empty');
  if (name === '') fail(400, 'name is missing');
  if (byExternalId(world, externalId)) fail(1702, `External id ${externalId} is used by another company`);
  const hierarchy = hierarchyBy(world, input.hierarchyCode);
  if (parentExternalId === externalId) fail(1709, 'A company cannot be its own parent');
  const parent = parentExternalId === '' ? undefined : byExternalId(world, parentExternalId);
  if (parentExternalId !== '' && !parent?.active) fail(1703, `No company has the external id ${parentExternalId}`);
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
export function updateCompany(
  world: World,
  company: Company,
  change: { name: string; externalId: string; hierarchyCode: string; extendedFields: Record<string, unknown> },
): void {
  if (!company.active) fail(1705, `Company ${company.externalId} is not active`);
  if (change.hierarchyCode !== '' && change.hierarchyCode !== company.hierarchyCode) {
    fail(1711, 'The hierarchy of a company cannot change');
  }
  const holder = byExternalId(world, change.externalId);
  if (holder && holder !== company) fail(1702, `External id ${change.externalId} is used by another company`);
  if (change.name !== '') company.name = change.name;
  if (change.externalId !== '') company.externalId = change.externalId;
  for (const [name, value] of Object.entries(change.extendedFields)) {
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
