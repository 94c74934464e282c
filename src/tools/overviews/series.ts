/** A coupon series at a glance: what it gives, how long, and how many coupons were issued and used. */
import type { Brand, SeriesData } from '../../apps/contract.js';
import { defined } from '../../lib/defined.js';
import { at, listAt, numberAt, textAt } from '../../lib/json-at.js';
import { type Compose, type Composing, CompositionRefusal } from '../composition.js';
import { dayAt, dayOf, discountOf } from './values.js';

export const composeSeries: Compose = async (call) => {
  const { args } = call;
  const id = numberAt(args, 'seriesId') ?? (await findSeries(call, textAt(args, 'name') ?? ''));
  const [answer, brand] = await Promise.all([call.read('coupon_get_series', { ids: [id] }), call.brand]);
  const [series] = listAt(answer, 'entity');
  if (series === undefined) throw new CompositionRefusal(`there is no coupon series ${id}`, HINT);
  const issued = numberAt(series, 'numIssued');
  const max = numberAt(series, 'maxCreate');
  const data: SeriesData = {
    view: 'series',
    brand,
    series: describeSeries(series, brand),
    ...defined({
      issued,
      redeemed: numberAt(series, 'numRedeemed'),
      // -1 is no limit.
      left: max !== undefined && max >= 0 && issued !== undefined ? Math.max(0, max - issued) : undefined,
    }),
  };
  const {
    view: _,
    brand: { currency },
    ...shown
  } = data;
  return { view: data, answer: { ...shown, ...defined({ currency }) } };
};

const HINT = 'coupon_get_series_v1_1 lists all series with their ids.';

/** Names that the refusal of an ambiguous one lists. */
const MAX_NAMED = 8;

/** The id of the series with a name or a code. @throws CompositionRefusal if there is none, or several */
async function findSeries({ read }: Composing, name: string): Promise<number> {
  const answer = await read('coupon_get_series_v1_1', {});
  const all = listAt(at(answer, 'response', 'series', 'items'), 'item').flatMap((each) => {
    const id = numberAt(each, 'id');
    const names = ['description', 'info', 'series_code', 'discount_code'].flatMap((key) => textAt(each, key) ?? []);
    return id === undefined ? [] : [{ id, names: names.map((each) => each.toLowerCase()), label: names[0] ?? '' }];
  });
  const wanted = name.toLowerCase();
  const exact = all.filter(({ names }) => names.includes(wanted));
  const found = exact.length > 0 ? exact : all.filter(({ names }) => names.some((each) => each.includes(wanted)));
  const [only, ...others] = found;
  if (only === undefined) throw new CompositionRefusal(`no coupon series is called '${name}'`, HINT);
  if (others.length === 0) return only.id;
  const choices = found.slice(0, MAX_NAMED).map(({ id, label }) => `${id} ${label}`);
  throw new CompositionRefusal(`${found.length} coupon series fit '${name}'`, `Pass seriesId: ${choices.join('; ')}.`);
}

function describeSeries(series: unknown, brand: Brand): SeriesData['series'] {
  const validUntil = dayAt(brand, series, 'validTillDateTime') ?? dayAt(brand, series, 'validTillDate');
  const from = dayAt(brand, series, 'redemptionValidFrom');
  const info = textAt(series, 'info');
  const name = textAt(series, 'description') ?? info;
  return defined({
    id: textAt(series, 'id'),
    name,
    code: textAt(series, 'seriesCode') ?? textAt(series, 'discountCode'),
    description: info === name ? undefined : info,
    discount: discountOf(series, brand),
    // 1970 is no day.
    validFrom: from?.startsWith('1970') ? undefined : from,
    createdOn: dayAt(brand, series, 'createdOn'),
    validUntil,
    status: statusOf(validUntil, brand),
    lastIssuedOn: dayOfEpoch(series, 'latestIssualTime', brand),
    lastRedeemedOn: dayOfEpoch(series, 'latestRedemptionTime', brand),
  });
}

function statusOf(validUntil: string | undefined, { today }: Brand): SeriesData['series']['status'] {
  if (validUntil === undefined || today === undefined) return undefined;
  return validUntil < today ? 'expired' : 'active';
}

function dayOfEpoch(series: unknown, name: string, brand: Brand): string | undefined {
  const time = numberAt(series, name);
  return time === undefined || time <= 0 ? undefined : dayOf(brand, time);
}
