/** Section Product: brands, categories, attributes and their values, v2. */
import { type JsonObject, textOf } from '../../http/arguments.js';
import type { Handler, Handlers } from '../../http/handler.js';
import { type BulkRow, v2Bulk } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { addAttribute, addValue, attributeByCode, changeAttribute, changeValue, valuesOf } from './attributes.js';
import { sameCode, unitOf } from './catalogue.js';
import { listRows } from './catalogue-lists.js';
import { flagIn, numberIn, type RowCodes, someRows, textIn, writeRows } from './catalogue-rows.js';
import { addGroup, BRAND, CATEGORY, changeGroup, type GroupKind } from './groups.js';
import type { CatalogueEntry, ProductGroup } from './state.js';

const savedFace = ({ id, ouId, code }: CatalogueEntry): object => ({ id, ouId, code });

const entryFace = (world: World, entry: CatalogueEntry): object => ({
  id: entry.id,
  orgId: world.organisation.id,
  ouId: entry.ouId,
  code: entry.code,
  name: entry.name,
  isActive: entry.active,
  attribution: { createdDate: entry.createdOn, modifiedDate: entry.modifiedOn },
});

const unitIn = (world: World, row: JsonObject): number => unitOf(world, textOf(row['ouCode']));

const commonIn = (world: World, row: JsonObject) => ({
  code: textOf(row['code']),
  name: textOf(row['name']),
  ouId: unitIn(world, row),
  active: flagIn(row, 'isActive') ?? true,
});

/** Parents before their children. Rows that form a cycle keep their order, and none of them finds its parent. */
function parentsFirst(rows: readonly JsonObject[]): number[] {
  const order: number[] = [];
  const visit = (index: number, below: ReadonlySet<number>): void => {
    if (order.includes(index) || below.has(index)) return;
    const parent = textOf(rows[index]?.['parentCode']);
    const above = parent === '' ? -1 : rows.findIndex((each) => sameCode(textOf(each['code']), parent));
    if (above >= 0) visit(above, new Set([...below, index]));
    if (!order.includes(index)) order.push(index);
  };
  for (const index of rows.keys()) visit(index, new Set());
  return order;
}

const groupHandlers = (kind: GroupKind, codes: RowCodes): { add: Handler; update: Handler; search: Handler } => ({
  add: (call) =>
    writeRows(call, {
      saved: 'created',
      codes,
      named: 'code',
      order: parentsFirst,
      save: (world, row) => ({
        row: savedFace(
          addGroup(world, kind, {
            ...commonIn(world, row),
            label: textIn(row, 'label') ?? textOf(row['name']),
            description: textOf(row['description']),
            parentCode: textOf(row['parentCode']),
          }),
        ),
      }),
    }),
  update: (call) =>
    writeRows(call, {
      saved: 'updated',
      codes,
      named: 'code',
      save: (world, row) => {
        const named = { code: textOf(row['code']), ouId: unitIn(world, row) };
        if (row['parentCode'] !== undefined) fail(kind.codes.moved, `The parent of a ${kind.name} cannot change`);
        const change = {
          name: textIn(row, 'name'),
          description: textIn(row, 'description'),
          active: flagIn(row, 'isActive'),
        };
        return { row: savedFace(changeGroup(world, kind, named, change)) };
      },
    }),
  search: ({ world, query }) =>
    listRows(world, query, {
      rows: Object.values(kind.groups(world)),
      code: ({ code }) => code,
      face: (group: ProductGroup) => ({ ...entryFace(world, group), description: group.description }),
    }),
});

const brands = groupHandlers(BRAND, { none: 10051, tooMany: 10052, repeated: 10056 });
const categories = groupHandlers(CATEGORY, { none: 10061, tooMany: 10062, repeated: 10066 });

const ATTRIBUTE_ROWS = { none: 10201, tooMany: 10202 };
const VALUE_ROWS = { ...ATTRIBUTE_ROWS, repeated: 10003 };

function attributeIn(world: World, row: JsonObject) {
  return addAttribute(world, {
    ...commonIn(world, row),
    type: textOf(row['type']),
    defaultValueId: numberIn(row, 'defaultValueId'),
    valueCode: textIn(row, 'valueCode'),
  });
}

const addAttributes: Handler = (call) =>
  writeRows(call, {
    saved: 'created',
    codes: ATTRIBUTE_ROWS,
    named: 'code',
    save: (world, row) => {
      const { attribute, warnings } = attributeIn(world, row);
      return { row: savedFace(attribute), warnings };
    },
  });

const updateAttributes: Handler = (call) =>
  writeRows(call, {
    saved: 'updated',
    codes: ATTRIBUTE_ROWS,
    named: 'code',
    save: (world, row) => {
      const named = { code: textOf(row['code']), ouId: unitIn(world, row) };
      const { attribute, warnings } = changeAttribute(world, named, {
        name: textIn(row, 'name'),
        type: textIn(row, 'type'),
        defaultValueId: numberIn(row, 'defaultValueId'),
        active: flagIn(row, 'isActive'),
      });
      return { row: savedFace(attribute), warnings };
    },
  });

const searchAttributes: Handler = ({ world, query }) =>
  listRows(world, query, {
    rows: Object.values(world.productAttributes),
    code: ({ code }) => code,
    face: (attribute) => {
      const value = world.attributeValues[attribute.defaultValueId ?? 0];
      return {
        ...entryFace(world, attribute),
        type: attribute.type,
        ...(value && { defaultValue: { id: value.id, code: value.code, name: value.name } }),
      };
    },
  });

const valueIdentity = (row: JsonObject): string => `${textOf(row['attributeCode'])}#${textOf(row['code'])}`;

const addValues: Handler = (call) =>
  writeRows(call, {
    saved: 'created',
    codes: VALUE_ROWS,
    named: 'code',
    identity: valueIdentity,
    save: (world, row) => {
      const common = commonIn(world, row);
      const attribute = attributeByCode(world, textOf(row['attributeCode']), common.ouId);
      const value = addValue(world, attribute, { ...common, name: textIn(row, 'name') ?? common.code });
      return { row: { ...savedFace(value), attributeId: attribute.id } };
    },
  });

const updateValues: Handler = (call) =>
  writeRows(call, {
    saved: 'updated',
    codes: VALUE_ROWS,
    named: 'code',
    identity: valueIdentity,
    save: (world, row) => {
      const attribute = attributeByCode(world, textOf(row['attributeCode']), unitIn(world, row));
      const change = { name: textIn(row, 'name'), active: flagIn(row, 'isActive') };
      return { row: savedFace(changeValue(world, attribute, textOf(row['code']), change)) };
    },
  });

const getValues: Handler = ({ world, path, query }) => {
  const id = Number(path['attributeId']);
  if (!world.productAttributes[id]) failUnknown(10212, 'Attribute', path['attributeId']);
  return listRows(world, query, {
    rows: valuesOf(world, id),
    code: ({ code }) => code,
    face: (value) => ({ ...entryFace(world, value), attributeId: value.attributeId }),
  });
};

const addIntegrationAttributes: Handler = ({ world, body }) =>
  v2Bulk(
    someRows(body).map((row): BulkRow => {
      const code = textOf(row['code']);
      try {
        const { attribute, warnings } = allOrNothing(world, (twin) =>
          attributeIn(twin, { ...row, name: textIn(row, 'name') ?? code }),
        );
        return { entityId: attribute.id, result: { code, warnings } };
      } catch (error) {
        if (!(error instanceof SandboxFailure)) throw error;
        return { entityId: null, result: { code, warnings: [] }, failure: error };
      }
    }),
  );

export const catalogueHandlers: Handlers = {
  product_add_brands: brands.add,
  product_update_brands: brands.update,
  product_search_brands: brands.search,
  product_add_categories: categories.add,
  product_update_categories: categories.update,
  product_search_categories: categories.search,
  product_add_attributes: addAttributes,
  product_update_attributes: updateAttributes,
  product_search_attributes: searchAttributes,
  product_add_attribute_values: addValues,
  product_update_attribute_values: updateValues,
  product_get_attribute_values: getValues,
  product_add_integration_attributes: addIntegrationAttributes,
};
