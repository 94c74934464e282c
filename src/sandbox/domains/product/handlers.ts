/** Section Product: products (SKUs), v2. */
import { given, type JsonObject, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import type { Call, Handler, Handlers } from '../../http/handler.js';
import { type BulkRow, reply, v2Bulk } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, failUnknown, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { unitOf } from './catalogue.js';
import { listRows } from './catalogue-lists.js';
import { flagIn, numberIn, someRows, textIn, writeRows } from './catalogue-rows.js';
import { addProduct, attributesOf, changeProduct, type ProductDetails, productBySku } from './rules.js';
import type { CatalogueEntry, Product } from './state.js';

/** The code of an attribute's value, which answers show with its name. */
const codeIn = (value: unknown): string => textOf(objectOf(value)['code'] ?? value);

const detailsIn = (row: JsonObject): ProductDetails => ({
  price: numberIn(row, 'price'),
  description: textIn(row, 'description'),
  longDescription: textIn(row, 'longDescription'),
  imageUrl: textIn(row, 'imageUrl'),
  returnable: flagIn(row, 'returnable'),
  returnableDays: numberIn(row, 'returnableDays'),
  brandCode: textIn(row, 'brandCode'),
  categoryCode: textIn(row, 'categoryCode'),
  colorCode: textIn(row, 'colorCode'),
  styleCode: textIn(row, 'styleCode'),
  sizeCode: textIn(row, 'sizeCode'),
  attributes: objectsOf(row['attributes']).map(({ code, value }) => ({ code: textOf(code), value: codeIn(value) })),
  active: flagIn(row, 'isActive'),
});

const addIn = (world: World, row: JsonObject): ReturnType<typeof addProduct> =>
  addProduct(world, {
    sku: textOf(row['sku']),
    ean: textOf(row['ean']),
    ouId: unitOf(world, textOf(row['ouCode'])),
    ...detailsIn(row),
  });

const savedFace = ({ id, ouId, sku }: Product): object => ({ id, ouId, code: sku });

/** The documentation has no codes for these two. */
const ROWS = { none: 400, tooMany: 400 };

const addSkus: Handler = (call) =>
  writeRows(call, {
    saved: 'created',
    codes: ROWS,
    named: 'sku',
    save: (world, row) => {
      const { product, warnings } = addIn(world, row);
      return { row: savedFace(product), warnings };
    },
  });

const updateSkus: Handler = (call) =>
  writeRows(call, {
    saved: 'updated',
    codes: ROWS,
    named: 'sku',
    save: (world, row) => {
      const named = { sku: textOf(row['sku']), ouId: unitOf(world, textOf(row['ouCode'])) };
      return { row: savedFace(changeProduct(world, named, detailsIn(row))) };
    },
  });

const named = (entry: CatalogueEntry | undefined): object | null =>
  entry ? { id: entry.id, code: entry.code, name: entry.name } : null;

const attributesFace = (world: World, product: Product): object[] =>
  attributesOf(world, product).map(({ attribute, value, entry }) => ({
    id: attribute.id,
    code: attribute.code,
    name: attribute.name,
    value: named(entry) ?? { code: value, name: value },
  }));

const EXTRAS = ['attributes', 'style', 'color', 'size'] as const;

function skuFace(world: World, product: Product, extras: readonly string[]): object {
  const brand = named(world.productBrands[product.brandId ?? 0]);
  const category = named(world.productCategories[product.categoryId ?? 0]);
  return {
    id: product.id,
    orgId: world.organisation.id,
    ouId: product.ouId,
    code: product.sku,
    ean: product.ean,
    price: product.price,
    description: product.description,
    longDescription: product.longDescription,
    imageUrl: product.imageUrl,
    returnable: product.returnable,
    returnableDays: product.returnableDays,
    ...(brand && { brand }),
    ...(category && { category }),
    ...(extras.includes('attributes') && { attributes: attributesFace(world, product) }),
    ...(extras.includes('style') && { style: named(world.productStyles[product.styleId ?? 0]) }),
    ...(extras.includes('color') && { colorPalette: named(world.productColors[product.colorId ?? 0]) }),
    ...(extras.includes('size') && { size: named(world.productSizes[product.sizeId ?? 0]) }),
    isActive: product.active,
    attribution: { createdDate: product.createdOn, modifiedDate: product.modifiedOn },
  };
}

const LONGEST_CODE_SEARCHED = 30;

/**
 * Parses a search such as `code:MUG,brand:nord`: prefixes of values, all of which must match.
 * @throws 10071 if it is malformed
 */
function searched(world: World, q: string): (product: Product) => boolean {
  const starts = (value: string | undefined, text: string): boolean =>
    (value ?? '').toLowerCase().startsWith(text.toLowerCase());
  const conditions = q.split(',').map((pair): ((product: Product) => boolean) => {
    const [field = '', ...rest] = pair.split(':');
    const text = rest.join(':').trim();
    if (text === '') return fail(10071, 'q must be field:value pairs, joined by commas', 400);
    switch (field.trim().toLowerCase()) {
      case 'code':
        if (text.length > LONGEST_CODE_SEARCHED)
          return fail(10071, `The code in q can have at most ${LONGEST_CODE_SEARCHED} characters`, 400);
        return ({ sku }) => starts(sku, text);
      case 'brand':
        return ({ brandId }) => starts(world.productBrands[brandId ?? 0]?.name, text);
      case 'category':
        return ({ categoryId }) => starts(world.productCategories[categoryId ?? 0]?.name, text);
      default:
        return fail(10071, 'The fields of q must be code, brand or category', 400);
    }
  });
  return (product) => conditions.every((holds) => holds(product));
}

function searchSkus({ world, query }: Call): ReturnType<Handler> {
  const asked = textOf(query['include'])
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');
  const known = EXTRAS.filter((each) => asked.includes(each));
  let extras: readonly string[] = [];
  return listRows(
    world,
    query,
    {
      rows: Object.values(world.products),
      code: ({ sku }) => sku,
      search: (q) => searched(world, q),
      face: (product) => skuFace(world, product, extras),
    },
    ({ single }) => {
      const warnings: Warning[] = [];
      if (known.length < asked.length) warnings.push({ code: 10019, message: `include takes ${EXTRAS.join(', ')}` });
      if (asked.length > 0 && !single) warnings.push({ code: 10018, message: 'include works only for a single SKU' });
      else extras = known;
      return warnings;
    },
  );
}

/**
 * A product by `sku` or `id`.
 * @throws 10105 if the product does not exist
 */
function productNamed(world: World, sku: string, id: string, ouCode: unknown): Product {
  const ouId = unitOf(world, textOf(ouCode));
  const found = sku === '' ? world.products[Number(id)] : productBySku(world, sku, ouId);
  return found ?? failUnknown(10105, 'Product', sku || id);
}

const plainFace = ({ id, sku, ean, price, description }: Product): object => ({ id, sku, ean, price, description });

const get: Handler = ({ world, query }) => {
  const [sku, id] = [textOf(query['sku']), textOf(query['id'])];
  if (sku === '' && id === '') fail(400, 'Give sku or id');
  const product = productNamed(world, sku, id, query['ouCode']);
  return reply({
    ...plainFace(product),
    brand: named(world.productBrands[product.brandId ?? 0]),
    category: named(world.productCategories[product.categoryId ?? 0]),
    attributes: attributesFace(world, product),
    warnings: [],
  });
};

const getBulk: Handler = ({ world, query }) => {
  const name = given(query['sku']) ? 'sku' : 'id';
  const asked = textOf(query[name])
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (asked.length === 0) fail(400, 'Give sku or id');
  const errors: object[] = [];
  const data = asked.flatMap((each) => {
    try {
      return [plainFace(productNamed(world, name === 'sku' ? each : '', each, query['ouCode']))];
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      errors.push({ code: error.code, message: error.message, entityCode: each });
      return [];
    }
  });
  return reply({ data, warnings: [], errors });
};

const add: Handler = ({ world, body }) => {
  const { product, warnings } = allOrNothing(world, (twin) => addIn(twin, objectOf(body)));
  return reply({ id: product.id, sku: product.sku, ouId: product.ouId, warnings });
};

const addBulk: Handler = ({ world, body }) =>
  v2Bulk(
    someRows(body).map((row): BulkRow => {
      const sku = textOf(row['sku']);
      try {
        const { product, warnings } = allOrNothing(world, (twin) => addIn(twin, row));
        return { entityId: product.id, result: { sku, warnings } };
      } catch (error) {
        if (!(error instanceof SandboxFailure)) throw error;
        return { entityId: null, result: { sku, warnings: [] }, failure: error };
      }
    }),
  );

export const productHandlers: Handlers = {
  product_add: add,
  product_add_bulk: addBulk,
  product_get: get,
  product_get_bulk: getBulk,
  product_add_skus: addSkus,
  product_update_skus: updateSkus,
  product_search_skus: searchSkus,
};
