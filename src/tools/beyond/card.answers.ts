/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

const cardSeries = lazy(() => ({
  id: idOf('cardSeries', integer()),
  code: idOf('cardSeriesCode', text()),
  name: text(),
  type: text(),
  isActive: boolean(),
  trigger: text(),
  cardExpiryEnabled: boolean(),
  expiryDays: integer(),
  maxActiveCardsPerCustomer: integer(),
  cardGenerationEnabled: boolean(),
  cardGenerationConfiguration: open({
    lastUpdatedBy: integer(),
    orgId: integer(),
    seriesId: idOf('cardSeries', integer()),
    prefix: text(),
    suffix: text(),
    length: integer(),
    method: text(),
    type: text(),
  }),
  orgUnitId: integer(),
  orgId: integer(),
  createdBy: integer(),
  createdOn: dateTime({ zone: 'offset' }),
  lastUpdateBy: integer(),
  lastUpdatedOn: dateTime({ zone: 'offset' }),
}));

export const cardListSeriesAnswer = () =>
  open({
    data: list(open(cardSeries())),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const cardCreateSeriesAnswer = () =>
  open({
    entity: idOf('cardSeries', integer()),
    warnings: list(problem()),
  });

export const cardGetSeriesAnswer = () =>
  open({
    ...cardSeries(),
    warnings: list(problem()),
  });
