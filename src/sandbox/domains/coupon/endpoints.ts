/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { couponHandlers } from './handlers.js';
import { couponInTouchHandlers } from './in-touch-handlers.js';
import { couponIssuedHandlers } from './issued-handlers.js';
import { couponSeriesHandlers } from './series-handlers.js';
import { couponUploadHandlers } from './upload-handlers.js';

export const couponEndpoints: Handlers = {
  ...couponHandlers,
  ...couponInTouchHandlers,
  ...couponIssuedHandlers,
  ...couponSeriesHandlers,
  ...couponUploadHandlers,
};
