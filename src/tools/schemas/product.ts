/** Parts that the product endpoints share: items, organization units, lists. */
import { limit, offset, sortOrder } from './common.js';
import type { EntityName } from './entities.js';
import { idOf, money } from './leaf-types.js';
import { boolean, choice, integer, list, object, text, textOrObject } from './values.js';

/** Organization unit of a new record. */
export const newOuCode = () =>
  idOf(
    'conceptCode',
    text('Concept code of the organization unit (OU), if used; organization level if absent'),
  ).optional();

/** Organization unit of an existing record. */
export const ouCode = () =>
  idOf('conceptCode', text('Concept code of its organization unit (OU); needed if it belongs to one')).optional();

/** Whether to list rows of the organization, its units, or both. */
export const fetchType = () =>
  choice(['ALL', 'ORG', 'SCOPE'], 'ORG organization level only, SCOPE the organization unit only, ALL both').optional();

export const newIsActive = () => boolean('Default true').optional();

export const changedIsActive = () => boolean('false deactivates it, true reactivates it').optional();

export const attributeType = (about: string) => choice(['String', 'Int', 'Double', 'Boolean'], about);

/** Fields of an item in the v2 catalogue that can change later. */
export const itemDetails = () => ({
  price: money('Unit price').optional(),
  description: text('Short text').optional(),
  longDescription: text().optional(),
  imageUrl: text().optional(),
  returnable: boolean('Whether it can be returned').optional(),
  returnableDays: integer('Days for returns; with returnable true').optional(),
  brandCode: idOf('productBrand', text('An existing brand')).optional(),
  categoryCode: idOf('productCategory', text('An existing category')).optional(),
  attributes: list(
    object({
      code: idOf('productAttribute', text('Code of the attribute')).optional(),
      value: idOf('productAttributeValue', textOrObject('Code of its value')).optional(),
    }),
    'Custom attributes',
  ).optional(),
});

/** Paging, and the filters by organization unit and state, of the v2 lists. */
export const page = () => ({
  limit: limit('1 to 100; default 10'),
  offset: offset(),
  ouCode: idOf('conceptCode', text('Only of this organization unit (OU)')).optional(),
  fetchType: fetchType(),
  isActive: boolean('Both if absent').optional(),
});

/**
 * Query of the v2 lists that search by text, codes or ids.
 *
 * @param q - what the text is matched against
 * @param listed - what is listed: what its codes and ids refer to
 */
export const listing = (q: string, listed: { code: EntityName; id: EntityName }) => ({
  q: text(q).optional(),
  entityCodes: idOf(listed.code, text('At most 30 codes, comma-separated; ignored with q')).optional(),
  entityIds: idOf(listed.id, text('At most 30 ids, comma-separated; ignored with q or entityCodes')).optional(),
  ...page(),
  sortBy: choice(['id', 'code'], 'Default id').optional(),
  sortOrder: sortOrder(),
});
