/** State of the catalogue: products and what they are sorted and described by. */
import type { Instant } from '../clock.js';

/** The organisation unit of what belongs to the whole organisation. */
export const ORG_LEVEL = -1;

/** What the whole catalogue has in common. Codes are compared in any case, and are unique within an organisation unit. */
export interface CatalogueEntry {
  id: number;
  /** Id of a concept; ORG_LEVEL for the whole organisation. */
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

export const ATTRIBUTE_TYPES = ['String', 'Int', 'Double', 'Boolean'] as const;

export interface ProductAttribute extends CatalogueEntry {
  type: (typeof ATTRIBUTE_TYPES)[number];
  defaultValueId: number | null;
  /** Products take only the values that there are. */
  isEnum: boolean;
  /** A value that a product brings is added to those that there are. */
  isSoftEnum: boolean;
  useInDump: boolean;
  /** Where values come from, and the field they come in. */
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
  /** Ids by organisation unit and SKU, and by organisation unit and EAN. */
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
