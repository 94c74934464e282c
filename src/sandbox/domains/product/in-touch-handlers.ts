/**
 * Section Product, v1.1 and v1: adding, reading and searching items, and lists of brands, categories and attributes.
 */

import {
  productAdd,
  productAddAttributes,
  productGet,
  productGetAttributes,
  productGetBrands,
  productGetCategories,
  productGetColors,
  productGetMetaSizes,
  productGetSizes,
  productSearch,
} from '../../../tools/product/product.legacy.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import { partsOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleInTouchRows } from '../../http/in-touch-rows.js';
import { BOOLEAN_SUCCESSES, item, itemStatus } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { addAttribute, addValue, changeAttribute, valueByCode } from './attributes.js';
import { unitOf } from './catalogue.js';
import { inScope } from './catalogue-lists.js';
import { BRAND, CATEGORY, type GroupKind, lineage } from './groups.js';
import { conditionsIn } from './in-touch-search.js';
import {
  type AttributeJson,
  toAddedJson,
  toColorJson,
  toFoundJson,
  toInTouchAttributeJson,
  toInTouchGroupJson,
  toMetaSizeJson,
  toReadJson,
  toSizeJson,
  toTreeJson,
} from './in-touch-serializers.js';
import { addProduct, productBySku } from './rules.js';
import type { CatalogueEntry, Product, ProductGroup, ProductSize } from './state.js';

/** This section writes successes as booleans, except in the search. */
const ENVELOPE = { envelope: 'inTouch', verdicts: BOOLEAN_SUCCESSES } as const;
const LIST = { ...ENVELOPE, message: 'SUCCESS', codes: { fetch_type: { malformed: 'ignored' } } } as const;

const EMPTY = { code: 400, httpStatus: 400 } as const;
const UNKNOWN_ITEM = 2101;

type ItemRow = Body<typeof productAdd.v1_1>['root']['product'][number];

function addItem(world: World, { sku, ean = '', ou_code, ...row }: ItemRow): Product {
  const { price, description, returnable, returnableDays, long_description, img_url } = row;
  return addProduct(world, {
    sku,
    ean,
    ouId: unitOf(world, ou_code),
    price,
    description,
    longDescription: long_description,
    imageUrl: img_url,
    returnable,
    returnableDays,
    brandCode: row.brand?.name,
    categoryCode: row.category?.name,
    colorCode: row.color?.name,
    styleCode: row.style?.name,
    sizeCode: row.size?.name,
    attributes: row.attributes?.attribute?.map(({ name = '', value = '' }) => ({ code: name, value })),
  }).product;
}

type AttributeRow = Body<
  typeof productAddAttributes.v1_1
>['root']['product'][number]['attributes']['attribute'][number];

function addAttributeIn(world: World, row: AttributeRow): AttributeJson {
  const { name: code, label, type = '', values, default_attribute_value_name: byDefault } = row;
  const ouId = unitOf(world, row.ou_code);
  const { attribute } = addAttribute(world, {
    code,
    name: label || code,
    ouId,
    active: true,
    type,
    details: {
      isEnum: row.is_enum === '1',
      isSoftEnum: row.is_soft_enum === '1',
      useInDump: row.use_in_dump === '1',
      extractionRule: { type: row.extraction_rule_type ?? 'UPLOAD', data: row.extraction_rule_data ?? '' },
    },
  });
  for (const { name = '', label: shown } of values?.value ?? []) {
    addValue(world, attribute, { code: name, name: shown || name, ouId, active: true });
  }
  if (byDefault) {
    const value = valueByCode(world, attribute.id, byDefault) ?? fail(10121, `${code} has no value ${byDefault}`);
    changeAttribute(world, attribute, { defaultValueId: value.id });
  }
  return toInTouchAttributeJson(world, attribute, Number.POSITIVE_INFINITY);
}

/** What all lists are asked for. */
interface ListQuery {
  readonly id?: number;
  readonly limit?: number;
  readonly offset?: number;
  readonly ou_code?: string;
  readonly fetch_type?: 'ALL' | 'ORG' | 'SCOPE';
}

/** The rows of a list, each with its verdict. */
function listed<T extends CatalogueEntry, J extends object>(
  world: World,
  { id, limit = Number.POSITIVE_INFINITY, offset = 0, ou_code, fetch_type }: ListQuery,
  rows: readonly T[],
  { code, message, toJson }: { code: number; message: string; toJson: (entry: T) => J },
) {
  return inScope(world, rows, ou_code, fetch_type)
    .filter((entry) => id === undefined || entry.id === id)
    .slice(offset, offset + limit)
    .map((entry) => ({
      ...toJson(entry),
      ou_id: entry.ouId,
      item_status: itemStatus(code, message),
    }));
}

/** The id of a row, if the call wants it. */
const idIn = ({ include_id }: { readonly include_id?: boolean }, { id }: CatalogueEntry) =>
  include_id ? { id: String(id) } : {};

const same = (wanted: string | undefined, value: string): boolean =>
  wanted === undefined || wanted.toLowerCase() === value.toLowerCase();

type GroupQuery = Parameters<typeof productGetBrands.v1_1.query>;

/** Brands or categories by name, and by what is above them. */
const groupsFor = (world: World, kind: GroupKind, { name, parent_id, parent_name }: GroupQuery): ProductGroup[] =>
  Object.values(kind.groups(world)).filter((group) => {
    const line = lineage(kind.groups(world), group.id);
    // For a brand, the parent itself is listed too.
    const named = kind === BRAND ? line : line.slice(1);
    return (
      (same(name, group.code) || same(name, group.name)) &&
      (parent_id === undefined || line.some(({ id }) => id === parent_id)) &&
      (parent_name === undefined || named.some((each) => same(parent_name, each.code) || same(parent_name, each.name)))
    );
  });

const sizesFor = (sizes: readonly ProductSize[], query: Parameters<typeof productGetMetaSizes.v1_1.query>) =>
  sizes.filter(
    ({ code, canonicalName, family, type }) =>
      same(query.name, code) &&
      same(query.canonical_name, canonicalName) &&
      same(query.size_family, family) &&
      same(query.type, type),
  );

/** Maximum number of children of a category in one read. */
const MAX_CHILDREN = 20;

/** Number of rows of a search. */
const ROWS = 10;

/** How a read names a product. */
type Name = { readonly id: number } | { readonly sku: string };

/**
 * The product that a read names.
 * @throws 2101 if the product does not exist
 * @throws 25005 if it belongs to another organization unit
 */
function productRead(world: World, name: Name, query: ListQuery): Product {
  const { ou_code, fetch_type = 'ALL' } = query;
  const product =
    'id' in name
      ? world.products[name.id]
      : (productBySku(world, name.sku, unitOf(world, ou_code)) ?? productBySku(world, name.sku));
  if (!product) return failUnknown(UNKNOWN_ITEM, 'Product', 'id' in name ? name.id : name.sku);
  const [inside] = inScope(world, [product], ou_code, fetch_type);
  return inside ?? fail(25005, `${product.sku} does not belong to this organization unit`);
}

export const productInTouchHandlers: Handlers = {
  ...handleInTouchRows(
    productAdd,
    {
      sent: 'product',
      answered: ['product'],
      batch: { none: { ...EMPTY, message: 'root.product is empty' } },
      verdicts: BOOLEAN_SUCCESSES,
      codes: { sku: 9102, price: { missing: 9103, malformed: 9106 } },
      echo: ({ sku, ean, price }) => ({ sku, ean, price }),
    },
    ({ world, row }) => ({
      fields: toAddedJson(
        world,
        allOrNothing(world, (twin) => addItem(twin, row)),
      ),
      code: 9100,
      message: 'Product was added',
    }),
  ),

  ...handle(
    productGet,
    {
      ...ENVELOPE,
      codes: LIST.codes,
      oneOf: [{ of: ['sku', 'id'], code: UNKNOWN_ITEM }],
    },
    ({ world, query: { sku, id, include_hierarchy = false, ...query } }) => {
      const names: readonly Name[] =
        sku === undefined
          ? partsOf(id).map((each) => ({ id: Number(each) }))
          : partsOf(sku).map((each) => ({ sku: each }));
      const rows = names.map((name) =>
        item('id' in name ? { item_id: String(name.id) } : name, () => ({
          fields: toReadJson(world, productRead(world, name, query), include_hierarchy),
          code: 2100,
          message: 'Product was found',
        })),
      );
      // A row's flag is called `status`, too.
      const shown = rows.map(({ failed, fields: { item_status, ...fields } }) => {
        const { success, code, message } = item_status;
        return { ...fields, item_status: { success, code, message, status: !failed } };
      });
      return { rows, response: { product: { item: shown } } };
    },
  ),

  ...handle(productSearch, { envelope: 'inTouch', message: 'SUCCESS' }, ({ world, query }) => {
    const found = Object.values(world.products).filter(conditionsIn(world, query.q));
    const results = { item: found.slice(0, ROWS).map((product) => toFoundJson(world, product)) };
    return { response: { product: { count: found.length, start: 0, rows: ROWS, results } } };
  }),

  ...handle(
    productAddAttributes,
    { ...ENVELOPE, codes: { 'body.root.product[].attributes.attribute[].name': 10203 } },
    ({ world, body }) => {
      const sent = body.root.product.flatMap(({ attributes }) => attributes.attribute);
      if (sent.length === 0) fail(EMPTY.code, 'product.attributes.attribute is empty', EMPTY.httpStatus);
      const rows = sent.map((each) =>
        item({ name: each.name, label: each.label ?? null }, () => ({
          fields: allOrNothing(world, (twin) => addAttributeIn(twin, each)),
          code: 9180,
          message: 'Attribute was added',
        })),
      );
      return { rows, response: { product: { attributes: { attribute: rows.map(({ fields }) => fields) } } } };
    },
  ),

  ...handle(productGetAttributes, LIST, ({ world, query }) => {
    const { name, values = false, value_limit: limit = Number.POSITIVE_INFINITY } = query;
    const rows = Object.values(world.productAttributes).filter(({ code }) => same(name, code));
    const attribute = listed(world, query, rows, {
      code: 9176,
      message: 'The attribute was found',
      toJson: (each) => ({ ...idIn(query, each), ...toInTouchAttributeJson(world, each, values ? limit : 0) }),
    });
    return { response: { product: { count: attribute.length, attributes: { attribute } } } };
  }),

  ...handle(productGetCategories, LIST, ({ world, query }) => {
    const { values = false, value_limit: limit = MAX_CHILDREN } = query;
    const category = listed(world, query, groupsFor(world, CATEGORY, query), {
      code: 9172,
      message: 'The category was found',
      toJson: (each) => ({
        ...idIn(query, each),
        ...(values ? toTreeJson(world, each, limit) : toInTouchGroupJson(world, CATEGORY, each)),
      }),
    });
    return { response: { product: { count: category.length, categories: { category } } } };
  }),

  ...handle(productGetBrands, LIST, ({ world, query }) => {
    const brand = listed(world, query, groupsFor(world, BRAND, query), {
      code: 9160,
      message: 'The brand was found',
      toJson: (each) => ({ ...idIn(query, each), ...toInTouchGroupJson(world, BRAND, each) }),
    });
    return { response: { product: { count: brand.length, brands: { brand } } } };
  }),

  ...handle(productGetColors, LIST, ({ world, query }) => {
    const rows = Object.values(world.productColors).filter(({ code }) => same(query.pallette, code));
    const color = listed(world, query, rows, { code: 9178, message: 'The color was found', toJson: toColorJson });
    return { response: { product: { count: color.length, colors: { color } } } };
  }),

  ...handle(productGetSizes, LIST, ({ world, query }) => {
    const rows = sizesFor(Object.values(world.productSizes), query).filter(({ parentId }) =>
      same(query.parent_name, world.metaSizes[parentId ?? 0]?.code ?? ''),
    );
    const size = listed(world, query, rows, {
      code: 9130,
      message: 'The size was found',
      toJson: (each) => ({ ...idIn(query, each), ...toSizeJson(world, each) }),
    });
    return { response: { product: { count: size.length, sizes: { size } } } };
  }),

  ...handle(productGetMetaSizes, LIST, ({ world, query }) => {
    const rows = sizesFor(Object.values(world.metaSizes), query);
    const meta_size = listed(world, query, rows, {
      code: 9140,
      message: 'The meta size was found',
      toJson: (each) => ({ ...idIn(query, each), ...toMetaSizeJson(each) }),
    });
    return { response: { product: { count: meta_size.length, meta_sizes: { meta_size } } } };
  }),
};
