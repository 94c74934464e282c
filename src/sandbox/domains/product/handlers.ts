/** Section Product: products (SKUs), v2. */
import {
  productAdd,
  productAddBulk,
  productAddSkus,
  productGet,
  productGetBulk,
  productSearchSkus,
  productUpdateSkus,
} from '../../../tools/product/product.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { isObject, partsOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleRows } from '../../http/rows.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, failUnknown, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { unitOf } from './catalogue.js';
import { LIST_CODES, listRows } from './catalogue-lists.js';
import { handleCatalogueRows, MAX_ROWS } from './catalogue-rows.js';
import { addProduct, changeProduct, type ProductDetails, productBySku } from './rules.js';
import { SKU_EXTRAS, toFullJson, toSavedJson, toSkuJson } from './serializers.js';
import type { Product } from './state.js';

type NewSku = Body<typeof productAddSkus>[number];

/** The code of an attribute's value, which answers show with its name. */
function codeOf(value: unknown): string {
  const { code = value } = isObject(value) ? value : {};
  return textOf(code);
}

const detailsIn = ({ attributes = [], isActive, ...row }: Omit<NewSku, 'sku' | 'ean'>): ProductDetails => ({
  ...row,
  attributes: attributes.map(({ code = '', value }) => ({ code, value: codeOf(value) })),
  active: isActive,
});

const addIn = (world: World, { sku, ean = '', ouCode, ...details }: NewSku): ReturnType<typeof addProduct> =>
  addProduct(world, { sku, ean, ouId: unitOf(world, ouCode), ...detailsIn(details) });

const NO_SKU = 9102;
const WRONG_PRICE = 9106;
const SKU_CODES = { sku: NO_SKU, price: WRONG_PRICE } as const;

/** The documentation has no codes for these two. */
const LIMITS = { none: 400, tooMany: 400 } as const;

/** The code in a search can be no longer. */
const MAX_SEARCHED = 30;
const WRONG_SEARCH = 10071;

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
    if (text === '') return fail(WRONG_SEARCH, 'q must be field:value pairs, joined by commas', 400);
    switch (field.trim().toLowerCase()) {
      case 'code':
        if (text.length > MAX_SEARCHED) {
          return fail(WRONG_SEARCH, `The code in q can have at most ${MAX_SEARCHED} characters`, 400);
        }
        return ({ sku }) => starts(sku, text);
      case 'brand':
        return ({ brandId }) => starts(world.productBrands[brandId ?? 0]?.name, text);
      case 'category':
        return ({ categoryId }) => starts(world.productCategories[categoryId ?? 0]?.name, text);
      default:
        return fail(WRONG_SEARCH, 'The fields of q must be code, brand or category', 400);
    }
  });
  return (product) => conditions.every((holds) => holds(product));
}

/**
 * A product by `sku` or else by `id`.
 * @throws 10105 if the product does not exist
 */
function productNamed(world: World, { sku, id, ouCode }: { sku?: string; id?: number; ouCode?: string }): Product {
  const ouId = unitOf(world, ouCode);
  const found = sku === undefined ? world.products[id ?? 0] : productBySku(world, sku, ouId);
  return found ?? failUnknown(10105, 'Product', sku ?? id);
}

/** Problems of a row inside its result. */
const toProblems = (warnings: readonly Warning[]) => warnings.map(({ code, message }) => ({ code, message }));

export const productHandlers: Handlers = {
  ...handle(
    productAdd,
    { envelope: 'single', codes: { 'body.sku': NO_SKU, 'body.price': WRONG_PRICE } },
    ({ world, body, warn }) => {
      const { product, warnings } = allOrNothing(world, (twin) => addIn(twin, body));
      warn(warnings);
      return { id: product.id, sku: product.sku, ouId: product.ouId };
    },
  ),

  ...handleRows(
    productAddBulk,
    {
      envelope: 'bulk',
      batch: { ...LIMITS, max: MAX_ROWS },
      codes: SKU_CODES,
      echo: ({ sku }) => ({ sku: textOf(sku), warnings: [] }),
    },
    ({ world, row }) => {
      const { product, warnings } = allOrNothing(world, (twin) => addIn(twin, row));
      const { id, sku } = product;
      return { entityId: id, result: { id, sku, warnings: toProblems(warnings) } };
    },
  ),

  ...handle(
    productGet,
    { envelope: 'single', codes: { id: 10105 }, oneOf: [{ of: ['sku', 'id'], code: 400 }] },
    ({ world, query }) => toFullJson(world, productNamed(world, query)),
  ),

  ...handle(
    productGetBulk,
    { envelope: 'plain', oneOf: [{ of: ['sku', 'id'], code: 400 }] },
    ({ world, query: { sku, id, ...unit } }) => {
      const names =
        sku === undefined
          ? partsOf(id).map((each) => ({ id: Number(each) }))
          : partsOf(sku).map((each) => ({ sku: each }));
      const errors: { code: number; message: string }[] = [];
      const data = names.flatMap((name) => {
        try {
          return [toFullJson(world, productNamed(world, { ...name, ...unit }))];
        } catch (error) {
          if (!(error instanceof SandboxFailure)) throw error;
          errors.push({ code: error.code, message: error.message });
          return [];
        }
      });
      return { data, warnings: [], errors };
    },
  ),

  ...handleCatalogueRows(
    productAddSkus,
    { saved: 'created', limits: LIMITS, named: 'sku', codes: SKU_CODES },
    ({ world, row, warn }) => {
      const { product, warnings } = addIn(world, row);
      warn(warnings);
      return toSavedJson(world, { ...product, code: product.sku });
    },
  ),

  ...handleCatalogueRows(
    productUpdateSkus,
    { saved: 'updated', limits: LIMITS, named: 'sku', codes: SKU_CODES },
    ({ world, row: { sku, ouCode, ...details } }) => {
      const product = changeProduct(world, { sku, ouId: unitOf(world, ouCode) }, detailsIn(details));
      return toSavedJson(world, { ...product, code: product.sku });
    },
  ),

  ...handle(productSearchSkus, { envelope: 'plain', codes: LIST_CODES }, ({ world, query, raw }) => {
    const wanted = partsOf(query.include).map((each) => each.toLowerCase());
    const extras = SKU_EXTRAS.filter((each) => wanted.includes(each));
    return listRows(world, query, {
      rows: Object.values(world.products),
      code: ({ sku }) => sku,
      search: (q) => searched(world, q),
      toJson: (product, single) => toSkuJson(world, product, single ? extras : []),
      sentSortBy: raw.query['sortBy'],
      warnings: (single) => [
        ...(extras.length < wanted.length ? [{ code: 10019, message: `include takes ${SKU_EXTRAS.join(', ')}` }] : []),
        ...(wanted.length > 0 && !single ? [{ code: 10018, message: 'include works only for a single SKU' }] : []),
      ],
    });
  }),
};
