/** Section Coupon: creating, changing and reading coupon series. */
import { couponCreateSeries, couponGetSeries, couponUpdateSeries } from '../../../tools/coupon/coupon.js';
import { couponGetSeries as couponGetSeriesInTouch } from '../../../tools/coupon/coupon.legacy.js';
import { type JsonObject, objectOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { item, TEXT_CODES } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { createSeries, seriesById, updateSeries } from './rules.js';
import { toInTouchSeriesJson, toSeriesJson } from './series-serializers.js';
import { settingsMeant } from './series-settings.js';
import type { CouponSeries } from './state.js';

/** The series in the wrapper in which it is sent. */
const sentIn = (body: unknown): JsonObject => objectOf(objectOf(body)['CouponSeriesV2']);

/** The settings that are not valid: with 400, except for the series that exclude each other. */
const SETTING_CODES = { 'body.CouponSeriesV2.mutualExclusiveSeriesIds': 756 } as const;

export const couponSeriesHandlers: Handlers = {
  ...handle(
    couponCreateSeries,
    // It is read as an empty text of a series without a message.
    { envelope: 'single', codes: SETTING_CODES, blank: ['body.CouponSeriesV2.smsTemplate'] },
    ({ world, till, body: { CouponSeriesV2: sent }, raw }) => {
      const { description, discountType, discountValue, validTillDate } = sent;
      const settings = settingsMeant(world, sent, sentIn(raw.body));
      const series = createSeries(
        world,
        { ...settings, description, discountType, discountValue, validTillDate },
        till.id,
      );
      return toSeriesJson(world, series);
    },
  ),

  ...handle(
    couponUpdateSeries,
    {
      envelope: 'single',
      codes: {
        id: 755,
        'body.CouponSeriesV2.id': 755,
        'body.CouponSeriesV2.seriesCode': { missing: 753 },
        ...SETTING_CODES,
      },
      first: ['id', 'body.CouponSeriesV2.id', 'body.CouponSeriesV2.seriesCode'],
      blank: ['body.CouponSeriesV2.smsTemplate'],
    },
    ({ world, path, body: { CouponSeriesV2: sent }, raw }) => {
      const series = seriesById(world, path.id, 755);
      if (sent.id !== undefined && sent.id !== series.id) fail(755, 'The id does not match the one in the path');
      const { otherSettings, ...settings } = settingsMeant(world, sent, sentIn(raw.body));
      const { clientHandlingType, genericCode = series.genericCode } = settings;
      if (clientHandlingType !== series.clientHandlingType || genericCode !== series.genericCode) {
        fail(400, 'clientHandlingType and genericCode of a series cannot change');
      }
      updateSeries(world, series, { ...settings, otherSettings: { ...series.otherSettings, ...otherSettings } });
      return toSeriesJson(world, series);
    },
  ),

  ...handle(couponGetSeries, { envelope: 'single', codes: { ids: 707 } }, ({ world, query: { ids }, warn }) => {
    const found = ids.flatMap((id) => world.couponSeries[id] ?? []);
    if (found.length === 0) seriesById(world, ids[0] ?? '');
    const unknown = ids.filter((id) => !world.couponSeries[id]);
    warn(unknown.map((id) => ({ code: 707, message: `Coupon series ${id} does not exist` })));
    return { entity: found.map((series) => toSeriesJson(world, series)) };
  }),

  ...handle(
    couponGetSeriesInTouch,
    { envelope: 'inTouch', codes: { id: 707, expired: { malformed: 'ignored' } }, verdicts: TEXT_CODES },
    ({ world, query: { id, expired = 'extended' } }) => {
      const isAskedFor = (series: CouponSeries): boolean =>
        expired === 'extended' || String(series.validTillDate <= now(world)) === expired;
      const ids =
        id === undefined
          ? Object.values(world.couponSeries)
              .filter(isAskedFor)
              .map((series) => series.id)
          : [id];
      const rows = ids.map((each) =>
        item({ id: String(each) }, () => ({
          fields: toInTouchSeriesJson(world, seriesById(world, each)),
          code: 700,
          message: 'Coupon series fetched successfully',
        })),
      );
      const shown = rows.map(({ fields }) => fields);
      return { rows, response: { series: { items: { item: shown.length === 1 ? shown[0] : shown } } } };
    },
  ),
};
