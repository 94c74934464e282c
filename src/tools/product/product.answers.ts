/** What the calls on items (SKUs) answer. */
import { lazy } from '../../lib/lazy.js';
import { bulkAnswer, open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

const named = lazy(() => open({ id: integer(), code: text(), name: text() }));

/** An attribute of an item, with the item's value. */
const attribute = lazy(() =>
  open({
    id: idOf('productAttributeId', integer()),
    code: idOf('productAttribute', text()),
    name: text(),
    value: named(),
  }),
);

/**
 * An item. `ouId` is -1 for the organization itself, and `returnableDays` is -1 for no limit. `sku` is the code in calls
 * whose answers are not documented.
 */
export const item = lazy(() =>
  open({
    id: idOf('product', integer()),
    orgId: integer(),
    ouId: integer(),
    code: idOf('sku', text()),
    sku: idOf('sku', text()),
    ean: text(),
    price: money(),
    description: text(),
    longDescription: text(),
    imageUrl: text(),
    returnable: boolean(),
    returnableDays: integer(),
    isActive: boolean(),
    brand: named(),
    category: named(),
    style: named(),
    colorPalette: named(),
    size: named(),
    attributes: list(attribute()),
    attribution: open({ createdDate: dateTime({ zone: 'offset' }), modifiedDate: dateTime({ zone: 'offset' }) }),
    warnings: list(problem()),
  }),
);

export const productAddAnswer = () =>
  open({
    id: idOf('product', integer()),
    createdId: idOf('product', integer()),
    sku: idOf('sku', text()),
    ouId: integer(),
    warnings: list(problem()),
  });

export const productGetBulkAnswer = () =>
  open({ data: list(item()), pagination: pagination(), warnings: list(problem()), errors: list(problem()) });

export const productAddBulkAnswer = () =>
  bulkAnswer(
    idOf('product', integer()),
    open({ id: idOf('product', integer()), sku: idOf('sku', text()), warnings: list(problem()) }),
  );

export const productSearchSkusAnswer = () =>
  open({ data: list(item()), pagination: pagination(), warnings: list(problem()) });

export const productAddIntegrationAttributesAnswer = () =>
  bulkAnswer(
    idOf('productAttributeId', integer()),
    open({
      id: idOf('productAttributeId', integer()),
      code: idOf('productAttribute', text()),
      warnings: list(problem()),
    }),
  );
