/** Companies of business customers: adding, changing, removing, finding. */
import { now } from '../clock.js';
import { fail } from '../failure.js';
import type { Company } from '../state/hierarchy.js';
import { nextId, type World } from '../world.js';
import { hierarchyBy } from './associations.js';

const byExternalId = (world: World, externalId: string): Company | undefined =>
  Object.values(world.companies).find((each) => each.externalId === externalId);

/** A company by id or external id, also one that was removed. 1708 for neither, 1704 for none. */
export function findCompany(world: World, by: { id: number | null; externalId: string }): Company {
  if (by.id === null && by.externalId === '') fail(1708, 'Neither id nor externalId was given');
  const found = by.id === null ? byExternalId(world, by.externalId) : world.companies[by.id];
  return found ?? fail(1704, 'No company has this id');
}

export interface NewCompany {
  name: string;
  externalId: string;
  hierarchyCode: string;
  extendedFields: Record<string, unknown>;
  /** Empty for a company at the top. */
  parentExternalId: string;
}

/** 1707 (no external id), 400 (no name), 1702 (taken), 1701 (hierarchy), 1709 (its own parent), 1703 (no such parent). */
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

/** Empty values leave what is there. 1705 (removed), 1711 (another hierarchy), 1702 (external id taken). */
export function updateCompany(
  world: World,
  company: Company,
  change: { name: string; externalId: string; hierarchyCode: string; extendedFields: Record<string, unknown> },
): void {
  if (!company.active) fail(1705, `Company ${company.externalId} is not active`);
  if (change.hierarchyCode !== '' && change.hierarchyCode !== company.hierarchyCode) {
    fail(1711, 'A company stays in its hierarchy');
  }
  const holder = byExternalId(world, change.externalId);
  if (holder && holder !== company) fail(1702, `External id ${change.externalId} is used by another company`);
  if (change.name !== '') company.name = change.name;
  if (change.externalId !== '') company.externalId = change.externalId;
  for (const [name, value] of Object.entries(change.extendedFields)) {
    if (value !== '' && value !== null) company.extendedFields[name] = value;
  }
}

/** Removes a company with all below it; nobody loses their account. 1705 where it was removed before. */
export function removeCompany(world: World, company: Company): void {
  if (!company.active) fail(1705, `Company ${company.externalId} is not active`);
  company.active = false;
  for (const child of Object.values(world.companies)) {
    if (child.parentId === company.id && child.active) removeCompany(world, child);
  }
}

/** Active companies of which an extended field begins with a text, whatever its case. */
export const companiesByField = (world: World, name: string, start: string): Company[] =>
  Object.values(world.companies).filter(
    ({ active, extendedFields }) =>
      active &&
      String(extendedFields[name] ?? '')
        .toLowerCase()
        .startsWith(start.toLowerCase()),
  );
