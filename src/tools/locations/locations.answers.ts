/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { anything, email, mobile, open } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

const children = lazy(() =>
  open({
    id: integer(),
    code: text(),
    name: text(),
    description: text(),
    type: text(),
    isActive: boolean(),
    isAdmin: boolean(),
    isDefault: boolean(),
    isOrgUnit: boolean(),
    areaParentCode: idOf('zone', text()),
    groupParentCode: idOf('concept', text()),
    storeParentCode: idOf('store', text()),
    externalIds: keyValues(),
    email: email(),
    mobile: mobile(),
    latitude: text(),
    longitude: text(),
    language: text(),
    currency: text(),
    timezone: text(),
    customFields: keyValues(),
  }),
);

const location = lazy(() =>
  open({
    id: integer(),
    code: text(),
    name: text(),
    description: text(),
    type: text(),
    isActive: boolean(),
    isAdmin: boolean(),
    isDefault: boolean(),
    isOrgUnit: boolean(),
    areaParentCode: idOf('zone', text()),
    groupParentCode: idOf('concept', text()),
    storeParentCode: idOf('store', text()),
    externalIds: keyValues(),
    email: email(),
    mobile: mobile(),
    latitude: text(),
    longitude: text(),
    language: text(),
    currency: text(),
    timezone: text(),
    customFields: keyValues(),
    children: list(children()),
  }),
);

export const locationListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(location()),
    warnings: list(anything()),
    errors: list(anything()),
  });

export const locationAddAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });
