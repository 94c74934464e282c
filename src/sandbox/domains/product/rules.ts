/** Products (SKUs): finding, adding and changing them. */
import { now } from '../../world/clock.js';
import { fail, failUnknown, SandboxFailure, type Warning } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { addValue, attributeByCode, valueByCode } from './attributes.js';
import { type Change, changeEntry, entryByCode, sameCode } from './catalogue.js';
import { BRAND, CATEGORY, type GroupKind, groupByCode, lineage } from './groups.js';
import { type AttributeValue, type CatalogueEntry, ORG_LEVEL, type Product, type ProductAttribute } from './state.js';

const key = (ouId: number, code: string): string => `${ouId}#${code.toLowerCase()}`;

/** The product with a SKU that belongs to exactly this organization unit. */
export function productBySku(world: World, sku: string, ouId = ORG_LEVEL): Product | undefined {
  return world.products[world.productsBySku[key(ouId, sku)] ?? Number.NaN];
}

/** The product that a store sells under a SKU: from its concept, or else from the organization. */
export const productSold = (world: World, sku: string, storeId: number): Product | undefined =>
  productBySku(world, sku, world.stores[storeId]?.conceptId) ?? productBySku(world, sku);

/** The product with a SKU in any organization unit; the organization's comes first. */
export function productAnywhere(world: World, sku: string): Product | undefined {
  const atOrganization = productBySku(world, sku);
  if (atOrganization) return atOrganization;
  const units = Object.values(world.concepts);
  return units.map(({ id }) => productBySku(world, sku, id)).find((each) => each !== undefined);
}

/** Codes and names of a product's brand or category and its ancestors. */
export function groupNames(world: World, kind: GroupKind, product: Product): string[] {
  return lineage(kind.groups(world), kind.of(product)).flatMap(({ code, name }) => [...new Set([name, code])]);
}

/**
 * Attribute values of a product by attribute code: names of values and their entries, or the text that was sent if
 * there is no such value.
 */
export function attributesOf(
  world: World,
  product: Product,
): { attribute: ProductAttribute; value: string; entry: AttributeValue | undefined }[] {
  return Object.entries(product.attributes).flatMap(([id, code]) => {
    const attribute = world.productAttributes[Number(id)];
    const entry = attribute && valueByCode(world, attribute.id, code);
    return attribute ? [{ attribute, value: entry?.name ?? code, entry }] : [];
  });
}

/** A product described by codes. Undefined fields are not given. */
export interface ProductDetails
  extends Change<
    Pick<Product, 'price' | 'description' | 'longDescription' | 'imageUrl' | 'returnable' | 'returnableDays' | 'active'>
  > {
  brandCode?: string | undefined;
  categoryCode?: string | undefined;
  colorCode?: string | undefined;
  styleCode?: string | undefined;
  sizeCode?: string | undefined;
  attributes?: readonly { code: string; value: string }[] | undefined;
}

export interface NewProduct extends ProductDetails {
  sku: string;
  /** The SKU if empty. */
  ean: string;
  ouId: number;
}

/** How to handle a referenced entity that does not exist. */
type Named = <T>(find: () => T) => T | undefined;

/**
 * Adds a product. References to entities that do not exist are left out, with a warning that has the code of the
 * failure on update. The caller must make this atomic: a soft list of values may have grown when the product is
 * refused.
 * @throws 409 if the product already exists
 * @throws 9108 if another product has the EAN
 * @throws 9106 if the price is below 0
 * @throws 400 if `returnableDays` is not valid, or the brand or category is not active
 */
export function addProduct(
  world: World,
  { sku, ean, ouId, ...details }: NewProduct,
): { product: Product; warnings: Warning[] } {
  if (productBySku(world, sku, ouId)) fail(409, `Product ${sku} already exists`);
  const barcode = ean || sku;
  if (world.productsByEan[key(ouId, barcode)] !== undefined) fail(9108, `EAN ${barcode} belongs to another product`);
  const product = newProduct(world, { sku, ean: barcode, ouId });
  const warnings: Warning[] = [];
  changeEntry(
    world,
    product,
    changeOf(world, product, details, (find) => {
      try {
        return find();
      } catch (error) {
        if (!(error instanceof SandboxFailure)) throw error;
        warnings.push({ code: error.code, message: `${error.message}; it was ignored` });
        return undefined;
      }
    }),
  );
  product.id = nextId(world, 'product');
  world.products[product.id] = product;
  world.productsBySku[key(ouId, sku)] = product.id;
  world.productsByEan[key(ouId, barcode)] = product.id;
  return { product, warnings };
}

function newProduct(world: World, named: Pick<Product, 'sku' | 'ean' | 'ouId'>): Product {
  const time = now(world);
  return {
    id: 0,
    ...named,
    description: '',
    longDescription: '',
    price: 0,
    imageUrl: '',
    returnable: true,
    returnableDays: -1,
    brandId: null,
    categoryId: null,
    colorId: null,
    styleId: null,
    sizeId: null,
    attributes: {},
    active: true,
    createdOn: time,
    modifiedOn: time,
  };
}

/**
 * Changes a product. The caller must make this atomic, as with `addProduct`.
 * @throws 10105 if the product does not exist
 * @throws 9106 if the price is below 0
 * @throws 400 if `returnableDays` is not valid, or the brand or category is not active
 * @throws 10121, 10122, 10125, 10212 if a referenced entity does not exist
 */
export function changeProduct(
  world: World,
  { sku, ouId }: { sku: string; ouId: number },
  details: ProductDetails,
): Product {
  const product = productBySku(world, sku, ouId) ?? failUnknown(10105, 'Product', sku);
  changeEntry(
    world,
    product,
    changeOf(world, product, details, (find) => find()),
  );
  return product;
}

function changeOf(world: World, product: Product, details: ProductDetails, named: Named): Change<Product> {
  const { brandCode, categoryCode, colorCode, styleCode, sizeCode, attributes = [], ...plain } = details;
  const { price, returnable, returnableDays } = plain;
  if (price !== undefined && price < 0) fail(9106, 'The price must be a number from 0');
  if (returnableDays !== undefined && (returnable === false || !(returnableDays > 0 || returnableDays === -1)))
    fail(400, 'returnableDays must be from 1, or -1 for no limit, and requires returnable to be true');
  const { ouId } = product;
  const idOf = (code: string | undefined, find: (code: string) => CatalogueEntry): number | undefined =>
    code === undefined || code === '' ? undefined : named(() => find(code))?.id;
  const change = {
    ...plain,
    brandId: idOf(brandCode, (code) => groupByCode(world, BRAND, code, ouId)),
    categoryId: idOf(categoryCode, (code) => groupByCode(world, CATEGORY, code, ouId)),
    colorId: idOf(colorCode, (code) => colorNamed(world, code)),
    styleId: idOf(styleCode, (code) => entryNamed('style', world.productStyles, code)),
    sizeId: idOf(sizeCode, (code) => entryNamed('size', world.productSizes, code)),
  };
  checkActive(world, {
    active: change.active ?? product.active,
    brandId: change.brandId ?? product.brandId,
    categoryId: change.categoryId ?? product.categoryId,
  });
  const values = attributes.flatMap(({ code, value }) => named(() => valueTaken(world, ouId, code, value)) ?? []);
  return {
    ...change,
    attributes: { ...product.attributes, ...Object.fromEntries(values.map(({ id, code }) => [id, code])) },
  };
}

function entryNamed(what: string, entries: Readonly<Record<number, CatalogueEntry>>, code: string): CatalogueEntry {
  return entryByCode(entries, code, ORG_LEVEL) ?? fail(400, `The ${what} ${code} does not exist`);
}

/** A colour by its name or hex code. */
function colorNamed(world: World, code: string): CatalogueEntry {
  const named = Object.values(world.productColors).find((each) => sameCode(each.name, code));
  return named ?? entryNamed('colour', world.productColors, code);
}

/** An attribute's id and the code of the product's value. A soft list accepts new values. */
function valueTaken(world: World, ouId: number, attributeCode: string, code: string): { id: number; code: string } {
  const attribute = attributeByCode(world, attributeCode, ouId);
  const { id, isEnum, isSoftEnum } = attribute;
  const known = valueByCode(world, id, code);
  if (known) return { id, code: known.code };
  if (isSoftEnum) return { id, code: addValue(world, attribute, { code, name: code, ouId, active: true }).code };
  return isEnum ? fail(10121, `${attribute.code} has no value ${code}`) : { id, code };
}

/** An active product cannot have an inactive brand or category. */
function checkActive(
  world: World,
  { active, brandId, categoryId }: Pick<Product, 'active' | 'brandId' | 'categoryId'>,
): void {
  if (!active) return;
  const brand = brandId === null ? undefined : world.productBrands[brandId];
  const category = categoryId === null ? undefined : world.productCategories[categoryId];
  const inactive = [brand, category].find((each) => each?.active === false);
  if (inactive) fail(400, `${inactive.code} is not active; an active product cannot have it`);
}
