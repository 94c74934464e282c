/** The product catalog, and labels. */
import type { Domain } from '../domain.js';
import { emptyLabelState } from './label-state.js';
import { emptyProductState } from './state.js';

export const product: Domain = {
  name: 'product',
  state: () => ({ ...emptyLabelState(), ...emptyProductState() }),
  ids: {
    product: 55001,
    productBrand: 1301,
    productCategory: 2201,
    productAttribute: 91701,
    attributeValue: 13600401,
    productColor: 61,
    productStyle: 81,
    productSize: 141,
    metaSize: 21,
    label: 412,
    labelAssignment: 981,
  },
  handlers: async () => (await import('./endpoints.js')).productEndpoints,
};
