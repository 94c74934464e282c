/**
 * Exchange rates as v2 shows them: in rupees. The settings have them in the organization's own currency, in which bills
 * are converted.
 */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';

/** What all rates are measured in. */
const RUPEE = 'INR';

export interface CurrencyRatio {
  currencyCode: string;
  /** Rupees for one unit. */
  ratioInr: number;
}

const DECIMALS = 6;
const rounded = (ratio: number): number => Number(ratio.toFixed(DECIMALS));

/** The value of one rupee in the organization's currency; undefined if there is no rate. */
function rupee({ organisation: { currency, settings } }: World): number | undefined {
  return currency.code === RUPEE ? 1 : settings.currencyRatios[RUPEE];
}

/** The rates of all currencies of the organization but the rupee. */
export function currencyRatiosOf(world: World): CurrencyRatio[] {
  const { currency, settings } = world.organisation;
  const inRupees = rupee(world);
  if (inRupees === undefined) return [];
  return Object.entries({ [currency.code]: 1, ...settings.currencyRatios })
    .filter(([code]) => code !== RUPEE)
    .map(([currencyCode, own]) => ({ currencyCode, ratioInr: rounded(own / inRupees) }));
}

/**
 * Sets a rate. If it is that of the organization's own currency, the others keep theirs in rupees.
 * @throws 400 if the rate is not above 0, or the currency is not one of the organization
 */
export function setCurrencyRatio(world: World, { currencyCode, ratioInr }: CurrencyRatio): CurrencyRatio {
  if (!(ratioInr > 0)) fail(400, 'ratioInr must be above 0');
  const rates = new Map(currencyRatiosOf(world).map((each) => [each.currencyCode, each.ratioInr]));
  if (!rates.has(currencyCode)) {
    fail(400, `${currencyCode} is not a currency of the organization; its set-up screen adds currencies`);
  }
  rates.set(currencyCode, ratioInr);
  const { currency, settings } = world.organisation;
  const own = rates.get(currency.code) ?? 1;
  const ratios = settings.currencyRatios;
  for (const [code, inRupees] of rates) {
    if (code !== currency.code && (code === currencyCode || currencyCode === currency.code)) {
      ratios[code] = inRupees / own;
    }
  }
  if (currencyCode === currency.code) ratios[RUPEE] = 1 / own;
  return { currencyCode, ratioInr };
}
