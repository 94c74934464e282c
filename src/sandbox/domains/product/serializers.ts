/** Products as recommendations show them; the documentation gives their elements no shape. */

import type { World } from '../../world/world.js';
import type { Product } from './state.js';

export const productFace = (
  world: World,
  { id, sku, description, brandId, categoryId, price, imageUrl }: Product,
): object => ({
  id,
  sku,
  description,
  brand: world.productBrands[brandId ?? 0]?.name ?? '',
  category: world.productCategories[categoryId ?? 0]?.name ?? '',
  price,
  ...(imageUrl !== '' && { imageUrl }),
});
