import { conform } from './conform.js';
import { first } from './people.js';

const mug = (more: object = {}) => ({ sku: 'MUG-GRN-01', price: 349, description: 'Stoneware mug', ...more });

const fabric = { code: 'fabric' };

conform('Product', {
  product_add_v1_1: {
    args: () => ({ body: { root: { product: [mug({ brand: { name: 'NORTHLINE' } })] } } }),
  },
  product_get_v1_1: { args: () => ({ sku: 'TEE-WHT-M' }) },
  product_search_v1_1: { args: () => ({ q: '(color:IN:Navy;Black|price:RANGE:500;4000)' }) },
  product_add_attributes_v1_1: {
    args: () => ({
      body: {
        root: {
          product: [
            {
              attributes: {
                attribute: {
                  name: 'fit',
                  label: 'Fit',
                  type: 'String',
                  is_enum: '1',
                  is_soft_enum: '1',
                  values: { value: { name: 'slim', label: 'Slim' } },
                },
              },
            },
          ],
        },
      },
    }),
  },
  product_get_attributes_v1_1: {
    args: async (world, run) => {
      await run('product_update_attributes', {
        body: [{ ...fabric, defaultValueId: first(world.attributeValues).id }],
      });
      return { values: true };
    },
    other: () => ({ name: 'FABRIC', include_id: true }),
  },
  product_get_categories_v1_1: { args: () => ({ parent_name: 'Clothing' }) },
  product_get_brands_v1_1: { args: () => ({ name: 'northline' }) },
  product_get_colors_v1_1: { args: () => ({ pallette: '000080' }) },
  product_get_sizes_v1_1: { args: () => ({ type: 'Shirt' }) },
  product_get_meta_sizes_v1_1: { args: () => ({ size_family: 'EU' }) },
  product_add: { args: () => ({ body: mug() }) },
  product_get: { args: () => ({ sku: 'TEE-WHT-M' }) },
  product_get_bulk: { args: () => ({ sku: 'TEE-WHT-M,CAP-CNV-01' }) },
  product_add_bulk: { args: () => ({ body: [mug(), mug({ sku: 'MUG-RED-01' })] }) },
  product_add_brands: {
    args: () => ({
      body: [
        { code: 'NORDEX-KIDS', name: 'Nordex Kids', label: 'Nordex Kids', parentCode: 'NORDEX' },
        { code: 'NORDEX', name: 'Nordex', label: 'Nordex' },
      ],
    }),
  },
  product_update_brands: { args: () => ({ body: [{ code: 'NORTHLINE', description: 'For the office' }] }) },
  product_search_brands: { args: () => ({ q: 'nor' }) },
  product_add_categories: { args: () => ({ body: [{ code: 'MUGS', name: 'Mugs' }] }) },
  product_update_categories: { args: () => ({ body: [{ code: 'SHIRTS', name: 'Shirts and more' }] }) },
  product_search_categories: { args: () => ({ entityCodes: 'SHIRTS' }) },
  product_add_attributes: { args: () => ({ body: [{ code: 'fit', name: 'Fit', type: 'String' }] }) },
  product_update_attributes: { args: () => ({ body: [{ ...fabric, name: 'Main fabric' }] }) },
  product_search_attributes: { args: () => ({ q: 'fab' }) },
  product_add_attribute_values: { args: () => ({ body: [{ attributeCode: 'fabric', code: 'hemp' }] }) },
  product_update_attribute_values: {
    args: () => ({ body: [{ attributeCode: 'fabric', code: 'linen', name: 'Washed linen' }] }),
  },
  product_get_attribute_values: {
    args: (world) => ({ attributeId: first(world.productAttributes).id, q: 'l' }),
  },
  product_add_skus: { args: () => ({ body: [mug({ brandCode: 'NORTHLINE' })] }) },
  product_update_skus: { args: () => ({ body: [{ sku: 'TEE-WHT-M', price: 649 }] }) },
  product_search_skus: { args: () => ({ q: 'code:JEAN,brand:indigo', include: 'size' }) },
  product_add_integration_attributes: { args: () => ({ body: [{ code: 'fit', name: 'Fit', type: 'String' }] }) },
});
