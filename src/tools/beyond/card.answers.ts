/** What the calls of this section answer. */

import { anything, open } from '../schemas/answer.js';
import { boolean, list, number, text } from '../schemas/values.js';

export const cardListSeriesAnswer = () =>
  open({
    data: list(
      open({
        lastUpdatedOn: text(),
        trigger: text(),
        expiryDays: number(),
        cardExpiryEnabled: boolean(),
        lastUpdateBy: number(),
        maxActiveCardsPerCustomer: number(),
        cardGenerationConfiguration: open({
          lastUpdatedBy: number(),
          orgId: number(),
          seriesId: number(),
          suffix: text(),
          prefix: text(),
          length: number(),
          method: text(),
        }),
        orgUnitId: number(),
        cardGenerationEnabled: boolean(),
        code: text(),
        createdBy: number(),
        createdOn: text(),
        name: text(),
        id: number(),
        isActive: boolean(),
        orgId: number(),
        type: text(),
      }),
    ),
    warnings: list(anything()),
    errors: list(anything()),
  });
