/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, bulkAnswer, open, problem } from '../schemas/answer.js';
import { address, email, idOf, mobile } from '../schemas/leaf-types.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';

const outcome = lazy(() => ({ warnings: list(problem()), errors: list(problem()), success: boolean() }));

/** A store as stored. Ids of its locale are -1 where it has none. */
const store = lazy(() =>
  open({
    id: idOf('store', integer()),
    code: idOf('storeCode', text()),
    name: text(),
    description: text(),
    type: text(),
    adminType: text(),
    isActive: boolean(),
    timeZoneId: idOf('timeZone', integer('-1 if unset')),
    currencyId: idOf('currency', integer('-1 if unset')),
    languageId: idOf('language', integer('-1 if unset')),
    parentZoneId: idOf('zone', integer()),
    parentConceptId: idOf('concept', integer()),
    externalIds: list(idOf('storeExternalId', text())),
    email: email(),
    mobile: mobile(),
    landline: mobile(),
    latitude: textOrNumber(),
    longitude: textOrNumber(),
    address: address(),
    cityId: idOf('city', integer()),
    areaId: idOf('area', integer()),
    customFields: keyValues(),
  }),
);

/** The answer of both calls on several stores. */
export const storesAnswer = () => bulkAnswer(idOf('store', integer()), store());

export const organizationAddTillAnswer = () => open({ createdId: idOf('till', integer()), warnings: list(problem()) });

export const organizationUpdateTillFieldsAnswer = () => open({ entity: idOf('till', integer()), ...outcome() });

/** An organization. Most members may be missing. */
const organization = lazy(() => ({
  id: idOf('organization', integer()),
  name: text(),
  phone: text(),
  address: address(),
  language: text(),
  languageCode: text(),
  languageLocale: text(),
  parentId: idOf('organization', integer('-1: no parent')),
  locality: text(),
  pinCode: text(),
  currency: text(),
  timezoneLabel: text(),
  timezoneOffset: text(),
  minSmsHour: integer(),
  maxSmsHour: integer(),
  logo: text(),
  webSite: text(),
  country: text(),
  countryCode: text(),
  state: text(),
  city: text(),
  active: boolean(),
  orgType: text('STANDARD_ORG, SUPER_ORG or CHILD_ORG'),
  customFields: keyValues(),
}));

export const organizationGetHierarchyAnswer = () =>
  open({
    baseOrganization: open({ ...organization(), relationshipType: text('PARENT_CHILD; absent for STANDARD_ORG') }),
    connectedOrganizations: list(open(organization())),
    uniqueId: anything(),
    warnings: list(problem()),
  });

const ratio = lazy(() =>
  open({ currencyCode: idOf('ratedCurrency', text()), ratioInr: number('rupees for one unit') }),
);

export const organizationSetCurrencyRatioAnswer = () => open({ entity: ratio(), ...outcome() });

export const organizationGetCurrencyRatiosAnswer = () => open({ entity: list(ratio()), ...outcome() });
