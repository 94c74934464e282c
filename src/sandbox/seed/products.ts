/** What Meridian Threads sells. Prices in rupees. */

import type { SeedProduct } from './brand.js';

const product = (sku: string, description: string, brand: string, category: string, price: number): SeedProduct => ({
  sku,
  description,
  brand,
  category,
  price,
});

export const PRODUCTS: readonly SeedProduct[] = [
  product('TEE-WHT-M', 'Cotton T-shirt, white', 'Meridian Basics', 'T-shirts', 599),
  product('TEE-BLK-M', 'Cotton T-shirt, black', 'Meridian Basics', 'T-shirts', 599),
  product('TEE-STR-L', 'Striped T-shirt, navy', 'Meridian Basics', 'T-shirts', 799),
  product('POLO-GRN-M', 'Pique polo, green', 'Meridian Basics', 'T-shirts', 1199),
  product('SHIRT-OXF-40', 'Oxford shirt, sky blue', 'Northline', 'Shirts', 1999),
  product('SHIRT-LIN-40', 'Linen shirt, sand', 'Northline', 'Shirts', 2499),
  product('SHIRT-CHK-42', 'Checked shirt, rust', 'Northline', 'Shirts', 1799),
  product('JEAN-SLM-32', 'Slim jeans, indigo', 'Indigo Lane', 'Denim', 2799),
  product('JEAN-STR-34', 'Straight jeans, black', 'Indigo Lane', 'Denim', 2999),
  product('JEAN-WID-28', 'Wide-leg jeans, light wash', 'Indigo Lane', 'Denim', 3199),
  product('CHINO-KHK-32', 'Chinos, khaki', 'Northline', 'Trousers', 2299),
  product('TROUS-GRY-34', 'Pleated trousers, grey', 'Northline', 'Trousers', 2699),
  product('KURTA-SLK-L', 'Silk-blend kurta, maroon', 'Tara', 'Ethnic wear', 3499),
  product('KURTA-COT-M', 'Block-print kurta, indigo', 'Tara', 'Ethnic wear', 1899),
  product('SAREE-CHN-01', 'Chanderi saree, gold border', 'Tara', 'Ethnic wear', 7499),
  product('DUP-PHU-01', 'Phulkari dupatta', 'Tara', 'Ethnic wear', 1499),
  product('DRESS-MID-S', 'Midi dress, floral', 'Juniper', 'Dresses', 3299),
  product('DRESS-MAX-M', 'Maxi dress, teal', 'Juniper', 'Dresses', 4199),
  product('SKIRT-PLT-S', 'Pleated skirt, olive', 'Juniper', 'Skirts', 2199),
  product('BLOUS-SAT-M', 'Satin blouse, ivory', 'Juniper', 'Tops', 2099),
  product('JKT-DEN-M', 'Denim jacket', 'Indigo Lane', 'Jackets', 4499),
  product('JKT-BMB-L', 'Bomber jacket, olive', 'Northline', 'Jackets', 5999),
  product('BLZR-NVY-40', 'Wool-blend blazer, navy', 'Northline', 'Jackets', 8999),
  product('SWTR-MRN-M', 'Merino sweater, charcoal', 'Northline', 'Knitwear', 3999),
  product('SHOE-SNK-8', 'Canvas sneakers, white', 'Stride', 'Footwear', 2499),
  product('SHOE-LFR-9', 'Leather loafers, tan', 'Stride', 'Footwear', 4999),
  product('SANDAL-LTH-7', 'Leather sandals', 'Stride', 'Footwear', 1999),
  product('BELT-LTH-34', 'Leather belt, brown', 'Stride', 'Accessories', 1299),
  product('BAG-TOTE-01', 'Canvas tote', 'Stride', 'Accessories', 899),
  product('SCARF-WOL-01', 'Wool scarf, camel', 'Juniper', 'Accessories', 1599),
  product('SOCK-PK3', 'Socks, pack of three', 'Meridian Basics', 'Accessories', 399),
  product('CAP-CNV-01', 'Canvas cap', 'Meridian Basics', 'Accessories', 499),
];
