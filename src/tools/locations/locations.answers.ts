/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { email, idOf, mobile } from '../schemas/leaf-types.js';
import { boolean, integer, keyValues, list, text, textOrNumber } from '../schemas/values.js';

/**
 * What every location has. Zones and stores have a zone above them, concepts and stores a concept, tills a store. Email
 * and mobile are those of stores; `isOrgUnit` is one of concepts. External ids are by name, or a plain list.
 */
const shared = lazy(() => ({
  id: idOf('place', integer()),
  code: idOf('placeCode', text()),
  name: text(),
  description: text(),
  type: text(),
  isActive: boolean(),
  isAdmin: boolean(),
  isDefault: boolean(),
  isOrgUnit: boolean(),
  areaParentCode: idOf('zoneCode', text()),
  groupParentCode: idOf('conceptCode', text()),
  storeParentCode: idOf('storeCode', text()),
  externalIds: anyOf(keyValues(), list(text())),
  email: email(),
  mobile: mobile(),
  latitude: textOrNumber(),
  longitude: textOrNumber(),
  language: text(),
  currency: text(),
  timezone: text(),
  customFields: keyValues(),
}));

/** Why a row failed. Some codes are words, such as `INVALID_CHARACTERS`. */
const rowProblem = lazy(() => open({ status: boolean(), code: textOrNumber(), message: text() }));

export const locationListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(open({ ...shared(), children: list(open({ ...shared(), children: list(keyValues()) })) })),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const locationAddAnswer = () =>
  open({
    response: list(
      open({
        entityId: idOf('place', integer()),
        result: open(shared()),
        errors: list(rowProblem()),
        warnings: list(rowProblem()),
      }),
    ),
    totalCount: integer(),
    failureCount: integer(),
  });
