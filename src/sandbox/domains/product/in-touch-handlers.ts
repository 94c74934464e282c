/**
 * Section Product, v1.1 and v1: adding, reading and searching items, and lists of brands, categories and attributes.
 */
import { booleanOf, given, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import { type Call, type Handler, type Handlers, inTouch, writing } from '../../http/handler.js';
import { BOOLEAN_SUCCESSES, type Item, inTouchReply, item, itemStatus, reply } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { localDateTime } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { addAttribute, addValue, changeAttribute, valueByCode, valuesOf } from './attributes.js';
import { unitOf } from './catalogue.js';
import { inScope } from './catalogue-lists.js';
import { numberIn, textIn } from './catalogue-rows.js';
import { BRAND, CATEGORY, type GroupKind, lineage } from './groups.js';
import { addProduct, attributesOf, groupNames, productBySku } from './rules.js';
import type { CatalogueEntry, Product, ProductAttribute, ProductGroup, ProductSize } from './state.js';

const nameIn = (item: JsonObject, what: string): string | undefined => textIn(objectOf(item[what]), 'name');

function addItem(world: World, item: JsonObject): object {
  if (!given(item['price'])) fail(9103, 'The price is missing');
  const { product } = addProduct(world, {
    sku: textOf(item['sku']) || fail(9102, 'The SKU is missing'),
    ean: textOf(item['ean']),
    ouId: unitOf(world, textOf(item['ou_code'])),
    price: numberIn(item, 'price'),
    description: textIn(item, 'description'),
    longDescription: textIn(item, 'long_description'),
    imageUrl: textIn(item, 'img_url'),
    returnable: given(item['returnable']) ? booleanOf(item['returnable']) : undefined,
    returnableDays: numberIn(item, 'returnableDays'),
    brandCode: nameIn(item, 'brand'),
    categoryCode: nameIn(item, 'category'),
    colorCode: nameIn(item, 'color'),
    styleCode: nameIn(item, 'style'),
    sizeCode: nameIn(item, 'size'),
    attributes: objectsOf(objectOf(item['attributes'])['attribute']).map(({ name, value }) => ({
      code: textOf(name),
      value: textOf(value),
    })),
  });
  const named = (entry: CatalogueEntry | undefined) => ({ name: entry?.code ?? null });
  return {
    item_id: String(product.id),
    sku: product.sku,
    ean: product.ean,
    price: String(product.price),
    img_url: product.imageUrl,
    // New products have no stock.
    in_stock: 'false',
    description: product.description,
    returnable: String(product.returnable),
    returnable_days: product.returnableDays,
    long_description: product.longDescription,
    size: named(world.productSizes[product.sizeId ?? 0]),
    style: named(world.productStyles[product.styleId ?? 0]),
    brand: named(world.productBrands[product.brandId ?? 0]),
    color: { name: world.productColors[product.colorId ?? 0]?.name ?? null },
    category: named(world.productCategories[product.categoryId ?? 0]),
    attributes: attributeRows(world, product),
  };
}

const attributeRows = (world: World, product: Product): object[] =>
  attributesOf(world, product).map(({ attribute, value }) => ({ name: attribute.code, value }));

const rowsOf = (body: unknown): readonly JsonObject[] => {
  const sent = objectOf(body);
  const rows = objectsOf(objectOf(sent['root'])['product'] ?? sent['product']);
  return rows.length > 0 ? rows : fail(400, 'root.product is empty', 400);
};

const add: Handler = ({ world, body }) => {
  const rows = rowsOf(body).map((sent) => {
    const { sku, ean, price } = sent;
    return item({ sku, ean, price }, () => {
      const fields = allOrNothing(world, (twin) => addItem(twin, sent));
      return { fields, code: 9100, message: 'Product was added' };
    });
  });
  return inTouchReply(rows, { product: rows.map(({ fields }) => fields) });
};

const described = (entry: CatalogueEntry | undefined): object | null =>
  entry ? { name: entry.code, label: entry.name } : null;

/** A brand or category with its ancestors. */
const hierarchy = (world: World, kind: GroupKind, product: Product): object[] =>
  lineage(kind.groups(world), kind.of(product)).map(({ id, code, name }) => ({ id, name: code, label: name }));

function itemFace(world: World, product: Product, withHierarchy: boolean): object {
  return {
    item_id: String(product.id),
    sku: product.sku,
    item_ean: product.ean,
    price: String(product.price),
    img_url: product.imageUrl,
    in_stock: String(product.active),
    description: product.description,
    long_description: product.longDescription,
    size: described(world.productSizes[product.sizeId ?? 0]),
    style: described(world.productStyles[product.styleId ?? 0]),
    brand: described(world.productBrands[product.brandId ?? 0]),
    color: described(world.productColors[product.colorId ?? 0]),
    category: described(world.productCategories[product.categoryId ?? 0]),
    attributes: { attribute: attributeRows(world, product) },
    added_on: localDateTime(product.createdOn, world.organisation.timezone),
    ...(withHierarchy && {
      hierarchy: { brand: hierarchy(world, BRAND, product), category: hierarchy(world, CATEGORY, product) },
    }),
  };
}

/** The verdict on a row of this endpoint is called `status`. */
const withStatus = ({ failed, fields }: Item): object => ({
  ...fields,
  item_status: { ...objectOf(objectOf(fields)['item_status']), status: !failed },
});

const get: Handler = ({ world, query }) => {
  const name = given(query['sku']) ? 'sku' : 'id';
  const asked = textOf(query[name])
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (asked.length === 0) fail(2101, 'Give sku or id');
  const unit = unitOf(world, textOf(query['ou_code']));
  const found = (text: string): Product => {
    const product =
      name === 'id' ? world.products[Number(text)] : (productBySku(world, text, unit) ?? productBySku(world, text));
    if (!product) return failUnknown(2101, 'Product', text);
    const [inside] = inScope(world, [product], query['ou_code'], query['fetch_type'] ?? 'ALL');
    return inside ?? fail(25005, `${text} does not belong to this organization unit`);
  };
  const rows = asked.map((text) =>
    item({ [name === 'id' ? 'item_id' : 'sku']: text }, () => ({
      fields: itemFace(world, found(text), booleanOf(query['include_hierarchy'])),
      code: 2100,
      message: 'Product was found',
    })),
  );
  return inTouchReply(rows, { product: { item: rows.map(withStatus) } });
};

type Test = (values: readonly string[]) => boolean;

/** `EQUALS a`, `IN a;b`, `RANGE low;high`. */
function testIn(operator: string, text: string): Test {
  const wanted = text.split(';').map((each) => each.trim().toLowerCase());
  switch (operator.toUpperCase()) {
    case 'EQUALS':
      return (values) => values.some((value) => value.toLowerCase() === text.trim().toLowerCase());
    case 'IN':
      return (values) => values.some((value) => wanted.includes(value.toLowerCase()));
    case 'RANGE': {
      const [low, high] = wanted.map(numberOf);
      if (low === undefined || low === null || high === undefined || high === null)
        return fail(400, 'RANGE requires low;high');
      return (values) => values.some((value) => Number(value) >= low && Number(value) <= high);
    }
    default:
      return fail(400, 'The operator must be IN, EQUALS or RANGE');
  }
}

/** The values of a product's attribute, including the fields that every product has. */
function valuesNamed(world: World, product: Product, name: string): string[] {
  const entry = (found: CatalogueEntry | undefined) => (found ? [found.code, found.name] : []);
  switch (name.toLowerCase()) {
    case 'price':
      return [String(product.price)];
    case 'item_sku':
      return [product.sku];
    case 'description':
      // Single words match as well as the whole text.
      return [product.description, ...product.description.split(/\W+/)];
    case 'img_url':
      return [product.imageUrl];
    case 'brand':
      return groupNames(world, BRAND, product);
    case 'category':
      return groupNames(world, CATEGORY, product);
    case 'color':
      return entry(world.productColors[product.colorId ?? 0]);
    case 'size':
      return entry(world.productSizes[product.sizeId ?? 0]);
    case 'style':
      return entry(world.productStyles[product.styleId ?? 0]);
    default: {
      const attribute = Object.values(world.productAttributes).find(
        ({ code }) => code.toLowerCase() === name.toLowerCase(),
      );
      const value = attribute && product.attributes[attribute.id];
      return attribute && value !== undefined ? [value, valueByCode(world, attribute.id, value)?.name ?? value] : [];
    }
  }
}

const ROWS = 10;

const search: Handler = ({ world, query }) => {
  const q = /^\((.+)\)$/.exec(textOf(query['q']))?.[1] ?? textOf(query['q']);
  if (q === '') fail(400, 'q is missing');
  const conditions = q.split('|').map((part): ((product: Product) => boolean) => {
    const [name = '', operator = '', ...rest] = part.split(':');
    const text = rest.join(':');
    if (name.trim() === '' || text.trim() === '') return fail(400, 'q must be attribute:OPERATOR:value, joined by |');
    const test = testIn(operator.trim(), text);
    return (product) => test(valuesNamed(world, product, name.trim()));
  });
  const found = Object.values(world.products).filter((product) => conditions.every((holds) => holds(product)));
  return reply({
    response: {
      status: { success: 'true', code: 200, message: 'SUCCESS' },
      product: {
        count: found.length,
        start: 0,
        rows: ROWS,
        results: {
          item: found.slice(0, ROWS).map((product) => ({
            id: String(product.id),
            price: product.price,
            org_id: world.organisation.id,
            ou_id: product.ouId,
            description: product.description,
            sku: product.sku,
            added_on: product.createdOn,
            attributes: { attribute: attributeRows(world, product) },
            img_url: product.imageUrl,
            ean: product.ean,
          })),
        },
      },
    },
  });
};

const flag = (on: boolean): string => (on ? '1' : '0');

function attributeFace(world: World, attribute: ProductAttribute): object {
  const { code, name, type, isEnum, isSoftEnum, useInDump, extractionRule, defaultValueId } = attribute;
  return {
    name: code,
    label: name,
    type,
    is_enum: flag(isEnum),
    is_soft_enum: flag(isSoftEnum),
    use_in_dump: flag(useInDump),
    extraction_rule_type: extractionRule.type,
    extraction_rule_data: extractionRule.data,
    default_attribute_value_name: world.attributeValues[defaultValueId ?? 0]?.code ?? null,
  };
}

const valueFaces = (world: World, attribute: ProductAttribute, most: number): object => ({
  values: {
    value: valuesOf(world, attribute.id)
      .slice(0, most)
      .map(({ code, name }) => ({ name: code, label: name })),
  },
});

function addAttributeRow(world: World, sent: JsonObject): object {
  const ouId = unitOf(world, textOf(sent['ou_code']));
  const code = textOf(sent['name']);
  const { attribute } = addAttribute(world, {
    code,
    name: textOf(sent['label']) || code,
    ouId,
    active: true,
    type: textOf(sent['type']),
    details: {
      isEnum: booleanOf(sent['is_enum']),
      isSoftEnum: booleanOf(sent['is_soft_enum']),
      useInDump: booleanOf(sent['use_in_dump']),
      extractionRule: {
        type: textOf(sent['extraction_rule_type']) || 'UPLOAD',
        data: textOf(sent['extraction_rule_data']),
      },
    },
  });
  for (const { name, label } of objectsOf(objectOf(sent['values'])['value'])) {
    addValue(world, attribute, { code: textOf(name), name: textOf(label) || textOf(name), ouId, active: true });
  }
  const byDefault = textOf(sent['default_attribute_value_name']);
  if (byDefault !== '') {
    const value = valueByCode(world, attribute.id, byDefault) ?? fail(10121, `${code} has no value ${byDefault}`);
    changeAttribute(world, attribute, {
      name: undefined,
      type: undefined,
      defaultValueId: value.id,
      active: undefined,
    });
  }
  return { ...attributeFace(world, attribute), ...valueFaces(world, attribute, Number.POSITIVE_INFINITY) };
}

const addAttributes: Handler = ({ world, body }) => {
  const sent = rowsOf(body).flatMap((each) => objectsOf(objectOf(each['attributes'])['attribute']));
  if (sent.length === 0) fail(400, 'product.attributes.attribute is empty', 400);
  const rows = sent.map((each) =>
    item({ name: each['name'] ?? null, label: each['label'] ?? null }, () => ({
      fields: allOrNothing(world, (twin) => addAttributeRow(twin, each)),
      code: 9180,
      message: 'Attribute was added',
    })),
  );
  return inTouchReply(rows, { product: { attributes: { attribute: rows.map(({ fields }) => fields) } } });
};

/** How a list finds and shows its entries. */
interface Listed<T> {
  plural: string;
  singular: string;
  code: number;
  message: string;
  rows: (world: World) => T[];
  matches: (world: World, entry: T, query: JsonObject) => boolean;
  face: (world: World, entry: T, query: JsonObject) => object;
}

const same = (asked: unknown, value: string): boolean =>
  !given(asked) || textOf(asked).toLowerCase() === value.toLowerCase();

/** A list with `limit` and `offset`, filtered by id, organization unit and its own filters. */
function listing<T extends CatalogueEntry>(listed: Listed<T>): Handler {
  return ({ world, query }: Call) => {
    const limit = given(query['limit']) ? numberOf(query['limit']) : Number.POSITIVE_INFINITY;
    const offset = given(query['offset']) ? numberOf(query['offset']) : 0;
    if (limit === null || limit < 0 || offset === null || offset < 0)
      return fail(400, 'limit and offset must be at least 0');
    const found = inScope(world, listed.rows(world), query['ou_code'], query['fetch_type'])
      .filter((entry) => !given(query['id']) || entry.id === numberOf(query['id']))
      .filter((entry) => listed.matches(world, entry, query))
      .slice(offset, offset + limit);
    return reply({
      response: {
        status: itemStatus(200, 'SUCCESS'),
        product: {
          count: found.length,
          [listed.plural]: {
            [listed.singular]: found.map((entry) => ({
              ...(booleanOf(query['include_id']) && { id: String(entry.id) }),
              ...listed.face(world, entry, query),
              ou_id: entry.ouId,
              item_status: itemStatus(listed.code, listed.message),
            })),
          },
        },
      },
    });
  };
}

/** Maximum number of children of a brand or category in one read. */
const CHILDREN = 20;

const groups = (kind: GroupKind, listed: Pick<Listed<ProductGroup>, 'plural' | 'singular' | 'code'>): Handler =>
  listing<ProductGroup>({
    ...listed,
    message: `The ${kind.name} was found`,
    rows: (world) => Object.values(kind.groups(world)),
    matches: (world, entry, query) => {
      const line = lineage(kind.groups(world), entry.id);
      const above = line.slice(1);
      const { parent_id: parentId, parent_name: parentName, name } = query;
      if (!same(name, entry.code) && !same(name, entry.name)) return false;
      if (given(parentId) && !line.some(({ id }) => id === numberOf(parentId))) return false;
      // For a brand, the parent itself is listed too.
      const named = kind === BRAND ? line : above;
      return !given(parentName) || named.some(({ code, name }) => same(parentName, code) || same(parentName, name));
    },
    face: (world, entry, query) => {
      const parent = kind.groups(world)[entry.parentId ?? 0];
      const most = numberOf(query['value_limit']) ?? CHILDREN;
      const children = Object.values(kind.groups(world)).filter(({ parentId }) => parentId === entry.id);
      return {
        name: entry.code,
        label: entry.label,
        description: entry.description,
        parent_name: parent?.code ?? '',
        parent_label: parent?.label ?? '',
        ...(booleanOf(query['values']) && {
          values: { value: children.slice(0, most).map(({ code, label }) => ({ name: code, label })) },
        }),
      };
    },
  });

const sizeFace = (entry: ProductSize): object => ({
  name: entry.code,
  label: entry.name,
  description: entry.description,
  size_family: entry.family,
  type: entry.type,
});

const sizeMatches = (entry: ProductSize, query: JsonObject): boolean =>
  same(query['name'], entry.code) &&
  same(query['canonical_name'], entry.canonicalName) &&
  same(query['size_family'], entry.family) &&
  same(query['type'], entry.type);

/** This section writes successes as booleans, except in the search. */
const booleans = (tool: string, handler: Handler): Handlers => inTouch(tool, writing(BOOLEAN_SUCCESSES, handler));

export const productInTouchHandlers: Handlers = {
  ...booleans('product_add', add),
  ...booleans('product_get', get),
  ...inTouch('product_search', search),
  ...booleans('product_add_attributes', addAttributes),
  ...booleans(
    'product_get_attributes',
    listing<ProductAttribute>({
      plural: 'attributes',
      singular: 'attribute',
      code: 9176,
      message: 'The attribute was found',
      rows: (world) => Object.values(world.productAttributes),
      matches: (_, entry, query) => same(query['name'], entry.code),
      face: (world, entry, query) => ({
        ...attributeFace(world, entry),
        ...(booleanOf(query['values']) &&
          valueFaces(world, entry, numberOf(query['value_limit']) ?? Number.POSITIVE_INFINITY)),
      }),
    }),
  ),
  ...booleans('product_get_categories', groups(CATEGORY, { plural: 'categories', singular: 'category', code: 9172 })),
  ...booleans('product_get_brands', groups(BRAND, { plural: 'brands', singular: 'brand', code: 9160 })),
  ...booleans(
    'product_get_colors',
    listing({
      plural: 'colors',
      singular: 'color',
      code: 9178,
      message: 'The color was found',
      rows: (world) => Object.values(world.productColors),
      matches: (_, entry, query) => same(query['pallette'], entry.code),
      face: (_, entry) => ({ pallette: entry.code, name: entry.name }),
    }),
  ),
  ...booleans(
    'product_get_sizes',
    listing<ProductSize>({
      plural: 'sizes',
      singular: 'size',
      code: 9130,
      message: 'The size was found',
      rows: (world) => Object.values(world.productSizes),
      matches: (world, entry, query) =>
        sizeMatches(entry, query) && same(query['parent_name'], world.metaSizes[entry.parentId ?? 0]?.code ?? ''),
      face: (world, entry) => ({
        ...sizeFace(entry),
        canonical_name: entry.canonicalName,
        parent_canonical_name: world.metaSizes[entry.parentId ?? 0]?.canonicalName ?? '',
      }),
    }),
  ),
  ...booleans(
    'product_get_meta_sizes',
    listing<ProductSize>({
      plural: 'meta_sizes',
      singular: 'meta_size',
      code: 9140,
      message: 'The meta size was found',
      rows: (world) => Object.values(world.metaSizes),
      matches: (_, entry, query) => sizeMatches(entry, query),
      face: (_, entry) => ({ ...sizeFace(entry), parent_meta_size: null }),
    }),
  ),
};
