/** State of the catalog: products, and their brands, categories and attributes. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends ProductState {}
}

/** The organization unit of entities that belong to the whole organization. */
export const ORG_LEVEL = -1;

/** Fields that all catalog entities share. Codes ignore case and are unique within an organization unit. */
export interface CatalogueEntry {
  id: number;
  /** Id of a concept; ORG_LEVEL for the whole organization. */
  ouId: number;
  code: string;
  name: string;
  active: boolean;
  createdOn: Instant;
  modifiedOn: Instant;
}

/** A brand or a category; both are trees. */
export interface ProductGroup extends CatalogueEntry {
  label: string;
  description: string;
  parentId: number | null;
}

export interface ProductAttribute extends CatalogueEntry {
  type: 'String' | 'Int' | 'Double' | 'Boolean';
  defaultValueId: number | null;
  /** Products accept only existing values. */
  isEnum: boolean;
  /** New values of products are added to the list. */
  isSoftEnum: boolean;
  useInDump: boolean;
  /** The source of values, and the field that contains them. */
  extractionRule: { type: string; data: string };
}

export interface AttributeValue extends CatalogueEntry {
  attributeId: number;
}

/** A colour; its code is the hex code. */
type ProductColor = CatalogueEntry;

type ProductStyle = CatalogueEntry;

/** A size (S, UK 8); a meta size is one that others map to. */
export interface ProductSize extends CatalogueEntry {
  canonicalName: string;
  description: string;
  family: string;
  type: string;
  /** The meta size that it maps to. */
  parentId: number | null;
}

export interface Product {
  id: number;
  ouId: number;
  sku: string;
  ean: string;
  description: string;
  longDescription: string;
  price: number;
  imageUrl: string;
  returnable: boolean;
  /** -1 is no limit. */
  returnableDays: number;
  brandId: number | null;
  categoryId: number | null;
  colorId: number | null;
  styleId: number | null;
  sizeId: number | null;
  /** Codes of values by attribute id. */
  attributes: Record<number, string>;
  active: boolean;
  createdOn: Instant;
  modifiedOn: Instant;
}

export interface ProductState {
  products: Record<number, Product>;
  /** Ids by organization unit and SKU, and by organization unit and EAN. */
  productsBySku: Record<string, number>;
  productsByEan: Record<string, number>;
  productBrands: Record<number, ProductGroup>;
  productCategories: Record<number, ProductGroup>;
  productAttributes: Record<number, ProductAttribute>;
  attributeValues: Record<number, AttributeValue>;
  productColors: Record<number, ProductColor>;
  productStyles: Record<number, ProductStyle>;
  productSizes: Record<number, ProductSize>;
  metaSizes: Record<number, ProductSize>;
}

export const emptyProductState = (): ProductState => ({
  products: {},
  productsBySku: {},
  productsByEan: {},
  productBrands: {},
  productCategories: {},
  productAttributes: {},
  attributeValues: {},
  productColors: {},
  productStyles: {},
  productSizes: {},
  metaSizes: {},
});
