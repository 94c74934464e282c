/** Products and what describes them as v1.1 shows them. */
import type {
  productAdd,
  productGet,
  productGetAttributes,
  productGetBrands,
  productGetCategories,
  productGetColors,
  productGetMetaSizes,
  productGetSizes,
  productSearch,
} from '../../../tools/product/product.legacy.js';
import type { InTouchRowOf } from '../../../tools/schemas/decoded.js';
import { localDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { valuesOf } from './attributes.js';
import { BRAND, CATEGORY, type GroupKind, lineage } from './groups.js';
import { attributesOf } from './rules.js';
import {
  type CatalogueEntry,
  ORG_LEVEL,
  type Product,
  type ProductAttribute,
  type ProductGroup,
  type ProductSize,
} from './state.js';

type AddedJson = InTouchRowOf<typeof productAdd.v1_1, 'product'>;
type ReadJson = InTouchRowOf<typeof productGet.v1_1, 'product', 'item'>;
type FoundJson = InTouchRowOf<typeof productSearch.v1_1, 'product', 'results', 'item'>;
export type AttributeJson = InTouchRowOf<typeof productGetAttributes.v1_1, 'product', 'attributes', 'attribute'>;
type CategoryJson = InTouchRowOf<typeof productGetCategories.v1_1, 'product', 'categories', 'category'>;
type BrandJson = InTouchRowOf<typeof productGetBrands.v1_1, 'product', 'brands', 'brand'>;
type ColorJson = InTouchRowOf<typeof productGetColors.v1_1, 'product', 'colors', 'color'>;
type SizeJson = InTouchRowOf<typeof productGetSizes.v1_1, 'product', 'sizes', 'size'>;
type MetaSizeJson = InTouchRowOf<typeof productGetMetaSizes.v1_1, 'product', 'meta_sizes', 'meta_size'>;

const toAttributeRows = (world: World, product: Product) =>
  attributesOf(world, product).map(({ attribute, value }) => ({ name: attribute.code, value }));

/** What describes an item; `of` shows an entry, or that there is none. */
const described = <T>(world: World, product: Product, of: (entry: CatalogueEntry | undefined) => T) => ({
  size: of(world.productSizes[product.sizeId ?? 0]),
  style: of(world.productStyles[product.styleId ?? 0]),
  brand: of(world.productBrands[product.brandId ?? 0]),
  color: of(world.productColors[product.colorId ?? 0]),
  category: of(world.productCategories[product.categoryId ?? 0]),
});

/** An item that was added, whose color is shown by its name. */
export const toAddedJson = (world: World, product: Product): AddedJson => ({
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
  ...(product.ouId !== ORG_LEVEL && { ou_id: product.ouId, ou_code: world.concepts[product.ouId]?.code }),
  ...described(world, product, (entry) => ({ name: entry?.code ?? null })),
  color: { name: world.productColors[product.colorId ?? 0]?.name ?? null },
  attributes: toAttributeRows(world, product),
  added_on: localDateTime(product.createdOn, world.organisation.timezone),
});

/** A brand or category with its ancestors. */
const toLineageJson = (world: World, kind: GroupKind, product: Product) =>
  lineage(kind.groups(world), kind.of(product)).map(({ id, code, name }) => ({ id, name: code, label: name }));

export const toReadJson = (world: World, product: Product, withHierarchy: boolean): ReadJson => ({
  item_id: String(product.id),
  sku: product.sku,
  item_ean: product.ean,
  price: String(product.price),
  img_url: product.imageUrl,
  in_stock: String(product.active),
  description: product.description,
  long_description: product.longDescription,
  ...described(world, product, (entry) => (entry ? { name: entry.code, label: entry.name } : null)),
  attributes: { attribute: toAttributeRows(world, product) },
  added_on: localDateTime(product.createdOn, world.organisation.timezone),
  ou_id: product.ouId,
  ...(withHierarchy && {
    hierarchy: { brand: toLineageJson(world, BRAND, product), category: toLineageJson(world, CATEGORY, product) },
  }),
});

export const toFoundJson = (world: World, product: Product): FoundJson => ({
  id: String(product.id),
  price: product.price,
  org_id: world.organisation.id,
  ou_id: product.ouId,
  description: product.description,
  sku: product.sku,
  added_on: product.createdOn,
  attributes: { attribute: toAttributeRows(world, product) },
  img_url: product.imageUrl,
  ean: product.ean,
});

const flag = (on: boolean): string => (on ? '1' : '0');

/** @param valueLimit - the maximum number of values; none are shown by default */
export function toInTouchAttributeJson(world: World, attribute: ProductAttribute, valueLimit = 0): AttributeJson {
  const { id, code, name, type, isEnum, isSoftEnum, useInDump, extractionRule, defaultValueId } = attribute;
  const value = valuesOf(world, id).slice(0, valueLimit);
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
    ...(valueLimit > 0 && { values: { value: value.map((each) => ({ name: each.code, label: each.name })) } }),
  };
}

export function toInTouchGroupJson(world: World, kind: GroupKind, group: ProductGroup): BrandJson & CategoryJson {
  const parent = kind.groups(world)[group.parentId ?? 0];
  return {
    name: group.code,
    label: group.label,
    description: group.description,
    parent_name: parent?.code ?? '',
    parent_label: parent?.label ?? '',
  };
}

/** A category with those directly below it. */
export function toTreeJson(world: World, category: ProductGroup, childLimit: number): CategoryJson {
  const children = Object.values(CATEGORY.groups(world)).filter(({ parentId }) => parentId === category.id);
  // A parameter asks for them, but no documentation shows them.
  const undocumented = {
    values: { value: children.slice(0, childLimit).map(({ code, label }) => ({ name: code, label })) },
  };
  return { ...toInTouchGroupJson(world, CATEGORY, category), ...undocumented };
}

export const toColorJson = ({ code, name }: CatalogueEntry): ColorJson => ({ pallette: code, name });

const toAnySizeJson = (size: ProductSize) => ({
  name: size.code,
  label: size.name,
  description: size.description,
  size_family: size.family,
  type: size.type,
});

export const toSizeJson = (world: World, size: ProductSize): SizeJson => ({
  ...toAnySizeJson(size),
  canonical_name: size.canonicalName,
  parent_canonical_name: world.metaSizes[size.parentId ?? 0]?.canonicalName ?? '',
});

export const toMetaSizeJson = (size: ProductSize): MetaSizeJson => ({ ...toAnySizeJson(size), parent_meta_size: null });
