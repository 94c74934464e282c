/** What the calls on brands, categories and attributes answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

/** When something was created and last changed. */
const attribution = lazy(() =>
  open({ createdDate: dateTime({ zone: 'offset' }), modifiedDate: dateTime({ zone: 'offset' }) }),
);

/** What brands, categories, attributes and values have in common. `ouId` is -1 for the organization itself. */
const shared = lazy(() => ({
  orgId: integer(),
  ouId: integer(),
  name: text(),
  description: text(),
  isActive: boolean(),
  attribution: attribution(),
}));

const brand = lazy(() =>
  open({
    id: idOf('productBrandId', integer()),
    code: idOf('productBrand', text()),
    ...shared(),
    parentId: idOf('productBrandId', integer()),
    parentCode: idOf('productBrand', text()),
  }),
);

const category = lazy(() =>
  open({
    id: idOf('productCategoryId', integer()),
    code: idOf('productCategory', text()),
    ...shared(),
    parentId: idOf('productCategoryId', integer()),
    parentCode: idOf('productCategory', text()),
  }),
);

const attributeValue = lazy(() =>
  open({
    id: idOf('productAttributeValueId', integer()),
    attributeId: idOf('productAttributeId', integer()),
    code: idOf('productAttributeValue', text()),
    ...shared(),
  }),
);

const attribute = lazy(() =>
  open({
    id: idOf('productAttributeId', integer()),
    code: idOf('productAttribute', text()),
    ...shared(),
    type: text(),
    defaultValue: open({
      id: idOf('productAttributeValueId', integer()),
      code: idOf('productAttributeValue', text()),
      name: text(),
    }),
  }),
);

export const productSearchBrandsAnswer = () =>
  open({ data: list(brand()), pagination: pagination(), warnings: list(problem()) });

export const productSearchCategoriesAnswer = () =>
  open({ data: list(category()), pagination: pagination(), warnings: list(problem()) });

export const productSearchAttributesAnswer = () =>
  open({ data: list(attribute()), pagination: pagination(), warnings: list(problem()) });

export const productGetAttributeValuesAnswer = () =>
  open({ data: list(attributeValue()), pagination: pagination(), warnings: list(problem()) });
