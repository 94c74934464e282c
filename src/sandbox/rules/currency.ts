/** Bills in another currency than the organisation's. */
import { entryOf } from '../arguments.js';
import { fail } from '../failure.js';
import type { World } from '../world.js';
import { points3 } from './ledger.js';

/** What one unit of a currency is worth in the organisation's own. 682 (only its own is taken), 1102 (no ratio). */
export function currencyRatio(world: World, code: string): number {
  const { currency, settings } = world.organisation;
  if (code === currency.code) return 1;
  if (Object.keys(settings.currencyRatios).length === 0) fail(682, 'Currency conversion is off');
  const ratio = entryOf(settings.currencyRatios, code);
  return ratio ?? fail(1102, `There is no conversion ratio for ${code}`);
}

/** An amount times a ratio, with the three decimals that amounts keep. */
export const converted = (amount: number, ratio: number): number => points3(amount * ratio);
