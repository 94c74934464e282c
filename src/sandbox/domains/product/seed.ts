/** The product catalog of a seed world: products, brands, categories and attributes, created from their names. */
import { DAY, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { addAttribute, addValue } from './attributes.js';
import { newEntry } from './catalogue.js';
import { addGroup, BRAND, CATEGORY, type GroupKind } from './groups.js';
import { addProduct } from './rules.js';
import { ORG_LEVEL, type ProductSize } from './state.js';

export interface SeedProduct {
  sku: string;
  description: string;
  /** Names. */
  brand: string;
  category: string;
  color?: string;
  price: number;
  /** Codes; a size that the catalogue does not have is no size. */
  size?: string;
  style?: string;
  /** Codes of values by the attribute's code. */
  attributes?: Readonly<Record<string, string>>;
}

export interface SeedSize {
  code: string;
  family: string;
  type: string;
  /** The meta size that it maps to. */
  meta: string;
  metaFamily: string;
}

export interface Catalogue {
  products: readonly SeedProduct[];
  /** Categories above others, by name. */
  parents?: Readonly<Record<string, string>>;
  /** Hex codes by name. */
  colors?: Readonly<Record<string, string>>;
  /** Names by code. */
  styles?: Readonly<Record<string, string>>;
  sizes?: readonly SeedSize[];
  attributes?: Readonly<Record<string, { name: string; values: Readonly<Record<string, string>> }>>;
}

/** MERIDIAN-BASICS for Meridian Basics. */
const codeOf = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '-');

/** How long ago the catalogue was set up, before any customer joined. */
const SET_UP_DAYS = 900;

/** Fills the catalog of a world without products. */
export function stock(world: World, catalogue: Catalogue): void {
  const { products, parents = {} } = catalogue;
  for (const name of new Set(products.map(({ brand }) => brand))) group(world, BRAND, name);
  for (const name of new Set(Object.values(parents))) group(world, CATEGORY, name);
  for (const name of new Set(products.map(({ category }) => category))) group(world, CATEGORY, name, parents[name]);
  describe(world, catalogue);
  for (const { brand, category, color, size = '', style = '', attributes = {}, ...product } of products) {
    const isSize = catalogue.sizes?.some(({ code }) => code === size);
    addProduct(world, {
      ...product,
      ean: '',
      ouId: ORG_LEVEL,
      brandCode: codeOf(brand),
      categoryCode: codeOf(category),
      colorCode: color,
      sizeCode: isSize ? size : '',
      styleCode: style,
      attributes: Object.entries(attributes).map(([code, value]) => ({ code, value })),
    });
  }
  const setUp = later(now(world), -SET_UP_DAYS * DAY);
  const { productBrands, productCategories, productAttributes, attributeValues } = world;
  for (const entries of [productBrands, productCategories, productAttributes, attributeValues, world.products]) {
    for (const entry of Object.values(entries)) Object.assign(entry, { createdOn: setUp, modifiedOn: setUp });
  }
}

const common = (code: string, name: string) => ({ code, name, ouId: ORG_LEVEL, active: true });

function group(world: World, kind: GroupKind, name: string, parent?: string): void {
  addGroup(world, kind, {
    ...common(codeOf(name), name),
    label: name,
    description: '',
    parentCode: parent === undefined ? '' : codeOf(parent),
  });
}

function describe(world: World, { colors = {}, styles = {}, sizes = [], attributes = {} }: Catalogue): void {
  for (const [name, hex] of Object.entries(colors)) {
    const color = newEntry(world, 'productColor', common(hex, name));
    world.productColors[color.id] = color;
  }
  for (const [code, name] of Object.entries(styles)) {
    const style = newEntry(world, 'productStyle', common(code, name));
    world.productStyles[style.id] = style;
  }
  for (const { code, family, type, meta, metaFamily } of sizes) {
    const about = { description: '', type };
    const parent: ProductSize = {
      ...newEntry(world, 'metaSize', common(meta, meta)),
      ...about,
      canonicalName: meta,
      family: metaFamily,
      parentId: null,
    };
    world.metaSizes[parent.id] = parent;
    const size: ProductSize = {
      ...newEntry(world, 'productSize', common(code, code)),
      ...about,
      canonicalName: code,
      family,
      parentId: parent.id,
    };
    world.productSizes[size.id] = size;
  }
  for (const [code, { name, values }] of Object.entries(attributes)) {
    const { attribute } = addAttribute(world, { ...common(code, name), type: 'String' });
    for (const [value, label] of Object.entries(values)) addValue(world, attribute, common(value, label));
  }
}
