/** Product: items (SKUs). Brands, categories and attributes are in product.attributes.ts. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { attributeType, listing, newOuCode } from '../schemas/product.js';
import { integer, list, object, text } from '../schemas/values.js';
import * as answers from './product.answers.js';
import { addSkusBody, newProduct, updateSkusBody } from './product.bodies.js';
import { PRODUCT } from './product.defaults.js';
import { addedAnswer, updatedAnswer } from './product.entities.js';

export const product = section('Product', PRODUCT);

const NOT_DOCUMENTED = 'https://docs.capillarytech.com/reference/api-index (title and path only)';

export const productAdd = product.post('v2/product', {
  tool: 'product_add',
  title: 'Add Product',
  summary:
    'Creates one item in the catalogue; its arguments are not documented and follow product_add_skus, the documented way, which takes up to 100. For several this way use product_add_bulk.',
  body: newProduct,
  answer: answers.productAddAnswer,
  answerFrom: 'inferred',
  effect: 'create',
  destructive: true,
  checkedBy: ['product_search_skus'],
  evidence: 'the item, with the code you sent',
  supersededBy: 'product_add_skus',
  confidence: 'inferred',
  sources: [NOT_DOCUMENTED, 'arguments and answer not documented; after product_add_skus'],
  keywords: [
    'put one new article on sale',
    'single item into the assortment',
    'create a catalogue entry for a mug',
    'register one barcode with its price',
    'new merchandise, just one piece',
    'list an article through the short v2 call',
    'one item at a time into inventory',
    'add just one product',
    'new item, plain product call',
    'put a single article in the catalogue',
  ],
});

export const productGet = product.get('v2/product', {
  tool: 'product_get',
  title: 'Get Product',
  summary:
    'Reads one item by SKU or id; its arguments are not documented. product_search_skus is the documented way, for one item or many; for several this way use product_get_bulk.',
  query: () => ({
    sku: idOf('sku', text('Item code; give sku or id')).optional(),
    id: idOf('product', integer('Item id; give sku or id')).optional(),
    ouCode: newOuCode(),
  }),
  answer: answers.item,
  answerFrom: 'inferred',
  effect: 'read',
  supersededBy: 'product_search_skus',
  confidence: 'inferred',
  sources: [NOT_DOCUMENTED, 'arguments and answer not documented; after product_search_skus and product_get_v1_1'],
  keywords: [
    'one article by its item number',
    'what is mug-blu-01',
    'look at a single catalogue entry',
    'price of exactly one item',
    'read a piece of merchandise by internal id',
    'short v2 look-up of an article',
    'details behind one item code',
    'show one product',
    'product by code, plain call',
    'look at one article',
  ],
});

export const productGetBulk = product.get('v2/product/getbulk', {
  tool: 'product_get_bulk',
  title: 'Get Products (Bulk)',
  summary:
    'Reads several items by SKUs or ids in one call; its arguments are not documented. product_search_skus is the documented way, with up to 30 codes; for one item this way use product_get.',
  query: () => ({
    sku: idOf('sku', text('Item codes, comma-separated; give sku or id')).optional(),
    id: idOf('product', text('Item ids, comma-separated; give sku or id')).optional(),
    ouCode: newOuCode(),
  }),
  answer: answers.productGetBulkAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  supersededBy: 'product_search_skus',
  confidence: 'inferred',
  sources: [NOT_DOCUMENTED, 'arguments and answer not documented; after product_search_skus and product_get_v1_1'],
  keywords: [
    'read a basket of articles together',
    'details for a list of item numbers',
    'multi-get of catalogue entries',
    'prices of ten articles in one request',
    'batch look-up of merchandise',
    'fetch many items by internal ids at a time',
    'pull several catalogue rows',
    'show several products',
    'look up a number of items together',
    'details of many articles',
  ],
});

export const productAddBulk = product.post('v2/product/bulk', {
  tool: 'product_add_bulk',
  title: 'Add Products (Bulk)',
  summary:
    'Creates several items in one call; its arguments and batch size are not documented and follow product_add_skus, which is the documented way. For one item this way use product_add.',
  body: () => list(newProduct()),
  answer: answers.productAddBulkAnswer,
  answerFrom: 'inferred',
  effect: 'create',
  destructive: true,
  checkedBy: ['product_search_skus'],
  evidence: 'the items, with the codes you sent',
  supersededBy: 'product_add_skus',
  confidence: 'inferred',
  sources: [NOT_DOCUMENTED, 'arguments and answer not documented; after product_add_skus'],
  keywords: [
    'load a batch of articles',
    'mass create merchandise',
    'import a list of items in one request',
    'upload the assortment in bulk',
    'many new barcodes at a time',
    'push a catalogue file of articles',
    'bulk onboarding of goods',
    'add many products, plain call',
    'create lots of articles',
    'several new items together',
  ],
});

export const productAddSkus = product.post('v2/product/skus', {
  tool: 'product_add_skus',
  title: 'Add SKUs',
  summary:
    'Creates up to 100 items (SKUs) in the catalogue, with price, brand, category, attributes and return settings; brand and category must exist and be active. To change items use product_update_skus.',
  body: addSkusBody,
  answer: addedAnswer,
  answerFrom: 'table',
  effect: 'create',
  checkedBy: ['product_search_skus'],
  evidence: 'the items, with the codes you sent',
  limits: { batch: '100 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/post_v2-product-skus',
    'https://docs.capillarytech.com/reference/add-product-sku-v2',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'add new items to our product catalogue',
    'new arrivals to load with prices and barcodes',
    'set up a product so that points can be given on it',
    'winter collection goes into the system',
    'create a sellable item with 14 days return window',
    'merchandiser uploads articles under a brand',
    'sync our erp item master',
    'item scanned at the till is unknown, create it',
    'new products for sale',
    'add articles with price, brand and category',
    'put goods in the catalogue',
    'add a new product',
    'new product in the catalogue',
  ],
});

export const productUpdateSkus = product.put('v2/product/skus', {
  tool: 'product_update_skus',
  title: 'Update SKUs',
  summary:
    'Changes up to 100 items (SKUs) by code: price, texts, picture, return settings, brand, category, attributes, active or not; sku, ean and organization unit never change. For new items use product_add_skus.',
  body: updateSkusBody,
  answer: updatedAnswer,
  answerFrom: 'table',
  effect: 'update',
  checkedBy: ['product_search_skus'],
  idempotent: true,
  limits: { batch: '100 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/put_v2-product-skus',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'price change for some articles',
    'deactivate a discontinued item',
    'move a product to another category',
    'fix the picture or text of an item',
    'make these goods non-returnable',
    'extend the return window to 30 days',
    'assign a different brand to an article',
    'edit catalogue entries',
    'change products',
    'new price for items',
    'edit details of articles we sell',
    'price of a product changed',
  ],
});

export const productSearchSkus = product.get('v2/product/skus', {
  tool: 'product_search_skus',
  title: 'Get/Search SKUs',
  summary:
    'Lists items (SKUs) by the start of code, brand or category (q=code:MUG, q=brand:nord), or by codes or ids, with price, return rules, brand and category; page with limit and offset. By description, price range, colour, size or attribute use product_search_v1_1.',
  query: () => ({
    ...listing(
      'field:start, with commas if all must match: code:MUG or brand:nord,category:kit; fields code, brand, category; no bare text',
      { code: 'sku', id: 'product' },
    ),
    include: text('For a single item, comma-separated: attributes, style, color, size').optional(),
  }),
  answer: answers.productSearchSkusAnswer,
  effect: 'read',
  whenEmpty:
    'q takes the start of a code, brand or category. Descriptions, prices and attributes are searched by product_search_v1_1.',
  limits: { pagination: 'limit 10 (max 100), offset', batch: '30 codes or ids per call' },
  sources: [
    'https://docs.capillarytech.com/reference/get_v2-product-skus',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'how much does this item cost',
    'find a product by item code',
    'everything we sell from one brand',
    'all articles in the kitchen category',
    'can this item be returned and for how long',
    'browse the product catalogue',
    'what does a product cost',
    'details of these skus',
    'which brand and category does this barcode belong to',
    'find products',
    'look up an item by its code',
    'list articles of a brand or category',
    'price of a product',
    'find a product by its code',
  ],
});

export const productAddIntegrationAttributes = product.post('v2/integrations/attributes/add', {
  tool: 'product_add_integration_attributes',
  title: 'Add Integration Attributes',
  summary:
    'Adds product attributes on the path for integrations (data synchronisation); its arguments are not documented. Prefer product_add_attributes, which is documented.',
  body: () =>
    list(
      object({
        code: idOf('productAttribute', text('Code of the attribute')),
        name: text('Display name').optional(),
        type: attributeType('Type of its values').optional(),
        ouCode: newOuCode(),
      }),
    ),
  answer: answers.productAddIntegrationAttributesAnswer,
  answerFrom: 'inferred',
  effect: 'create',
  destructive: true,
  checkedBy: ['product_search_attributes'],
  evidence: 'the attributes you sent',
  confidence: 'inferred',
  sources: [NOT_DOCUMENTED, 'arguments and answer not documented; after product_add_attributes'],
  keywords: [
    'attributes coming from a connector',
    'data sync pushes item properties',
    'connect our erp fields to the catalogue',
    'integration setup for product properties',
    'ingest item specs from an external system',
    'etl job registers article properties',
    'map fields of a feed to attributes',
    'product attributes from another system',
    'integration feed creates item properties',
    'sync properties from a connector',
  ],
});
