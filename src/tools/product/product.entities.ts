/** What several sections of this domain answer. */
import { lazy } from '../../lib/lazy.js';
import { open } from '../schemas/answer.js';
import { integer, text } from '../schemas/values.js';

export const error = lazy(() =>
  open({
    code: integer(),
    message: text(),
    entityCode: text(),
    ouCode: text(),
  }),
);

export const created = lazy(() =>
  open({
    id: integer(),
    attributeId: integer(),
    ouId: integer(),
    ouCode: text(),
    code: text(),
  }),
);

export const summary = lazy(() =>
  open({
    totalRequested: integer(),
    successCount: integer(),
    failureCount: integer(),
  }),
);

export const updated = lazy(() =>
  open({
    id: integer(),
    ouId: integer(),
    ouCode: text(),
    code: text(),
  }),
);
