/** Tasks about the catalogue of products. */
import { tasksOf } from '../task.js';

const prices = (bySku: Readonly<Record<string, number>>) => ({
  body: Object.entries(bySku).map(([sku, price]) => ({ sku, price })),
});
const icedTea = (brandCode: string, categoryCode: string) => ({
  body: [{ sku: 'ICED-TEA', description: 'Iced tea, a can', price: 6, brandCode, categoryCode }],
});

export const productTasks = tasksOf('product', [
  {
    id: 'coffees-cost-more',
    brand: 'coffee',
    kind: 'many',
    prompt:
      'Coffees get dearer: every coffee that costs less than S$6 goes up by 20 cents. Dearer coffees, teas and everything else keep their prices.',
    expect: {
      state: {
        'products[sku=KOPI].price': '+0.2',
        'products[sku=ESPRESSO].price': '+0.2',
        'products[sku=FLAT-WHITE].price': '+0.2',
      },
      unchanged: [
        'products[categoryId!=2203]',
        'products[sku=LATTE]',
        'products[sku=COLD-BREW]',
        'products.*.description',
        'products.*.active',
      ],
    },
    reference: [
      ['product_search_skus', { q: 'category:COFFEE' }],
      ['product_update_skus', prices({ KOPI: 3.4, ESPRESSO: 3.7, 'FLAT-WHITE': 5.7 })],
    ],
    // A latte costs S$6, not less.
    wrong: [
      ['product_search_skus', { q: 'category:COFFEE' }],
      ['product_update_skus', prices({ KOPI: 3.4, ESPRESSO: 3.7, 'FLAT-WHITE': 5.7, LATTE: 6.2 })],
    ],
    otherWays: [
      [
        ['product_search_v1_1', { q: 'price:RANGE:0;5.99' }],
        ['product_update_skus', prices({ 'FLAT-WHITE': 5.7 })],
        ['product_update_skus', prices({ ESPRESSO: 3.7 })],
        ['product_update_skus', prices({ KOPI: 3.4 })],
      ],
    ],
  },
  {
    id: 'new-in-the-shop',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'New in our shops from tomorrow: iced tea in a can, AED 6, item code ICED-TEA. Please put it into the catalogue, with the same brand and category as our water and sandwiches.',
    expect: {
      state: {
        'products[sku=ICED-TEA]': {
          description: /iced tea/i,
          price: 6,
          brandId: 1302,
          categoryId: 2205,
          active: true,
        },
      },
      unchanged: ['products[sku!=ICED-TEA]', 'productBrands', 'productCategories'],
    },
    reference: [
      ['product_search_skus', { q: 'code:WATER' }],
      ['product_add_skus', icedTea('{1.data.0.brand.code}', '{1.data.0.category.code}')],
    ],
    wrong: [
      ['product_search_brands', { q: 'HALDEN' }],
      ['product_add_skus', icedTea('HALDEN', 'SHOP')],
    ],
    otherWays: [
      [
        ['product_search_brands', {}],
        ['product_search_categories', {}],
        ['product_add_bulk', icedTea('HALDEN-SHOP', 'SHOP')],
      ],
    ],
  },
  {
    id: 'what-we-have-in-wool',
    brand: 'fashion',
    kind: 'look-up',
    prompt: 'A blogger writes about wool this week. Which of our pieces are made of it, and what does each one cost?',
    expect: {
      answer: [/blazer/i, 8999, /sweater/i, 3999, /scarf/i, 1599, { none: /kurta|t-shirt|denim/i }],
      unchanged: true,
    },
    reference: [
      ['product_search_attributes', {}],
      ['product_search_v1_1', { q: '{1.data[name=Fabric].code}:IN:wool' }],
      'Three pieces: {2.response.product.results.item.description} at ₹{2.response.product.results.item.price}.',
    ],
    // Goes by the names: the merino sweater does not say 'wool'.
    wrong: [
      ['product_search_v1_1', { q: 'description:IN:wool' }],
      'The wool-blend blazer for ₹8,999 and the wool scarf for ₹1,599. The merino sweater is no wool.',
    ],
    otherWays: [
      [
        ['product_get_attributes_v1_1', {}],
        ['product_search_v1_1', { q: 'fabric:EQUALS:wool' }],
        'Wool-blend blazer: 8,999. Merino sweater: 3,999. Wool scarf: 1,599.',
      ],
    ],
  },
]);
