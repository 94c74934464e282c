/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem, time } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { boolean, integer, list, text } from '../schemas/values.js';
import { created, error, summary, updated } from './product.entities.js';

const product = lazy(() =>
  open({
    id: integer(),
    orgId: integer(),
    ouId: integer(),
    code: text(),
    name: text(),
    type: text(),
    defaultValue: open({
      id: integer(),
      code: text(),
      name: text(),
    }),
    isActive: boolean(),
    attribution: open({
      createdDate: time({ zone: 'offset' }),
      modifiedDate: time({ zone: 'offset' }),
    }),
    description: text(),
    attributeId: integer(),
  }),
);

export const productAddBrandsAnswer = () =>
  open({
    created: list(created()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productUpdateBrandsAnswer = () =>
  open({
    updated: list(updated()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productAddCategoriesAnswer = () =>
  open({
    created: list(created()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productUpdateCategoriesAnswer = () =>
  open({
    updated: list(updated()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productAddAttributesAnswer = () =>
  open({
    created: list(created()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productUpdateAttributesAnswer = () =>
  open({
    updated: list(updated()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productAddAttributeValuesAnswer = () =>
  open({
    created: list(created()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productUpdateAttributeValuesAnswer = () =>
  open({
    updated: list(updated()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productSearchBrandsAnswer = () =>
  open({
    data: list(product()),
    pagination: pagination(),
    warnings: list(problem()),
  });

export const productSearchCategoriesAnswer = () =>
  open({
    data: list(product()),
    pagination: pagination(),
    warnings: list(problem()),
  });

export const productSearchAttributesAnswer = () =>
  open({
    data: list(product()),
    pagination: pagination(),
    warnings: list(problem()),
  });

export const productGetAttributeValuesAnswer = () =>
  open({
    data: list(product()),
    pagination: pagination(),
    warnings: list(problem()),
  });
