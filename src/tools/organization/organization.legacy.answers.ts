/** What the InTouch calls on the organization answer. Numbers and flags are text, empty where nothing is set. */
import type { z } from 'zod';
import { lazy } from '../../lib/lazy.js';
import { inTouchAnswer, itemStatus, listOrOne, namedFields, open, responseStatus } from '../schemas/answer.js';
import { responsePagination } from '../schemas/answers.in-touch.js';
import { address, email, idOf, mobile, money } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { keyValues, text, textOrNumber } from '../schemas/values.js';

const currency = lazy(() => open({ symbol: text(), label: text() }));
const timezone = lazy(() => open({ label: text(), offset: text() }));
const language = lazy(() => open({ lang: text(), locale: text() }));
const country = lazy(() => open({ name: text(), code: text() }));

const organization = lazy(() =>
  open({
    id: idOf('organization', text()),
    name: text(),
    address: address(),
    language: text(),
    language_code: text(),
    language_locale: text(),
    currency: text(),
    timezone_offset: text(),
    timezone: text(),
    min_sms_hour: text(),
    max_sms_hour: text(),
    logo: text(),
    website: text(),
    country: text(),
    country_code: text(),
    state: text(),
    city: text(),
    locality: text(),
    pincode: text(),
    currencies: open({
      base_currency: currency(),
      supported_currencies: open({ currency: listOrOne(currency()) }),
    }),
    timezones: open({
      base_timezone: timezone(),
      supported_timezones: open({ timezone: listOrOne(timezone()) }),
    }),
    languages: open({
      base_language: language(),
      supported_languages: open({ language: listOrOne(language()) }),
    }),
    countries: open({
      base_country: country(),
      supported_countries: open({ country: listOrOne(country()) }),
    }),
  }),
);

/**
 * A store, zone, concept or till. Stores have contact data and a location, tills a username and a last login; `parent` is
 * empty unless it was asked for.
 */
const entity = lazy(() =>
  open({
    item_status: itemStatus(),
    id: idOf('place', text()),
    type: text(),
    code: idOf('placeCode', text()),
    name: text(),
    description: text(),
    is_active: text(),
    last_updated_by: text(),
    last_updated_on: dateTime({ zone: 'organization' }),
    custom_fields: namedFields(),
    language_translations: open({ field: listOrOne(keyValues()) }),
    time_zone_id: idOf('timeZone', text()),
    currency_id: idOf('currency', text()),
    language_id: idOf('language', text()),
    timezones: open({ base_timezone: timezone() }),
    currencies: open({ base_currency: currency() }),
    languages: open({ base_language: language() }),
    language_code: text(),
    language_locale: text(),
    parent: keyValues(),
    external_id: idOf('storeExternalId', text()),
    external_id_1: idOf('storeExternalId', text()),
    external_id_2: idOf('storeExternalId', text()),
    mobile: mobile(),
    channel: text(),
    land_line: mobile(),
    email: email(),
    address: address(),
    location: open({ latitude: textOrNumber(), longitude: textOrNumber() }),
    country_code: text(),
    username: idOf('tillUsername', text()),
    last_login: text(),
    parent_external_id: idOf('storeExternalId', text()),
    parent_external_id_1: idOf('storeExternalId', text()),
    parent_external_id_2: idOf('storeExternalId', text()),
  }),
);

/** A setting. `value` is text, whatever `value_type` says. */
const config = lazy(() =>
  open({
    key: idOf('configKey', text()),
    scopes: text(),
    value_type: text(),
    modules: text(),
    entity_id: text(),
    value: text(),
  }),
);

/** An item among the best sellers. */
const topItem = lazy(() =>
  open({
    sku: idOf('sku', text()),
    price: money(textOrNumber()),
    img_url: text(),
    in_stock: textOrNumber(),
    description: text(),
    attributes: open({ attribute: listOrOne(open({ name: text(), value: text() })) }),
  }),
);

/** The definition of a custom field. `default` is a JSON array as text. */
const customField = lazy(() =>
  open({
    name: idOf('fieldName', text()),
    label: text(),
    type: text(),
    datatype: text(),
    default: text(),
    phase: text(),
    position: textOrNumber(),
    rule: text(),
    regex: text(),
    error: text(),
    options: text(),
    scope: text(),
    is_mandatory: textOrNumber(),
    is_disabled: textOrNumber(),
  }),
);

const paymentMode = lazy(() =>
  open({
    name: idOf('paymentMode', text()),
    canonical_name: text(),
    description: text(),
    /** Only with `attribute`. */
    attributes: open({ attribute: listOrOne(open({ name: idOf('paymentModeAttribute', text()) })) }),
  }),
);

const answering = <T extends z.core.$ZodType>(answer: T) => inTouchAnswer({ organization: answer });

export const organizationGetAnswer = () => answering(organization());

export const organizationGetEntitiesAnswer = () =>
  open({
    response: open({
      pagination: responsePagination(),
      status: responseStatus(),
      organization: open({ entities: open({ entity: listOrOne(entity()) }) }),
    }),
  });

export const organizationGetConfigsAnswer = () => answering(open({ configs: open({ config: listOrOne(config()) }) }));

export const organizationGetStatisticsAnswer = () =>
  answering(
    open({
      statistics: open({
        avg_basket: textOrNumber(),
        avg_transaction_value: money(textOrNumber()),
        customers: textOrNumber(),
        stores: textOrNumber(),
        products: textOrNumber(),
      }),
    }),
  );

export const organizationGetTopItemsAnswer = () => answering(open({ item: listOrOne(topItem()) }));

export const organizationGetCustomFieldsAnswer = () =>
  answering(open({ custom_fields: open({ field: listOrOne(customField()) }) }));

export const organizationGetPaymentModesAnswer = () =>
  answering(open({ tenders: open({ count: textOrNumber(), tender: listOrOne(paymentMode()) }) }));
