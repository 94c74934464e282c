/** Products as recommendations show them; the documentation gives their elements no shape. */
import type { Product } from '../state/transaction.js';

export const productFace = ({ id, sku, description, brand, category, price, imageUrl }: Product): object => ({
  id,
  sku,
  description,
  brand,
  category,
  price,
  ...(imageUrl !== '' && { imageUrl }),
});
