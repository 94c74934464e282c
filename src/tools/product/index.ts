/** The sections of this domain. */
import { productLabels } from './labels.js';
import { productAttributes } from './product.attributes.js';
import { product } from './product.js';
import { productLegacy } from './product.legacy.js';

export const productSections = [productLabels, productLegacy, product, productAttributes];
