/** Tills and stores as v2 shows them next to their records. */

import type { World } from '../../world/world.js';
import { detailsOf } from '../locations/rules.js';
import type { Locale } from '../locations/state.js';
import type { Till } from './state.js';

/** Ids of the platform's own lists, which are the same for all organizations. English is the only language here. */
const TIME_ZONE_IDS: Readonly<Record<string, number>> = {
  'Asia/Kolkata': 191,
  'Asia/Singapore': 202,
  'Asia/Dubai': 178,
};
const CURRENCY_IDS: Readonly<Record<string, number>> = { INR: 95, SGD: 144, AED: 2 };
const ENGLISH = 148;

const nameOf = (type: 'currency' | 'language', code: string): string =>
  new Intl.DisplayNames(['en'], { type }).of(code) ?? code;

export const currencyName = (code: string): string => nameOf('currency', code);

/** `English` for `en-IN`. */
export const languageName = (locale: string): string => nameOf('language', locale.split('-')[0] ?? locale);

export const currencySymbol = (code: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? code;

/** The ids of a place's time zone, currency and language. */
export const platformIds = ({ timezone, currency }: Pick<Locale, 'timezone' | 'currency'>) => ({
  timeZoneId: TIME_ZONE_IDS[timezone] ?? 0,
  currencyId: CURRENCY_IDS[currency] ?? 0,
  languageId: ENGLISH,
});

/** A locale, in which ids of the platform's lists take the place of what is in `otherwise`. Unknown ones count as absent. */
export function localeOfIds(ids: { timeZoneId?: number; currencyId?: number }, otherwise: Locale): Locale {
  const nameOfId = (names: Readonly<Record<string, number>>, id: number | undefined): string | undefined =>
    Object.keys(names).find((name) => names[name] === id);
  return {
    language: otherwise.language,
    timezone: nameOfId(TIME_ZONE_IDS, ids.timeZoneId) ?? otherwise.timezone,
    currency: nameOfId(CURRENCY_IDS, ids.currencyId) ?? otherwise.currency,
  };
}

/** A till with all fields that v2 shows. */
export function tillDetails(world: World, tillId: number) {
  const till = world.tills[tillId];
  const details = till && detailsOf(world, { type: 'TILL', entity: till });
  return {
    id: tillId,
    code: till?.code ?? '',
    description: details?.description ?? '',
    name: till?.name ?? '',
    type: 'TILL',
    referenceId: -1,
    adminType: details?.isAdmin ? 'ADMIN' : 'GENERAL',
    isActive: till?.active ?? false,
    isOuEnabled: false,
    ...(details && platformIds(details)),
    default: details?.isDefault ?? false,
  };
}

/** The same with its custom fields, as both look-ups show it. */
export const toTillJson = (world: World, till: Till) => ({
  ...tillDetails(world, till.id),
  customField: Object.entries(detailsOf(world, { type: 'TILL', entity: till }).customFields).map(([name, value]) => ({
    name,
    value,
  })),
});

/** A store: `{id, code, description, name, type, isActive}`. */
export function toStoreSummaryJson(world: World, storeId: number) {
  const store = world.stores[storeId];
  return {
    id: storeId,
    code: store?.code ?? '',
    description: store?.description ?? '',
    name: store?.name ?? '',
    type: 'STORE',
    isActive: store?.active ?? false,
  };
}

/** A store with all fields that v2 shows. */
export function storeDetails(world: World, storeId: number) {
  const entity = world.stores[storeId];
  const details = entity && detailsOf(world, { type: 'STORE', entity });
  return {
    ...toStoreSummaryJson(world, storeId),
    description: details?.description ?? '',
    referenceId: -1,
    adminType: 'GENERAL',
    isOuEnabled: false,
    ...(details && platformIds(details)),
    default: false,
  };
}

/** v1.1's store or till: `{code, name}`. */
export const codeAndName = (unit: { code: string; name: string } | undefined): { code: string; name: string } => ({
  code: unit?.code ?? '',
  name: unit?.name ?? '',
});
