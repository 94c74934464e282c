/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { pagination, profileAttribution } from '../schemas/answers.modern.js';
import { boolean, integer, list, number, text } from '../schemas/values.js';
import { created, error, summary, updated } from './product.entities.js';

const attribute = lazy(() =>
  open({
    id: integer(),
    code: text(),
    name: text(),
    value: open({
      id: integer(),
      code: text(),
      name: text(),
    }),
  }),
);

export const productProduct = lazy(() =>
  open({
    id: integer(),
    orgId: integer(),
    ouId: integer(),
    sku: text(),
    ean: text(),
    price: number(),
    description: text(),
    longDescription: text(),
    imageUrl: text(),
    returnable: boolean(),
    returnableDays: integer(),
    brand: brand(),
    category: brand(),
    style: brand(),
    colorPalette: brand(),
    size: brand(),
    attributes: list(attribute()),
    attribution: profileAttribution(),
    warnings: list(problem()),
    code: text(),
  }),
);

export const product2 = lazy(() =>
  open({
    entityId: integer(),
    result: open({
      id: integer(),
      sku: text(),
      warnings: list(problem()),
      code: text(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  }),
);

const brand = lazy(() =>
  open({
    id: integer(),
    code: text(),
    name: text(),
  }),
);

export const productAddSkusAnswer = () =>
  open({
    created: list(created()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productUpdateSkusAnswer = () =>
  open({
    updated: list(updated()),
    summary: summary(),
    warnings: list(error()),
    errors: list(error()),
  });

export const productSearchSkusAnswer = () =>
  open({
    data: list(productProduct()),
    pagination: pagination(),
    warnings: list(problem()),
  });

export const productAddAnswer = () =>
  open({
    id: integer(),
    sku: text(),
    ouId: integer(),
    warnings: list(problem()),
  });

export const productGetBulkAnswer = () =>
  open({
    data: list(productProduct()),
    warnings: list(anything()),
    errors: list(anything()),
  });

export const productAddBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const productAddIntegrationAttributesAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });
