/** Brands and categories: trees by which products are classified. */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { type Change, changeEntry, entryByCode, type NewEntry, newEntry, ownEntry } from './catalogue.js';
import { ORG_LEVEL, type Product, type ProductGroup } from './state.js';

/** One of the two trees, with its own error codes. */
export interface GroupKind {
  name: 'brand' | 'category';
  groups: (world: World) => Record<number, ProductGroup>;
  /** The product's place in the tree. */
  of: (product: Product) => number | null;
  idKind: string;
  codes: Readonly<
    Record<'missing' | 'long' | 'exists' | 'unnamed' | 'parent' | 'children' | 'depth' | 'moved' | 'unknown', number>
  >;
}

/**
 * The codes of brands are documented. Those of categories are documented in part; the others follow the order of the
 * brands' codes.
 */
export const BRAND: GroupKind = {
  name: 'brand',
  groups: (world) => world.productBrands,
  of: (product) => product.brandId,
  idKind: 'productBrand',
  codes: {
    missing: 10053,
    long: 9170,
    exists: 10054,
    unnamed: 10055,
    parent: 10057,
    children: 10058,
    depth: 10059,
    moved: 10060,
    unknown: 10125,
  },
};

export const CATEGORY: GroupKind = {
  name: 'category',
  groups: (world) => world.productCategories,
  of: (product) => product.categoryId,
  idKind: 'productCategory',
  codes: {
    missing: 10063,
    long: 9174,
    exists: 10064,
    unnamed: 10065,
    parent: 10067,
    children: 10068,
    depth: 10069,
    moved: 10070,
    unknown: 10122,
  },
};

const LONGEST_CODE = 50;
const LONGEST_NAME = 100;
const MOST_CHILDREN = 50;
const DEEPEST = 5;
/** Brands, or categories, of one organization. */
const MOST_GROUPS = 1000;

export interface NewGroup extends NewEntry {
  label: string;
  description: string;
  /** Empty for a root. */
  parentCode: string;
}

/**
 * Adds a brand or category.
 * @throws 9182 if there are too many
 * @throws 400 if the name is too long or the parent is not active
 * @throws the codes of the kind otherwise
 */
export function addGroup(world: World, kind: GroupKind, group: NewGroup): ProductGroup {
  const { codes } = kind;
  const groups = kind.groups(world);
  checkCode(kind, group.code);
  if (ownEntry(groups, group.code, group.ouId)) fail(codes.exists, `The ${kind.name} ${group.code} already exists`);
  checkName(kind, group.name);
  const parent = group.parentCode === '' ? null : parentOf(world, kind, group);
  if (Object.keys(groups).length >= MOST_GROUPS) fail(9182, `There can be at most ${MOST_GROUPS} of them`);
  const added: ProductGroup = {
    ...newEntry(world, kind.idKind, group),
    label: group.label,
    description: group.description,
    parentId: parent?.id ?? null,
  };
  groups[added.id] = added;
  return added;
}

function checkCode({ codes }: GroupKind, code: string): void {
  if (code.length > LONGEST_CODE) fail(codes.long, `The code can have at most ${LONGEST_CODE} characters`);
}

function checkName(kind: GroupKind, name: string): void {
  if (name === '') fail(kind.codes.unnamed, `The ${kind.name} name is empty`);
  if (name.length > LONGEST_NAME) fail(400, `The name can have at most ${LONGEST_NAME} characters`);
}

function parentOf(world: World, kind: GroupKind, { parentCode, ouId, active }: NewGroup): ProductGroup {
  const { codes } = kind;
  const groups = kind.groups(world);
  const parent =
    entryByCode(groups, parentCode, ouId) ?? fail(codes.parent, `The ${kind.name} ${parentCode} does not exist`);
  if (active && !parent.active) fail(400, `The ${kind.name} ${parentCode} is not active`);
  const children = Object.values(groups).filter((each) => each.parentId === parent.id);
  if (children.length >= MOST_CHILDREN)
    fail(codes.children, `${parentCode} can have at most ${MOST_CHILDREN} children`);
  if (lineage(groups, parent.id).length >= DEEPEST) fail(codes.depth, `The tree can have at most ${DEEPEST} levels`);
  return parent;
}

/** A group and its ancestors, itself first. */
export function lineage(groups: Readonly<Record<number, ProductGroup>>, id: number | null): ProductGroup[] {
  const group = id === null ? undefined : groups[id];
  return group ? [group, ...lineage(groups, group.parentId)] : [];
}

/**
 * The brand or category with a code in an organization unit.
 * @throws the unknown code of the kind if it does not exist
 */
export function groupByCode(world: World, kind: GroupKind, code: string, ouId = ORG_LEVEL): ProductGroup {
  return (
    entryByCode(kind.groups(world), code, ouId) ?? fail(kind.codes.unknown, `The ${kind.name} ${code} does not exist`)
  );
}

export type GroupChange = Change<Pick<ProductGroup, 'name' | 'description' | 'active'>>;

/**
 * Changes a brand or category.
 * @throws 400 if it would be deactivated while a child or product of it is active, or activated while its parent is not
 */
export function changeGroup(
  world: World,
  kind: GroupKind,
  { code, ouId }: { code: string; ouId: number },
  change: GroupChange,
): ProductGroup {
  checkCode(kind, code);
  const groups = kind.groups(world);
  const group = ownEntry(groups, code, ouId) ?? fail(kind.codes.unknown, `The ${kind.name} ${code} does not exist`);
  if (change.name !== undefined) checkName(kind, change.name);
  if (change.active === false && group.active) checkUnused(world, kind, group);
  if (change.active === true && group.parentId !== null && groups[group.parentId]?.active === false)
    fail(400, `The parent of ${code} is not active`);
  changeEntry(world, group, change);
  return group;
}

function checkUnused(world: World, kind: GroupKind, { id, code }: ProductGroup): void {
  const child = Object.values(kind.groups(world)).find((each) => each.parentId === id && each.active);
  if (child) fail(400, `${child.code} is active and belongs to ${code}`);
  const product = Object.values(world.products).find((each) => kind.of(each) === id && each.active);
  if (product) fail(400, `${product.sku} is active and belongs to ${code}`);
}
