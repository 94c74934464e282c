/** What Meridian Threads sells. Prices in rupees. */
import type { Catalogue, SeedProduct, SeedSize } from '../../domains/product/seed.js';

/** The size is the last part of the SKU, where it is one. */
const product = (
  sku: string,
  description: string,
  brand: string,
  category: string,
  price: number,
  more: Partial<SeedProduct> = {},
): SeedProduct => ({ sku, description, brand, category, price, size: sku.split('-').at(-1) ?? '', ...more });

/** Sizes of a family, each with the meta size that it maps to. */
const sizesOf = (
  family: string,
  type: string,
  sizes: Readonly<Record<string, string>>,
  metaFamily: string,
): SeedSize[] => Object.entries(sizes).map(([code, meta]) => ({ code, family, type, meta, metaFamily }));

export const CATALOGUE: Catalogue = {
  products: [
    product('TEE-WHT-M', 'Cotton T-shirt, white', 'Meridian Basics', 'T-shirts', 599, {
      color: 'White',
      attributes: { fabric: 'cotton' },
    }),
    product('TEE-BLK-M', 'Cotton T-shirt, black', 'Meridian Basics', 'T-shirts', 599, {
      color: 'Black',
      attributes: { fabric: 'cotton' },
    }),
    product('TEE-STR-L', 'Striped T-shirt, navy', 'Meridian Basics', 'T-shirts', 799, {
      color: 'Navy',
      attributes: { fabric: 'cotton' },
    }),
    product('POLO-GRN-M', 'Pique polo, green', 'Meridian Basics', 'T-shirts', 1199, {
      color: 'Green',
      attributes: { fabric: 'cotton' },
    }),
    product('SHIRT-OXF-40', 'Oxford shirt, sky blue', 'Northline', 'Shirts', 1999, {
      color: 'Sky blue',
      attributes: { fabric: 'cotton' },
    }),
    product('SHIRT-LIN-40', 'Linen shirt, sand', 'Northline', 'Shirts', 2499, {
      color: 'Sand',
      attributes: { fabric: 'linen' },
    }),
    product('SHIRT-CHK-42', 'Checked shirt, rust', 'Northline', 'Shirts', 1799),
    product('JEAN-SLM-32', 'Slim jeans, indigo', 'Indigo Lane', 'Denim', 2799, {
      color: 'Indigo',
      style: 'SLIM',
      attributes: { fabric: 'denim' },
    }),
    product('JEAN-STR-34', 'Straight jeans, black', 'Indigo Lane', 'Denim', 2999, {
      color: 'Black',
      style: 'STRAIGHT',
      attributes: { fabric: 'denim' },
    }),
    product('JEAN-WID-28', 'Wide-leg jeans, light wash', 'Indigo Lane', 'Denim', 3199, { style: 'WIDE' }),
    product('CHINO-KHK-32', 'Chinos, khaki', 'Northline', 'Trousers', 2299, {
      color: 'Sand',
      attributes: { fabric: 'cotton' },
    }),
    product('TROUS-GRY-34', 'Pleated trousers, grey', 'Northline', 'Trousers', 2699, { style: 'PLEATED' }),
    product('KURTA-SLK-L', 'Silk-blend kurta, maroon', 'Tara', 'Ethnic wear', 3499, {
      color: 'Maroon',
      attributes: { fabric: 'silk' },
    }),
    product('KURTA-COT-M', 'Block-print kurta, indigo', 'Tara', 'Ethnic wear', 1899, {
      color: 'Indigo',
      attributes: { fabric: 'cotton' },
    }),
    product('SAREE-CHN-01', 'Chanderi saree, gold border', 'Tara', 'Ethnic wear', 7499),
    product('DUP-PHU-01', 'Phulkari dupatta', 'Tara', 'Ethnic wear', 1499),
    product('DRESS-MID-S', 'Midi dress, floral', 'Juniper', 'Dresses', 3299),
    product('DRESS-MAX-M', 'Maxi dress, teal', 'Juniper', 'Dresses', 4199),
    product('SKIRT-PLT-S', 'Pleated skirt, olive', 'Juniper', 'Skirts', 2199, { color: 'Olive', style: 'PLEATED' }),
    product('BLOUS-SAT-M', 'Satin blouse, ivory', 'Juniper', 'Tops', 2099, {
      color: 'White',
      attributes: { fabric: 'silk' },
    }),
    product('JKT-DEN-M', 'Denim jacket', 'Indigo Lane', 'Jackets', 4499, {
      color: 'Indigo',
      attributes: { fabric: 'denim' },
    }),
    product('JKT-BMB-L', 'Bomber jacket, olive', 'Northline', 'Jackets', 5999, { color: 'Olive' }),
    product('BLZR-NVY-40', 'Wool-blend blazer, navy', 'Northline', 'Jackets', 8999, {
      color: 'Navy',
      attributes: { fabric: 'wool' },
    }),
    product('SWTR-MRN-M', 'Merino sweater, charcoal', 'Northline', 'Knitwear', 3999, {
      attributes: { fabric: 'wool' },
    }),
    product('SHOE-SNK-8', 'Canvas sneakers, white', 'Stride', 'Footwear', 2499),
    product('SHOE-LFR-9', 'Leather loafers, tan', 'Stride', 'Footwear', 4999),
    product('SANDAL-LTH-7', 'Leather sandals', 'Stride', 'Footwear', 1999),
    product('BELT-LTH-34', 'Leather belt, brown', 'Stride', 'Accessories', 1299),
    product('BAG-TOTE-01', 'Canvas tote', 'Stride', 'Accessories', 899),
    product('SCARF-WOL-01', 'Wool scarf, camel', 'Juniper', 'Accessories', 1599, {
      color: 'Sand',
      attributes: { fabric: 'wool' },
    }),
    product('SOCK-PK3', 'Socks, pack of three', 'Meridian Basics', 'Accessories', 399),
    product('CAP-CNV-01', 'Canvas cap', 'Meridian Basics', 'Accessories', 499),
  ],
  parents: {
    'T-shirts': 'Clothing',
    Shirts: 'Clothing',
    Denim: 'Clothing',
    Trousers: 'Clothing',
    'Ethnic wear': 'Clothing',
    Dresses: 'Clothing',
    Skirts: 'Clothing',
    Tops: 'Clothing',
    Jackets: 'Clothing',
    Knitwear: 'Clothing',
  },
  colors: {
    White: 'ffffff',
    Black: '000000',
    Navy: '000080',
    Green: '2e8b57',
    'Sky blue': '87ceeb',
    Sand: 'c2b280',
    Indigo: '4b0082',
    Maroon: '800000',
    Olive: '808000',
  },
  styles: { SLIM: 'Slim', STRAIGHT: 'Straight', WIDE: 'Wide leg', PLEATED: 'Pleated' },
  sizes: [
    ...sizesOf('Alpha', 'Apparel', { S: '36', M: '38', L: '40' }, 'Centimetre'),
    ...sizesOf('Collar', 'Shirt', { 40: '102', 42: '107' }, 'Centimetre'),
    ...sizesOf('Waist', 'Trousers', { 28: '71', 32: '81', 34: '86' }, 'Centimetre'),
    ...sizesOf('UK', 'Shoes', { 7: '41', 8: '42', 9: '43' }, 'EU'),
  ],
  attributes: {
    fabric: {
      name: 'Fabric',
      values: { cotton: 'Cotton', linen: 'Linen', denim: 'Denim', silk: 'Silk', wool: 'Wool' },
    },
  },
};
