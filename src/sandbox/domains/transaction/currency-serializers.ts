/** Currencies as answers show them. */

import type { World } from '../../world/world.js';
import type { LocalCurrency, Transaction } from './state.js';

/** `{code, name, symbol}` of an ISO code. */
function toCurrencyJson(code: string): { code: string; name: string; symbol: string } {
  const parts = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: code,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  return {
    code,
    name: new Intl.DisplayNames('en', { type: 'currency' }).of(code) ?? code,
    symbol: parts.find((part) => part.type === 'currency')?.value ?? code,
  };
}

/** A bill in the currency in which it was paid; with ratio 1 if that is the organization's own. */
export function paidAs(world: World, transaction: Transaction): LocalCurrency {
  const { amount, grossAmount, discount } = transaction;
  return (
    transaction.localCurrency ?? { code: world.organisation.currency.code, ratio: 1, amount, grossAmount, discount }
  );
}

/** v2's `currencyLogDto`. */
export function currencyLog(world: World, transaction: Transaction) {
  const { code, ratio, amount, grossAmount, discount } = paidAs(world, transaction);
  const withIsoCode = ({ code: isoCode, ...currency }: ReturnType<typeof toCurrencyJson>) => ({
    ...currency,
    isoCode,
  });
  return {
    orgId: world.organisation.id,
    refId: transaction.id,
    baseCurrency: withIsoCode(toCurrencyJson(world.organisation.currency.code)),
    transactionCurrency: withIsoCode(toCurrencyJson(code)),
    ratio,
    value: transaction.amount,
    localValue: amount,
    localGrossAmount: grossAmount,
    localDiscount: discount,
  };
}

/** v1.1's `currency`: `{ratio, name, symbol, transaction_currency}`. */
export function inTouchCurrency(world: World, transaction: Transaction) {
  const { name, symbol } = toCurrencyJson(world.organisation.currency.code);
  const { code, ratio } = paidAs(world, transaction);
  const paid = toCurrencyJson(code);
  return { ratio, name, symbol, transaction_currency: { name: paid.name, symbol: paid.symbol } };
}

/** v1.1's `local_currency` of a bill paid in another currency; text, as the layer writes numbers. */
export function inTouchLocalCurrency(world: World, transaction: Transaction): object {
  const { code, ratio, amount, grossAmount, discount } = paidAs(world, transaction);
  const base = toCurrencyJson(world.organisation.currency.code);
  const paid = toCurrencyJson(code);
  return {
    ratio: String(ratio),
    base_currency: { name: base.name, symbol: base.symbol },
    transaction_currency: { name: paid.name, symbol: paid.symbol },
    amount: String(amount),
    value: String(transaction.amount),
    discount: String(discount),
    gross_amount: String(grossAmount),
  };
}
