/** Conditions by which v1.1 searches products: `(color:IN:Blue;Red|price:RANGE:2000;4000)`. */
import { numberOf } from '../../http/arguments.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { valueByCode } from './attributes.js';
import { BRAND, CATEGORY } from './groups.js';
import { groupNames } from './rules.js';
import type { CatalogueEntry, Product } from './state.js';

/** @throws 400 if the search is malformed */
export function conditionsIn(world: World, text: string): (product: Product) => boolean {
  const q = /^\((.+)\)$/.exec(text)?.[1] ?? text;
  const conditions = q.split('|').map((part): ((product: Product) => boolean) => {
    const [name = '', operator = '', ...rest] = part.split(':');
    const value = rest.join(':');
    if (name.trim() === '' || value.trim() === '') return fail(400, 'q must be attribute:OPERATOR:value, joined by |');
    const test = testIn(operator.trim(), value);
    return (product) => test(valuesNamed(world, product, name.trim()));
  });
  return (product) => conditions.every((holds) => holds(product));
}

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
