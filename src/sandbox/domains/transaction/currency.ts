/** Bills in a currency other than the organization's. */
import { entryOf } from '../../http/arguments.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { points3 } from '../points/ledger.js';

/**
 * The value of one unit of a currency in the organization's currency.
 * @throws 682 if currency conversion is off
 * @throws 1102 if the currency has no conversion ratio
 */
export function currencyRatio(world: World, code: string): number {
  const { currency, settings } = world.organisation;
  if (code === currency.code) return 1;
  if (Object.keys(settings.currencyRatios).length === 0) fail(682, 'Currency conversion is off');
  const ratio = entryOf(settings.currencyRatios, code);
  return ratio ?? fail(1102, `No conversion ratio is configured for ${code}`);
}

/** An amount times a ratio, rounded to the three decimals of amounts. */
export const converted = (amount: number, ratio: number): number => points3(amount * ratio);
