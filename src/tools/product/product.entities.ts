/** What several files of this domain answer. */
import { lazy } from '../../lib/lazy.js';
import { open } from '../schemas/answer.js';
import { integer, list, text } from '../schemas/values.js';

/** A brand, category, attribute, value or SKU that was written. `ouId` is -1 for the organization itself. */
const written = lazy(() =>
  open({ id: integer(), attributeId: integer(), ouId: integer(), ouCode: text(), code: text() }),
);

/** Why a row was not written, or what was odd about it. */
const rowProblem = lazy(() => open({ code: integer(), message: text(), entityCode: text(), ouCode: text() }));

const outcome = lazy(() => ({
  summary: open({ totalRequested: integer(), successCount: integer(), failureCount: integer() }),
  warnings: list(rowProblem()),
  errors: list(rowProblem()),
}));

/** The answer of a call that adds brands, categories, attributes, values or SKUs. */
export const addedAnswer = lazy(() => open({ created: list(written()), ...outcome() }));

/** The answer of a call that changes them. */
export const updatedAnswer = lazy(() => open({ updated: list(written()), ...outcome() }));
