/** Section Product: brands, categories, attributes and their values, v2. */
import {
  productAddAttributes,
  productAddAttributeValues,
  productAddBrands,
  productAddCategories,
  productGetAttributeValues,
  productSearchAttributes,
  productSearchBrands,
  productSearchCategories,
  productUpdateAttributes,
  productUpdateAttributeValues,
  productUpdateBrands,
  productUpdateCategories,
} from '../../../tools/product/product.attributes.js';
import { productAddIntegrationAttributes } from '../../../tools/product/product.js';
import type { Body, JsonObject } from '../../../tools/schemas/decoded.js';
import { textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleRows } from '../../http/rows.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { addAttribute, addValue, attributeByCode, changeAttribute, changeValue, valuesOf } from './attributes.js';
import { type NewEntry, sameCode, unitOf } from './catalogue.js';
import { LIST_CODES, listRows } from './catalogue-lists.js';
import { handleCatalogueRows, MAX_ROWS } from './catalogue-rows.js';
import { addGroup, BRAND, CATEGORY, changeGroup, type GroupKind } from './groups.js';
import { toAttributeJson, toEntryJson, toGroupJson, toSavedJson } from './serializers.js';
import type { ProductGroup } from './state.js';

/** What the rows of all these calls have. */
interface EntryRow {
  readonly code: string;
  readonly name?: string;
  readonly ouCode?: string;
  readonly isActive?: boolean;
}

const entryIn = (world: World, { code, name = code, ouCode, isActive = true }: EntryRow): NewEntry => ({
  code,
  name,
  ouId: unitOf(world, ouCode),
  active: isActive,
});

interface GroupRow extends EntryRow {
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
  readonly parentCode?: string;
}

const addGroupIn = (world: World, kind: GroupKind, row: GroupRow): ProductGroup =>
  addGroup(world, kind, {
    ...entryIn(world, row),
    label: row.label ?? row.name,
    description: row.description ?? '',
    parentCode: row.parentCode ?? '',
  });

function changeGroupIn(
  world: World,
  kind: GroupKind,
  row: Partial<GroupRow> & EntryRow,
  raw: JsonObject,
): ProductGroup {
  const { code, ouCode, name, description, isActive: active } = row;
  // Brands have no such member, according to the documentation.
  const { parentCode } = raw;
  if (parentCode !== undefined) fail(kind.codes.moved, `The parent of a ${kind.name} cannot change`);
  return changeGroup(world, kind, { code, ouId: unitOf(world, ouCode) }, { name, description, active });
}

/** Parents before their children. Rows that form a cycle keep their order, and none of them finds its parent. */
function parentsFirst(rows: readonly JsonObject[]): number[] {
  const codes = rows.map(({ code, parentCode }) => ({ code: textOf(code), parent: textOf(parentCode) }));
  const order: number[] = [];
  const visit = (index: number, below: ReadonlySet<number>): void => {
    if (order.includes(index) || below.has(index)) return;
    const parent = codes[index]?.parent ?? '';
    const above = parent === '' ? -1 : codes.findIndex(({ code }) => sameCode(code, parent));
    if (above >= 0) visit(above, new Set([...below, index]));
    if (!order.includes(index)) order.push(index);
  };
  for (const index of rows.keys()) visit(index, new Set());
  return order;
}

/** The codes for what a brand or category lacks. */
const groupCodes = ({ codes }: GroupKind) =>
  ({ code: { missing: codes.missing, malformed: codes.long }, name: { missing: codes.unnamed } }) as const;

const BRANDS = { named: 'code', limits: { none: 10051, tooMany: 10052 }, repeated: 10056 } as const;
const CATEGORIES = { named: 'code', limits: { none: 10061, tooMany: 10062 }, repeated: 10066 } as const;
const ATTRIBUTES = { named: 'code', limits: { none: 10201, tooMany: 10202 } } as const;
const VALUES = {
  ...ATTRIBUTES,
  repeated: 10003,
  identity: ({ attributeCode, code }: JsonObject) => `${textOf(attributeCode)}#${textOf(code)}`,
} as const;

const ATTRIBUTE_CODES = { code: { missing: 10203, malformed: 10205 } } as const;
const VALUE_CODES = { attributeCode: 10203, code: 10251, name: 10254 } as const;

const addAttributeIn = (world: World, row: Partial<Body<typeof productAddAttributes>[number]> & EntryRow) =>
  addAttribute(world, {
    ...entryIn(world, row),
    type: row.type ?? '',
    defaultValueId: row.defaultValueId,
    valueCode: row.valueCode,
  });

const searchGroups = (kind: GroupKind, definition: typeof productSearchBrands | typeof productSearchCategories) =>
  handle(definition, { envelope: 'plain', codes: LIST_CODES }, ({ world, query, raw }) =>
    listRows(world, query, {
      rows: Object.values(kind.groups(world)),
      code: ({ code }) => code,
      toJson: (group) => toGroupJson(world, group),
      sentSortBy: raw.query['sortBy'],
    }),
  );

export const catalogueHandlers: Handlers = {
  ...handleCatalogueRows(
    productAddBrands,
    { ...BRANDS, saved: 'created', codes: groupCodes(BRAND), optional: ['label'], order: parentsFirst },
    ({ world, row }) => toSavedJson(world, addGroupIn(world, BRAND, row)),
  ),

  ...handleCatalogueRows(
    productUpdateBrands,
    { ...BRANDS, saved: 'updated', codes: groupCodes(BRAND) },
    ({ world, row, raw }) => toSavedJson(world, changeGroupIn(world, BRAND, row, raw)),
  ),

  ...searchGroups(BRAND, productSearchBrands),

  ...handleCatalogueRows(
    productAddCategories,
    { ...CATEGORIES, saved: 'created', codes: groupCodes(CATEGORY), order: parentsFirst },
    ({ world, row }) => toSavedJson(world, addGroupIn(world, CATEGORY, row)),
  ),

  ...handleCatalogueRows(
    productUpdateCategories,
    { ...CATEGORIES, saved: 'updated', codes: groupCodes(CATEGORY) },
    ({ world, row, raw }) => toSavedJson(world, changeGroupIn(world, CATEGORY, row, raw)),
  ),

  ...searchGroups(CATEGORY, productSearchCategories),

  ...handleCatalogueRows(
    productAddAttributes,
    { ...ATTRIBUTES, saved: 'created', codes: ATTRIBUTE_CODES },
    ({ world, row, warn }) => {
      const { attribute, warnings } = addAttributeIn(world, row);
      warn(warnings);
      return toSavedJson(world, attribute);
    },
  ),

  ...handleCatalogueRows(
    productUpdateAttributes,
    { ...ATTRIBUTES, saved: 'updated', codes: ATTRIBUTE_CODES },
    ({ world, row: { code, ouCode, isActive: active, ...change }, warn }) => {
      const named = { code, ouId: unitOf(world, ouCode) };
      const { attribute, warnings } = changeAttribute(world, named, { ...change, active });
      warn(warnings);
      return toSavedJson(world, attribute);
    },
  ),

  ...handle(productSearchAttributes, { envelope: 'plain', codes: LIST_CODES }, ({ world, query, raw }) =>
    listRows(world, query, {
      rows: Object.values(world.productAttributes),
      code: ({ code }) => code,
      toJson: (attribute) => toAttributeJson(world, attribute),
      sentSortBy: raw.query['sortBy'],
    }),
  ),

  ...handleCatalogueRows(
    productAddAttributeValues,
    { ...VALUES, saved: 'created', codes: VALUE_CODES },
    ({ world, row }) => {
      const entry = entryIn(world, row);
      const attribute = attributeByCode(world, row.attributeCode, entry.ouId);
      return { ...toSavedJson(world, addValue(world, attribute, entry)), attributeId: attribute.id };
    },
  ),

  ...handleCatalogueRows(
    productUpdateAttributeValues,
    { ...VALUES, saved: 'updated', codes: VALUE_CODES },
    ({ world, row: { attributeCode, code, ouCode, name, isActive: active } }) => {
      const attribute = attributeByCode(world, attributeCode, unitOf(world, ouCode));
      return toSavedJson(world, changeValue(world, attribute, code, { name, active }));
    },
  ),

  ...handle(
    productGetAttributeValues,
    {
      envelope: 'plain',
      codes: {
        attributeId: 10212,
        limit: LIST_CODES.limit,
        offset: LIST_CODES.offset,
        fetchType: LIST_CODES.fetchType,
      },
    },
    ({ world, path: { attributeId }, query }) => {
      if (!world.productAttributes[attributeId]) failUnknown(10212, 'Attribute', attributeId);
      return listRows(world, query, {
        rows: valuesOf(world, attributeId),
        code: ({ code }) => code,
        toJson: (value) => ({ ...toEntryJson(world, value), attributeId }),
      });
    },
  ),

  ...handleRows(
    productAddIntegrationAttributes,
    {
      envelope: 'bulk',
      batch: { none: 400, tooMany: 400, max: MAX_ROWS },
      codes: ATTRIBUTE_CODES,
      echo: ({ code }) => ({ code: textOf(code), warnings: [] }),
    },
    ({ world, row }) => {
      const { attribute, warnings } = allOrNothing(world, (twin) => addAttributeIn(twin, row));
      const { id, code } = attribute;
      return {
        entityId: id,
        result: { id, code, warnings: warnings.map(({ code: number, message }) => ({ code: number, message })) },
      };
    },
  ),
};
