/** Section Coupon: creating, changing and reading coupon series. */
import { given, type JsonObject, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { inTouch } from '../../http/handler.js';
import { inTouchReply, item, type Reply, TEXT_CODES, v2Single, verdictsAs } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { createSeries, seriesById, updateSeries } from './rules.js';
import { partsOf } from './serializers.js';
import { inTouchSeries, seriesFace } from './series-serializers.js';
import { checkPresent, readSettings } from './series-settings.js';
import type { CouponSeries } from './state.js';

/** Settings that are required when creating, and each time when changing. */
const NEEDED = ['discountCode', 'anyUser', 'discountType', 'discountValue', 'clientHandlingType', 'expiryStrategyType'];

/**
 * The content of the wrapper in which every series is sent.
 * @throws 400 if the wrapper is missing
 */
function sentSeries(body: unknown): JsonObject {
  const sent = objectOf(objectOf(body)['CouponSeriesV2']);
  return Object.keys(sent).length > 0 ? sent : fail(400, 'CouponSeriesV2 is missing');
}

/** Checks what is required. `smsTemplate` may be an empty text, as it is read of a series without a message. */
function checkNeeded(sent: JsonObject, names: readonly string[]): void {
  checkPresent(sent, names);
  if (sent['smsTemplate'] !== '') checkPresent(sent, ['smsTemplate']);
}

function create({ world, body, till }: Call): Reply {
  const sent = sentSeries(body);
  checkNeeded(sent, ['description', 'validTillDate', ...NEEDED]);
  const { description, discountType, discountValue, validTillDate, ...settings } = readSettings(world, sent);
  if (!description || !discountType || discountValue === undefined || !validTillDate) {
    return fail(400, 'description, discountType, discountValue and validTillDate are required');
  }
  const series = createSeries(world, { ...settings, description, discountType, discountValue, validTillDate }, till.id);
  return v2Single(seriesFace(world, series));
}

function update({ world, path, body }: Call): Reply {
  const series = seriesById(world, path['id'] ?? '', 755);
  const sent = sentSeries(body);
  if (given(sent['id']) && numberOf(sent['id']) !== series.id) fail(755, 'The id does not match the one in the path');
  if (!given(sent['seriesCode'])) fail(753, 'seriesCode is empty');
  checkNeeded(sent, NEEDED);
  const { otherSettings, ...settings } = readSettings(world, sent);
  const { clientHandlingType, genericCode = series.genericCode } = settings;
  if (clientHandlingType !== series.clientHandlingType || genericCode !== series.genericCode) {
    fail(400, 'clientHandlingType and genericCode of a series cannot change');
  }
  updateSeries(world, series, { ...settings, otherSettings: { ...series.otherSettings, ...otherSettings } });
  return v2Single(seriesFace(world, series));
}

function get({ world, query }: Call): Reply {
  const ids = partsOf(query['ids']);
  if (ids.length === 0) fail(707, 'Give at least one series id');
  const found = ids.flatMap((id) => world.couponSeries[Number(id)] ?? []);
  if (found.length === 0) seriesById(world, ids[0] ?? '');
  const warnings = ids
    .filter((id) => !world.couponSeries[Number(id)])
    .map((id) => ({ code: 707, message: `Coupon series ${id} does not exist` }));
  return v2Single({ entity: found.map((series) => seriesFace(world, series)) }, warnings);
}

function inTouchGet({ world, query }: Call): Reply {
  const id = textOf(query['id']);
  const time = now(world);
  const expired = oneOf(['true', 'false', 'extended'], query['expired']);
  const isAskedFor = (series: CouponSeries): boolean =>
    expired === null || expired === 'extended' || String(series.validTillDate <= time) === expired;
  const ids =
    id === ''
      ? Object.values(world.couponSeries)
          .filter(isAskedFor)
          .map((series) => series.id)
      : [id];
  const items = ids.map((each) =>
    item({ id: String(each) }, () => ({
      fields: inTouchSeries(world, seriesById(world, each)),
      code: 700,
      message: 'Coupon series fetched successfully',
    })),
  );
  const rows = items.map(({ fields }) => fields);
  return verdictsAs(
    TEXT_CODES,
    inTouchReply(items, { series: { items: { item: rows.length === 1 ? rows[0] : rows } } }),
  );
}

export const couponSeriesHandlers: Handlers = {
  coupon_create_series: create,
  coupon_update_series: update,
  coupon_get_series: get,
  ...inTouch('coupon_get_series', inTouchGet),
};
