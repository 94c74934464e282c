/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { address, email, freeText, itemStatus, mobile, open, responseStatus, time } from '../schemas/answer.js';
import { responsePagination } from '../schemas/answers.in-touch.js';
import { idOf } from '../schemas/leaf.js';
import { keyValues, list, text, textOrNumber } from '../schemas/values.js';

const organization = lazy(() =>
  open({
    id: text(),
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
      base_currency: open({
        symbol: text(),
        label: text(),
      }),
      supported_currencies: open({
        currency: list(
          open({
            symbol: text(),
            label: text(),
          }),
        ),
      }),
    }),
    timezones: open({
      base_timezone: open({
        label: text(),
        offset: text(),
      }),
      supported_timezones: open({
        timezone: list(
          open({
            label: text(),
            offset: text(),
          }),
        ),
      }),
    }),
    languages: open({
      base_language: open({
        lang: text(),
        locale: text(),
      }),
      supported_languages: open({
        language: list(
          open({
            lang: text(),
            locale: text(),
          }),
        ),
      }),
    }),
    countries: open({
      base_country: open({
        name: text(),
        code: text(),
      }),
      supported_countries: open({
        country: list(
          open({
            name: text(),
            code: text(),
          }),
        ),
      }),
    }),
  }),
);

export const organizationGetAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      organization: organization(),
    }),
  });

const organizationGetEntitiesOrganization = lazy(() =>
  open({
    entities: organizationGetEntitiesEntity(),
  }),
);

const organizationGetEntitiesEntity = lazy(() =>
  open({
    entity: list(organizationGetEntitiesEntity2()),
  }),
);

const organizationGetEntitiesEntity2 = lazy(() =>
  open({
    item_status: itemStatus(),
    id: text(),
    is_active: text(),
    code: text(),
    name: text(),
    description: text(),
    last_updated_by: text(),
    last_updated_on: time({ zone: 'organization' }),
    custom_fields: open({
      field: list(
        open({
          name: text(),
          value: freeText(),
        }),
      ),
    }),
    language_translations: open({
      field: list(keyValues()),
    }),
    time_zone_id: text(),
    currency_id: idOf('currency', text()),
    language_id: idOf('language', text()),
    timezones: open({
      base_timezone: open({
        label: text(),
        offset: text(),
      }),
    }),
    currencies: open({
      base_currency: open({
        symbol: text(),
        label: text(),
      }),
    }),
    language_code: text(),
    language_locale: text(),
    languages: open({
      base_language: open({
        lang: text(),
        locale: text(),
      }),
    }),
    parent: keyValues(),
    external_id: text(),
    external_id_1: text(),
    external_id_2: text(),
    mobile: mobile(),
    channel: text(),
    land_line: mobile(),
    email: email(),
    address: address(),
    location: open({
      latitude: textOrNumber(),
      longitude: textOrNumber(),
    }),
    country_code: text(),
    username: text(),
    last_login: text(),
    parent_external_id: idOf('store', text()),
    parent_external_id_1: idOf('store', text()),
    parent_external_id_2: idOf('store', text()),
    type: text(),
  }),
);

export const organizationGetEntitiesAnswer = () =>
  open({
    response: open({
      pagination: responsePagination(),
      status: responseStatus(),
      organization: organizationGetEntitiesOrganization(),
    }),
  });

const organizationGetConfigsOrganization = lazy(() =>
  open({
    configs: open({
      config: list(
        open({
          key: text(),
          scopes: text(),
          value_type: text(),
          modules: text(),
          entity_id: text(),
          value: text(),
        }),
      ),
    }),
  }),
);

export const organizationGetConfigsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      organization: organizationGetConfigsOrganization(),
    }),
  });

export const organizationGetStatisticsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      organization: open({
        statistics: open({
          avg_basket: text(),
          avg_transaction_value: text(),
          customers: text(),
          stores: text(),
          products: text(),
        }),
      }),
    }),
  });

const organizationGetTopItemsOrganization = lazy(() =>
  open({
    item: list(organizationGetTopItemsItem()),
  }),
);

const organizationGetTopItemsItem = lazy(() =>
  open({
    sku: text(),
    price: text(),
    img_url: text(),
    in_stock: text(),
    description: text(),
    attributes: open({
      attribute: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
  }),
);

export const organizationGetTopItemsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      organization: organizationGetTopItemsOrganization(),
    }),
  });

const organizationGetCustomFieldsOrganization = lazy(() =>
  open({
    custom_fields: organizationGetCustomFieldsCustomField(),
  }),
);

const organizationGetCustomFieldsCustomField = lazy(() =>
  open({
    field: list(field()),
  }),
);

const field = lazy(() =>
  open({
    name: text(),
    label: text(),
    type: text(),
    datatype: text(),
    default: text(),
    phase: text(),
    position: text(),
    rule: text(),
    regex: text(),
    error: text(),
    options: text(),
    scope: text(),
    is_mandatory: text(),
    is_disabled: text(),
  }),
);

export const organizationGetCustomFieldsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      organization: organizationGetCustomFieldsOrganization(),
    }),
  });

export const organizationGetPaymentModesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      organization: open({
        tenders: open({
          count: text(),
          tender: list(
            open({
              name: text(),
              canonical_name: text(),
              description: text(),
            }),
          ),
        }),
      }),
    }),
  });
