/** Product, InTouch layers. */
import { section } from '../define.js';
import { format, limit, offset } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { fetchType } from '../schemas/product.js';
import { boolean, integer, text } from '../schemas/values.js';
import { PRODUCT } from './product.defaults.js';
import * as answers from './product.legacy.answers.js';
import { addAttributesBody, addProductsBody } from './product.legacy.bodies.js';

export const productLegacy = section('Product', PRODUCT);

/** Filter by organization unit, for products that have one. */
const scope = () => ({
  ou_code: idOf('conceptCode', text('Only of this organization unit (OU), if products have OUs')).optional(),
  fetch_type: fetchType(),
});

const page = () => ({
  limit: limit(),
  offset: offset(),
});

const withIds = () => ({
  include_id: boolean('true adds ids').optional(),
});

/** Filters for sizes. */
const sizeFilters = () => ({
  name: text('Only this size, case-insensitive').optional(),
  canonical_name: text('Only this canonical name').optional(),
  size_family: text('Only this family, e.g. US').optional(),
  type: text('Only this type, e.g. Mens Shirt').optional(),
  id: integer('Only this id').optional(),
});

export const productAdd = productLegacy.inTouch.post('product/add', {
  tool: 'product_add',
  title: 'Add Product',
  summary:
    'Adds items to the catalogue with SKU, price, size, style, brand, colour, category and attributes, all of which must be configured before. Prefer product_add_skus; read item_status, since an item can fail within a successful response.',
  query: () => ({
    format: format(),
  }),
  body: addProductsBody,
  answer: answers.productAddAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['product_search_skus'],
  evidence: 'the items, with the SKUs you sent',
  supersededBy: 'product_add_skus',
  limits: { batch: 'several per call' },
  sources: [
    'https://docs.capillarytech.com/reference/add-product',
    'https://docs.capillarytech.com/reference/response-codes-1',
    'Add Product, v1.1 documentation 2021',
  ],
  keywords: [
    'intouch inventory upload',
    'old pos pushes its item master',
    'legacy call to load articles',
    'add goods with style and size through the classic api',
    'till software registers an unknown barcode',
    'xml import of merchandise',
    'send articles from the store system',
    'add items to the inventory',
    'create products',
    'upload articles with price',
  ],
});

export const productGet = productLegacy.inTouch.get('product/get', {
  tool: 'product_get',
  title: 'Get Product Details',
  summary:
    'Reads items by exact SKU or item id: price, stock flag, size, style, brand, attributes. Prefer product_search_skus; to search by price range or attribute use product_search_v1_1.',
  query: () => ({
    sku: idOf('sku', text('SKU, or several comma-separated; give sku or id')).optional(),
    id: idOf('product', text('Item id; give sku or id')).optional(),
    include_hierarchy: boolean('true adds the hierarchy of the product').optional(),
    ...scope(),
    format: format(),
  }),
  answer: answers.productGetAnswer,
  effect: 'read',
  supersededBy: 'product_search_skus',
  limits: { batch: 'several per call' },
  sources: [
    'https://docs.capillarytech.com/reference/get-product-details',
    'https://docs.capillarytech.com/reference/response-codes-1',
    'Retrieve Products Details, v1.1 documentation 2021',
  ],
  keywords: [
    'intouch item look-up',
    'is this article in stock',
    'classic api details of an article with size and style',
    'item hierarchy of a sku',
    'legacy price check by item number',
    'old pos reads an article by barcode number',
    'when was this article added',
    'product details by sku',
    'look up an item',
    'price and size of an article',
  ],
});

export const productSearch = productLegacy.inTouch.get('product/search', {
  tool: 'product_search',
  title: 'Search Products',
  summary:
    'Searches items by conditions on price, description, colour, size, fabric or any other attribute value; returns the first 10; paging is not documented. For exact SKUs, or by brand or category with paging, use product_search_skus.',
  query: () => ({
    q: text(
      'All must match: (color:IN:Blue;Red|price:RANGE:2000;4000|item_sku:EQUALS:A7), with whole values; by price, item_sku, description, img_url or the name of an attribute',
    ),
    format: format(),
  }),
  answer: answers.productSearchAnswer,
  effect: 'read',
  auth: 'basic',
  limits: { pagination: 'the first 10 rows' },
  sources: ['https://docs.capillarytech.com/reference/search-products', 'Search Products, v1.1 documentation 2021'],
  keywords: [
    'blue shirts between 2000 and 4000 rupees',
    'list products with an attribute value',
    'products made of a fabric or material',
    'products below or above a price',
    'items of a brand with a colour under a price',
    'find goods in a price range',
    'which articles come in xl',
    'filter merchandise by colour and size',
    'items whose description matches',
    'intouch item search with conditions',
    'look for gifts under a certain price',
    'find products by price or colour',
    'items matching conditions',
    'search the catalogue',
  ],
});

export const productAddAttributes = productLegacy.inTouch.post('product/attributes', {
  tool: 'product_add_attributes',
  title: 'Add Product Attributes',
  summary:
    'Defines custom product attributes with data type, default and allowed values in one call. Prefer product_add_attributes, with product_add_attribute_values for the values.',
  query: () => ({
    format: format(),
  }),
  body: addAttributesBody,
  answer: answers.productAddAttributesAnswer,
  effect: 'create',
  nextStep: 'their allowed values come from product_add_attribute_values; product_update_skus sets one on an item.',
  destructive: true,
  checkedBy: ['product_search_attributes', 'product_get_attribute_values'],
  evidence: 'the attributes and values you sent',
  supersededBy: 'product_add_attributes',
  limits: { batch: 'several per call' },
  sources: [
    'https://docs.capillarytech.com/reference/add-product-attributes',
    'Add Product Attributes, v1.1 documentation 2021',
  ],
  keywords: [
    'intouch definition of item properties',
    'property together with its list of choices',
    'legacy call for a new item field',
    'take a characteristic from a pos field',
    'classic api property of articles with a default',
    'include an item property in data dumps',
    'old integration declares fabric and its options',
    'define product properties',
    'create item attributes with values',
    'new characteristic for goods',
  ],
});

export const productGetAttributes = productLegacy.inTouch.get('product/attributes', {
  tool: 'product_get_attributes',
  title: 'Get Product Attributes',
  summary:
    'Lists the custom attributes of products, optionally with their values; page with limit and offset. Prefer product_search_attributes, and product_get_attribute_values for the values.',
  query: () => ({
    ...withIds(),
    values: boolean('true adds the values of each').optional(),
    value_limit: integer('Maximum values of each').optional(),
    name: text('Only this attribute, case-insensitive').optional(),
    id: idOf('productAttributeId', integer('Only this id')).optional(),
    ...page(),
    ...scope(),
    format: format(),
  }),
  answer: answers.productGetAttributesAnswer,
  effect: 'read',
  supersededBy: 'product_search_attributes',
  limits: { pagination: 'limit, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-product-attributes',
    'Retrieve Product Attributes, v1.1 documentation 2021',
  ],
  keywords: [
    'intouch list of item properties',
    'properties and all their choices in one answer',
    'which pos field fills a characteristic',
    'classic api item fields',
    'default value of an item property',
    'legacy read of product specifications',
    'is this property in the data dumps',
    'list product properties',
    'which attributes do items have',
    'item characteristics and options',
  ],
});

export const productGetCategories = productLegacy.inTouch.get('product/categories', {
  tool: 'product_get_categories',
  title: 'Get Product Categories',
  summary:
    'Lists product categories, or one by name or id, or those below a parent; page with limit and offset. Prefer product_search_categories, which does not filter by parent.',
  query: () => ({
    ...withIds(),
    values: boolean('true adds child categories').optional(),
    value_limit: integer('Maximum children of each; default 20').optional(),
    name: text('Only this category, case-insensitive').optional(),
    id: idOf('productCategoryId', integer('Only this id')).optional(),
    parent_id: idOf('productCategoryId', integer('The category with this id and those below it')).optional(),
    parent_name: text('Categories below the one with this name').optional(),
    ...page(),
    ...scope(),
    format: format(),
  }),
  answer: answers.productGetCategoriesAnswer,
  effect: 'read',
  supersededBy: 'product_search_categories',
  limits: { pagination: 'limit, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-product-categories',
    'Retrieve Product Categories, v1.1 documentation 2021',
  ],
  keywords: [
    'what comes under kitchen',
    'sub-departments of a department',
    'intouch merchandise tree',
    'parent of a product group',
    'classic api departments by name',
    'child groups of menswear',
    'legacy list of product groups',
    'list product categories',
    'departments of the range',
    'category tree',
  ],
});

export const productGetBrands = productLegacy.inTouch.get('product/brands', {
  tool: 'product_get_brands',
  title: 'Get Product Brands',
  summary:
    'Lists product brands, or one by name or id, or those below a parent brand; page with limit and offset. Prefer product_search_brands, which does not filter by parent.',
  query: () => ({
    ...withIds(),
    id: idOf('productBrandId', integer('Only this id')).optional(),
    name: text('Only this brand, case-insensitive').optional(),
    parent_id: idOf('productBrandId', integer('The brand with this id and those below it')).optional(),
    parent_name: text('The brand with this name and those below it').optional(),
    ...page(),
    ...scope(),
    format: format(),
  }),
  answer: answers.productGetBrandsAnswer,
  effect: 'read',
  supersededBy: 'product_search_brands',
  limits: { pagination: 'limit, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-product-brands',
    'Retrieve Product Brands, v1.1 documentation 2021',
  ],
  keywords: [
    'sub-brands of a make',
    'which manufacturer does this label belong to',
    'intouch list of makes',
    'classic api labels by name',
    'parent company of a private label',
    'legacy read of makes we carry',
    'makes below a given one',
    'list product brands',
    'makers of our goods',
    'which brands do we sell',
  ],
});

export const productGetColors = productLegacy.inTouch.get('product/colors', {
  tool: 'product_get_colors',
  title: 'Get Product Colors',
  summary:
    'Lists the colours configured for products with their hex codes, or one by hex code; page with limit and offset. For items in a colour use product_search_v1_1. Marked deprecated, but nothing replaces it.',
  query: () => ({
    pallette: text('Only the colour with this hex code, e.g. 000080').optional(),
    ...page(),
    ...scope(),
    format: format(),
  }),
  answer: answers.productGetColorsAnswer,
  effect: 'read',
  limits: { pagination: 'limit, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-product-colors',
    'Retrieve Product Colors, v1.1 documentation 2021',
  ],
  keywords: [
    'which shades do our articles come in',
    'name of the shade 000080',
    'hex code of navy',
    'palette of the catalogue',
    'valid shades before loading items',
    'is teal set up',
    'list of hues with rgb values',
    'list colours',
    'which colours do products have',
    'colour names and codes',
  ],
});

export const productGetSizes = productLegacy.inTouch.get('product/sizes', {
  tool: 'product_get_sizes',
  title: 'Get Product Sizes',
  summary:
    'Lists the sizes configured for products (S, M, UK 8 …) with family, type and canonical name; page with limit and offset. For the base sizes they map to use product_get_meta_sizes_v1_1. Marked deprecated, but nothing replaces it.',
  query: () => ({
    ...withIds(),
    ...sizeFilters(),
    parent_name: text('Only those of this parent').optional(),
    ...page(),
    ...scope(),
    format: format(),
  }),
  answer: answers.productGetSizesAnswer,
  effect: 'read',
  limits: { pagination: 'limit, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-product-sizes',
    'Retrieve Product Sizes, v1.1 documentation 2021',
  ],
  keywords: [
    'is xxl set up for shirts',
    'shoe numbers we use',
    'us fits for mens shirts',
    'small medium large of a garment type',
    'valid fits before loading apparel',
    'all measurements garments come in',
    'what does xl map to',
    'list sizes',
    'which sizes do we sell',
    'clothing and shoe sizes',
  ],
});

export const productGetMetaSizes = productLegacy.inTouch.get('product/meta_sizes', {
  tool: 'product_get_meta_sizes',
  title: 'Get Product Meta Sizes',
  summary:
    'Lists the meta sizes, the base sizes that the ordinary ones of product_get_sizes_v1_1 map to; page with limit and offset. For the sizes that items are sold in use that tool. Marked deprecated, but nothing replaces it.',
  query: () => ({
    ...withIds(),
    ...sizeFilters(),
    ...page(),
    ...scope(),
    format: format(),
  }),
  answer: answers.productGetMetaSizesAnswer,
  effect: 'read',
  limits: { pagination: 'limit, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-product-meta-sizes',
    'Retrieve Product Meta-Sizes, v1.1 documentation 2021',
  ],
  keywords: [
    'standard sizing behind our own sizes',
    'base scale that uk 8 and eu 42 share',
    'size conversion table',
    'canonical sizing families',
    'parent of a size across regions',
    'normalised garment sizing',
    'global size chart',
    'base sizes',
    'standard sizes that others are mapped to',
    'reference list of sizes',
  ],
});
