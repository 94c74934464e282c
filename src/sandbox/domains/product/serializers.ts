/** Products, brands, categories and attributes as v2 shows them. */
import type {
  productSearchAttributes,
  productSearchBrands,
  productSearchCategories,
} from '../../../tools/product/product.attributes.js';
import type { productAddSkus, productSearchSkus } from '../../../tools/product/product.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { attributesOf } from './rules.js';
import type { CatalogueEntry, Product, ProductAttribute, ProductGroup } from './state.js';

type SkuJson = RowOf<typeof productSearchSkus>;
type GroupJson = RowOf<typeof productSearchBrands> & RowOf<typeof productSearchCategories>;

/** What a bulk write answers of a row. */
export const toSavedJson = (
  world: World,
  { id, ouId, code }: Pick<CatalogueEntry, 'id' | 'ouId' | 'code'>,
): RowOf<typeof productAddSkus, 'created'> => ({ id, ouId, ouCode: world.concepts[ouId]?.code, code });

const toNamedJson = (entry: CatalogueEntry | undefined) =>
  entry ? { id: entry.id, code: entry.code, name: entry.name } : null;

export const toEntryJson = (world: World, entry: CatalogueEntry) => ({
  id: entry.id,
  orgId: world.organisation.id,
  ouId: entry.ouId,
  code: entry.code,
  name: entry.name,
  isActive: entry.active,
  attribution: { createdDate: entry.createdOn, modifiedDate: entry.modifiedOn },
});

export const toGroupJson = (world: World, group: ProductGroup): GroupJson => ({
  ...toEntryJson(world, group),
  description: group.description,
});

export function toAttributeJson(world: World, attribute: ProductAttribute): RowOf<typeof productSearchAttributes> {
  const value = world.attributeValues[attribute.defaultValueId ?? 0];
  return { ...toEntryJson(world, attribute), type: attribute.type, defaultValue: toNamedJson(value) ?? undefined };
}

const toAttributesJson = (world: World, product: Product) =>
  attributesOf(world, product).map(({ attribute, value, entry }) => ({
    id: attribute.id,
    code: attribute.code,
    name: attribute.name,
    value: toNamedJson(entry) ?? { code: value, name: value },
  }));

/** What an answer has of a product on request. */
export const SKU_EXTRAS = ['attributes', 'style', 'color', 'size'] as const;
export type SkuExtra = (typeof SKU_EXTRAS)[number];

export function toSkuJson(world: World, product: Product, extras: readonly SkuExtra[]): SkuJson {
  return { ...toItemJson(world, product, extras), code: product.sku };
}

/** A product as the calls show it whose answers are not documented: in full, and with its code as `sku`. */
export const toFullJson = (world: World, product: Product): SkuJson => ({
  ...toItemJson(world, product, SKU_EXTRAS),
  sku: product.sku,
});

function toItemJson(world: World, product: Product, extras: readonly SkuExtra[]): SkuJson {
  return {
    id: product.id,
    orgId: world.organisation.id,
    ouId: product.ouId,
    ean: product.ean,
    price: product.price,
    description: product.description,
    longDescription: product.longDescription,
    imageUrl: product.imageUrl,
    returnable: product.returnable,
    returnableDays: product.returnableDays,
    brand: toNamedJson(world.productBrands[product.brandId ?? 0]) ?? undefined,
    category: toNamedJson(world.productCategories[product.categoryId ?? 0]) ?? undefined,
    ...(extras.includes('attributes') && { attributes: toAttributesJson(world, product) }),
    ...(extras.includes('style') && { style: toNamedJson(world.productStyles[product.styleId ?? 0]) }),
    ...(extras.includes('color') && { colorPalette: toNamedJson(world.productColors[product.colorId ?? 0]) }),
    ...(extras.includes('size') && { size: toNamedJson(world.productSizes[product.sizeId ?? 0]) }),
    isActive: product.active,
    attribution: { createdDate: product.createdOn, modifiedDate: product.modifiedOn },
  };
}

/** A product as recommendations show it; the documentation gives their elements no shape. */
export const toRecommendedJson = (
  world: World,
  { id, sku, description, brandId, categoryId, price, imageUrl }: Product,
) => ({
  id,
  sku,
  description,
  brand: world.productBrands[brandId ?? 0]?.name ?? '',
  category: world.productCategories[categoryId ?? 0]?.name ?? '',
  price,
  ...(imageUrl !== '' && { imageUrl }),
});
