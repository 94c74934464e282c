/** Product: brands, categories, attributes and attribute values of items. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { attributeType, changedIsActive, listing, newIsActive, newOuCode, ouCode, page } from '../schemas/product.js';
import { integer, list, object, text } from '../schemas/values.js';
import * as answers from './product.attributes.answers.js';
import { PRODUCT } from './product.defaults.js';
import { addedAnswer, updatedAnswer } from './product.entities.js';

export const productAttributes = section('Product', PRODUCT);

export const productAddBrands = productAttributes.post('v2/product/brands', {
  tool: 'product_add_brands',
  title: 'Add Brands',
  summary:
    'Creates up to 100 product brands, optionally under parent brands, up to five levels deep. To change brands use product_update_brands; to list them product_search_brands; items are added with product_add_skus.',
  body: () =>
    list(
      object({
        code: text('Unique, case-insensitive', 50),
        name: text('Display name'),
        label: text('Name in the user interface; without it the brand is reported as created but not stored'),
        description: text().optional(),
        parentCode: idOf('productBrand', text('Parent brand, existing or in this call')).optional(),
        ouCode: newOuCode(),
        isActive: newIsActive(),
      }),
      'At most 100',
    ),
  answer: addedAnswer,
  effect: 'create',
  checkedBy: ['product_search_brands'],
  evidence: 'the brands, with the codes you sent',
  limits: { batch: '100 per call, 50 children under one parent' },
  sources: [
    'https://docs.capillarytech.com/reference/post_v2-product-brands',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'we now sell nordex, set the make up',
    'new manufacturer in the assortment',
    'private label joins the catalogue',
    'create a sub-brand for kids',
    'load our list of makes',
    'label of a new supplier',
    'article upload warns that the make is unknown',
    'new product brand',
    'register a maker of goods',
    'add makes to the catalogue',
  ],
});

export const productUpdateBrands = productAttributes.put('v2/product/brands', {
  tool: 'product_update_brands',
  title: 'Update Brands',
  summary:
    'Changes name, description or active state of up to 100 brands, by code; code, parent and organization unit never change. A brand with active items or child brands cannot be retired; for new brands use product_add_brands.',
  body: () =>
    list(
      object({
        code: idOf('productBrand', text('Brand to change')),
        name: text('New display name, not empty').optional(),
        description: text().optional(),
        ouCode: ouCode(),
        isActive: changedIsActive(),
      }),
      'At most 100; omitted ones stay',
    ),
  answer: updatedAnswer,
  answerFrom: 'table',
  effect: 'update',
  checkedBy: ['product_search_brands'],
  idempotent: true,
  limits: { batch: '100 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/put_v2-product-brands',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'rename nordex to nordex home',
    'we stopped selling a make, deactivate it',
    'manufacturer changed its name',
    'revive a dormant private label',
    'edit the text about a make',
    'correct a misspelt label of a supplier',
    'retire a sub-brand',
    'change a product brand',
    'maker has another name',
    'switch off a brand of goods',
  ],
});

export const productSearchBrands = productAttributes.get('v2/product/brands', {
  tool: 'product_search_brands',
  title: 'Get/Search Brands',
  summary:
    'Lists or searches product brands by start of code, by codes or ids; page with limit and offset. For the items of a brand use product_search_skus with q brand:…; for those below a parent brand product_get_brands_v1_1.',
  query: () => listing('Start of the code alone, e.g. nor; any case', { code: 'productBrand', id: 'productBrandId' }),
  answer: answers.productSearchBrandsAnswer,
  answerFrom: 'table',
  effect: 'read',
  whenEmpty: 'q takes the start of the code. Without q, all are listed.',
  limits: { pagination: 'limit 10 (max 100), offset', batch: '30 codes or ids per call' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/get_v2-product-brands (without filters by level, whose names it does not show)',
    'https://docs.capillarytech.com/reference/get_v2-product-skus (paging)',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'which makes do we carry',
    'code of the nordex label',
    'all manufacturers in the catalogue',
    'is this private label still active',
    'list of labels we sell',
    'does a make exist before i load items',
    'inactive makes',
    'list brands of goods',
    'find a maker',
    'brand codes in the catalogue',
  ],
});

export const productAddCategories = productAttributes.post('v2/product/categories', {
  tool: 'product_add_categories',
  title: 'Add Categories',
  summary:
    'Creates up to 100 product categories, optionally under parent categories. To change categories use product_update_categories; create them before the items that product_add_skus puts in them.',
  body: () =>
    list(
      object({
        code: text('Unique, case-insensitive'),
        name: text('Display name', 100),
        description: text().optional(),
        parentCode: idOf(
          'productCategory',
          text('Parent category, existing or in this call; top level if absent'),
        ).optional(),
        ouCode: newOuCode(),
        isActive: newIsActive(),
      }),
      'At most 100',
    ),
  answer: addedAnswer,
  answerFrom: 'sibling',
  effect: 'create',
  checkedBy: ['product_search_categories'],
  evidence: 'the categories, with the codes you sent',
  limits: { batch: '100 per call' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/put_v2-product-categories (fields)',
    'https://docs.capillarytech.com/reference/post_v2-product-brands (its sibling)',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'new department for kitchenware',
    'mugs should go under kitchen',
    'build the merchandise hierarchy',
    'set up product groups',
    'create a sub-category',
    'load the category tree from our erp',
    'add a section to the assortment',
    'new product category',
    'create departments',
    'extend the category tree',
  ],
});

export const productUpdateCategories = productAttributes.put('v2/product/categories', {
  tool: 'product_update_categories',
  title: 'Update Categories',
  summary:
    'Changes name, description or active state of up to 100 categories, by code; code, parent and organization unit never change. A category with active items or children cannot be retired; for new ones use product_add_categories.',
  body: () =>
    list(
      object({
        code: idOf('productCategory', text('Category to change')),
        name: text('New display name, not empty', 100).optional(),
        description: text().optional(),
        ouCode: ouCode(),
        parentCode: text('Leave out: it is rejected').optional(),
        isActive: changedIsActive(),
      }),
      'At most 100; omitted ones stay',
    ),
  answer: updatedAnswer,
  answerFrom: 'table',
  effect: 'update',
  checkedBy: ['product_search_categories'],
  idempotent: true,
  limits: { batch: '100 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/put_v2-product-categories',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'rename the department mugs to mugs and cups',
    'close a product group we no longer sell',
    'reactivate a seasonal department',
    'edit the description of a merchandise group',
    'typo in a category name',
    'retire part of the merchandise hierarchy',
    'switch a product group off',
    'change a category',
    'rename a department',
    'switch off product categories',
  ],
});

export const productSearchCategories = productAttributes.get('v2/product/categories', {
  tool: 'product_search_categories',
  title: 'Get/Search Categories',
  summary:
    'Lists or searches product categories by start of code, by codes or ids; page with limit and offset. For the items of a category use product_search_skus with q category:…; for those below a parent product_get_categories_v1_1.',
  query: () =>
    listing('Start of the code alone, e.g. nor; any case', { code: 'productCategory', id: 'productCategoryId' }),
  answer: answers.productSearchCategoriesAnswer,
  answerFrom: 'table',
  effect: 'read',
  whenEmpty: 'q takes the start of the code. Without q, all are listed.',
  limits: { pagination: 'limit 10 (max 100), offset', batch: '30 codes or ids per call' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/get_v2-product-categories (without filters by level, whose names it does not show)',
    'https://docs.capillarytech.com/reference/get_v2-product-skus (paging)',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'which departments do we have',
    'code of the kitchen department',
    'show the merchandise hierarchy',
    'list product groups for an offer',
    'is a product group switched off',
    'all sections of the assortment',
    'id of a category to exclude from a promotion',
    'list categories',
    'find a department',
    'category codes and names',
  ],
});

export const productAddAttributes = productAttributes.post('v2/product/attributes', {
  tool: 'product_add_attributes',
  title: 'Add Attributes',
  summary:
    'Defines up to 100 custom attributes of products (fabric, fit, pack size …) with data type and default. Their values are added with product_add_attribute_values; to set one on an item use product_update_skus.',
  body: () =>
    list(
      object({
        code: text('Unique; can never change; preferably at most 30 characters', 50),
        name: text('Display name'),
        type: attributeType('Default String').optional(),
        ouCode: newOuCode(),
        defaultValueId: idOf('productAttributeValueId', integer('Default, by id of an existing value')).optional(),
        valueCode: text('Default, by code of a value to create').optional(),
        isActive: newIsActive(),
      }),
      'At most 100',
    ),
  answer: addedAnswer,
  answerFrom: 'table',
  effect: 'create',
  checkedBy: ['product_search_attributes'],
  evidence: 'the attributes, with the codes you sent',
  limits: { batch: '100 per call, by default 30 attributes in all' },
  sources: [
    'https://docs.capillarytech.com/reference/add_product_attributes_v2',
    'https://docs.capillarytech.com/reference/post',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'we want to record the fabric of garments',
    'new property for articles',
    'add a field for pack size to the catalogue',
    'define specifications of items',
    'custom characteristic such as fit or flavour',
    'describe goods by material',
    'extra column for merchandise',
    'new product property',
    'define what we record about items',
    'add a characteristic to goods',
  ],
});

export const productUpdateAttributes = productAttributes.put('v2/product/attributes', {
  tool: 'product_update_attributes',
  title: 'Update Attributes',
  summary:
    'Changes name, data type, default value or active state of up to 100 product attributes, by code; the code itself never changes. To rename a value of an attribute use product_update_attribute_values.',
  body: () =>
    list(
      object({
        code: idOf('productAttribute', text('Attribute to change')),
        name: text('New display name').optional(),
        type: attributeType('Type of its values').optional(),
        defaultValueId: idOf(
          'productAttributeValueId',
          integer('Default, by id of an existing value; ignored with a warning if unknown'),
        ).optional(),
        ouCode: ouCode(),
        isActive: changedIsActive(),
      }),
      'At most 100; omitted ones stay',
    ),
  answer: updatedAnswer,
  answerFrom: 'table',
  effect: 'update',
  checkedBy: ['product_search_attributes'],
  idempotent: true,
  limits: { batch: '100 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/put_v2-product-attributes',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'rename the property fabric to main fabric',
    'pack size should be a number instead of text',
    'stop using a product property',
    'different default for a characteristic',
    'edit the definition of an item field',
    'switch a specification off',
    'bring back a retired characteristic',
    'change a product property',
    'rename or switch off an attribute',
    'edit how a characteristic is defined',
  ],
});

export const productSearchAttributes = productAttributes.get('v2/product/attributes', {
  tool: 'product_search_attributes',
  title: 'Get/Search Attributes',
  summary:
    "Lists or searches custom attributes of products by start of code, by codes or ids; page with limit and offset. For the values of one use product_get_attribute_values; one item's values are in product_search_skus.",
  query: () => listing('Start of the code alone, e.g. fab', { code: 'productAttribute', id: 'productAttributeId' }),
  answer: answers.productSearchAttributesAnswer,
  answerFrom: 'table',
  effect: 'read',
  whenEmpty: 'q takes the start of the code. Without q, all are listed.',
  limits: { pagination: 'limit 10 (max 100), offset', batch: '30 codes or ids per call' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/get_v2-product-attributes (without those that add values, whose names it does not show)',
    'https://docs.capillarytech.com/reference/get_v2-product-skus (paging)',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'which properties can an article have',
    'what do we record about goods',
    'id of the fabric property',
    'data type of pack size',
    'list item characteristics',
    'fields available for describing merchandise',
    'is flavour defined as a specification',
    'list product properties',
    'find an attribute',
    'which characteristics exist',
  ],
});

export const productAddAttributeValues = productAttributes.post('v2/product/attributeValues', {
  tool: 'product_add_attribute_values',
  title: 'Add Attribute Values',
  summary:
    'Adds up to 100 allowed values (red, blue …) to existing product attributes. The attribute itself is created with product_add_attributes; to rename a value use product_update_attribute_values.',
  body: () =>
    list(
      object({
        attributeCode: idOf('productAttribute', text('Code of the attribute')),
        code: text('Unique in the attribute, case-insensitive; preferably at most 30 characters'),
        name: text('Display name; the code if absent').optional(),
        ouCode: newOuCode(),
        isActive: newIsActive(),
      }),
      'At most 100',
    ),
  answer: addedAnswer,
  effect: 'create',
  checkedBy: ['product_get_attribute_values'],
  evidence: 'the values you sent',
  limits: { batch: '100 per call, by default 100 values of an attribute' },
  sources: [
    'https://docs.capillarytech.com/reference/add_product_attribute_values_v2 (its samples; its table takes an id)',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'linen as a further choice of fabric',
    'new option in the list of flavours',
    'allow slim and regular as fits',
    'extend the choices of an item property',
    'add a colour option for articles',
    'options for a product dropdown',
    'load all materials we use',
    'more options for a property',
    'new permitted value for goods',
    "add entries to an attribute's list",
  ],
});

export const productUpdateAttributeValues = productAttributes.put('v2/product/attributeValues', {
  tool: 'product_update_attribute_values',
  title: 'Update Attribute Values',
  summary:
    'Renames up to 100 values of product attributes, or switches them on or off, by code of value and attribute. To add values use product_add_attribute_values; to change the attribute product_update_attributes.',
  body: () =>
    list(
      object({
        code: idOf('productAttributeValue', text('Value to change')),
        attributeCode: idOf('productAttribute', text('Code of its attribute')),
        name: text('New display name', 100).optional(),
        ouCode: ouCode(),
        isActive: changedIsActive(),
      }),
      'At most 100',
    ),
  answer: updatedAnswer,
  answerFrom: 'table',
  effect: 'update',
  checkedBy: ['product_get_attribute_values'],
  idempotent: true,
  limits: { batch: '100 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/put_v2-product-attributevalues',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'rename linen to washed linen',
    'withdraw a flavour option',
    'correct the spelling of an option',
    'hide a choice of an item property',
    'option of a dropdown should read differently',
    'revive a fit that was switched off',
    'relabel materials',
    'rename an option of a property',
    'change permitted values',
    'switch off a value',
  ],
});

export const productGetAttributeValues = productAttributes.get('v2/product/attributes/{attributeId}/values', {
  tool: 'product_get_attribute_values',
  title: 'Get Attribute Values',
  summary:
    'Lists the values allowed for one product attribute, by its id from product_search_attributes; page with limit and offset. To add values use product_add_attribute_values.',
  path: () => ({
    attributeId: idOf('productAttributeId', integer('Attribute id from product_search_attributes')),
  }),
  query: () => ({
    q: text('Start of the code of a value').optional(),
    ...page(),
  }),
  answer: answers.productGetAttributeValuesAnswer,
  answerFrom: 'table',
  effect: 'read',
  limits: { pagination: 'limit 10 (max 100), offset' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/get_v2-product-attributes-attributeid-values (paging after the list of SKUs)',
    'https://docs.capillarytech.com/reference/product-v2-apis',
  ],
  keywords: [
    'which fabrics can i choose from',
    'options of an item property',
    'is linen an allowed choice',
    'valid flavours before loading articles',
    'choices behind a product dropdown',
    'all fits that are defined',
    'id of an option to use as default',
    'options of a property',
    'permitted values of an attribute',
    'what can be chosen for a characteristic',
  ],
});
