/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { email, freeText, itemStatus, mobile, open, personName, responseStatus, time } from '../schemas/answer.js';
import { currency, transactionCustomer } from '../schemas/answers.in-touch.js';
import { idOf } from '../schemas/leaf.js';
import { integer, list, number, text, textOrNumber } from '../schemas/values.js';

const transactionTransactionSideEffect = lazy(() =>
  open({
    effect: list(sideEffectEffect()),
  }),
);

const transactionTransaction = lazy(() =>
  open({
    id: idOf('transaction', textOrNumber()),
    shipping_source_till_code: text(),
    number: text(),
    bill_client_id: text(),
    type: text(),
    delivery_status: text(),
    parent_bill_number: text(),
    outlier_status: text(),
    customer: transactionCustomer(),
    custom_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    extended_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    side_effects: transactionTransactionSideEffect(),
    points_deducted: textOrNumber(),
    points_balance: textOrNumber(),
    source: text(),
    item_status: itemStatus(),
  }),
);

const transactionCurrency = lazy(() =>
  open({
    id: idOf('currency', text()),
    name: text(),
    symbol: text(),
  }),
);

const sideEffectEffect = lazy(() =>
  open({
    type: text(),
    awarded_points: textOrNumber(),
    total_points: textOrNumber(),
    customer_id: idOf('customer', text()),
    is_referrer: text(),
    id: idOf('coupon', integer()),
    coupon_type: text(),
    coupon_code: text(),
    valid_till: time({ zone: 'organization' }),
    description: text(),
    discount_code: text(),
    alternate_currency_identifier: text(),
    alternate_currency_name: text(),
    awarded_value: text(),
    previous_slab_name: text(),
    previous_slab_number: text(),
    upgraded_slab_name: text(),
    upgraded_slab_number: text(),
  }),
);

const localCurrency = lazy(() =>
  open({
    id: text(),
    ratio: text(),
    base_currency: transactionCurrency(),
    transaction_currency: transactionCurrency(),
    amount: text(),
    value: text(),
    discount: text(),
    gross_amount: text(),
    rate: text(),
  }),
);

const transactionAddTransaction = lazy(() =>
  open({
    transaction: list(transactionTransaction()),
  }),
);

export const transactionAddAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      transactions: transactionAddTransaction(),
    }),
  });

const transactionAddWithLocalCurrencyTransaction = lazy(() =>
  open({
    transaction: list(transactionTransaction()),
  }),
);

export const transactionAddWithLocalCurrencyAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      transactions: transactionAddWithLocalCurrencyTransaction(),
    }),
  });

const transactionUpdateTransaction = lazy(() =>
  open({
    transaction: list(transactionUpdateTransaction2()),
  }),
);

const transactionUpdateTransaction2 = lazy(() =>
  open({
    customer: transactionCustomer(),
    id: idOf('transaction', textOrNumber()),
    notes: freeText(),
    billing_time: time({ zone: 'organization' }),
    type: text(),
    number: text(),
    delivery_status: text(),
    amount: number(),
    gross_amount: number(),
    discount: number(),
    store: text(),
    source: text(),
    custom_fields: open({
      success_count: integer(),
      failure_count: integer(),
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    extended_fields: open({
      success_count: integer(),
      failure_count: integer(),
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    old_id: idOf('transaction', textOrNumber()),
    old_type: text(),
    side_effects: transactionUpdateSideEffect(),
    item_status: itemStatus(),
  }),
);

const transactionUpdateSideEffect = lazy(() =>
  open({
    effect: list(sideEffectEffect()),
  }),
);

export const transactionUpdateAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      transactions: transactionUpdateTransaction(),
    }),
  });

const transactionGetTransaction = lazy(() =>
  open({
    count: integer(),
    transaction: list(transactionGetTransaction2()),
  }),
);

const transactionGetTransaction2 = lazy(() =>
  open({
    customer: open({
      user_id: idOf('customer', text()),
      mobile: mobile(),
      first_name: personName(),
      last_name: personName(),
      email: email(),
      external_id: text(),
      source: text(),
    }),
    billing_till: open({
      code: text(),
      name: text(),
    }),
    billing_store: open({
      code: text(),
      name: text(),
    }),
    id: idOf('transaction', text()),
    number: text(),
    type: text(),
    outlier_status: text(),
    store: text(),
    delivery_status: text(),
    source: text(),
    custom_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    extended_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    payment_details: open({
      payment: list(
        open({
          mode: text(),
          value: text(),
          attributes: open({
            attribute: list(
              open({
                name: text(),
                value: text(),
              }),
            ),
          }),
        }),
      ),
    }),
    local_currency: localCurrency(),
    currency: currency(),
    amount: text(),
    billing_time: time({ zone: 'organization' }),
    auto_update_time: time({ zone: 'organization' }),
    gross_amount: text(),
    discount: text(),
    notes: freeText(),
    line_items: transactionGetLineItem(),
    item_status: itemStatus(),
  }),
);

const transactionGetLineItem = lazy(() =>
  open({
    line_item: list(transactionGetLineItem2()),
  }),
);

const transactionGetLineItem2 = lazy(() =>
  open({
    type: text(),
    outlier_status: text(),
    serial: text(),
    item_code: text(),
    description: text(),
    qty: text(),
    rate: text(),
    value: text(),
    discount: text(),
    img_url: text(),
    amount: text(),
    variant: text(),
    returnable: text(),
    returnable_days: text(),
    extended_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    local_currency: localCurrency(),
    combo_items: open({
      combo_item: list(
        open({
          item_code: text(),
          quantity: text(),
          description: text(),
          rate: text(),
          value: text(),
        }),
      ),
    }),
    addon_items: open({
      addon_item: list(
        open({
          item_code: text(),
          quantity: text(),
          description: text(),
          rate: text(),
          value: text(),
        }),
      ),
    }),
    split_items: open({
      split_item: list(
        open({
          item_code: text(),
          quantity: text(),
          description: text(),
          rate: text(),
          value: text(),
        }),
      ),
    }),
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

export const transactionGetAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      transactions: transactionGetTransaction(),
    }),
  });
