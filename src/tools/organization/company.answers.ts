/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

export const company = lazy(() =>
  open({
    externalId: text(),
    companyId: integer(),
    name: text(),
    hierarchyDefinitionCode: text(),
    isActive: boolean(),
    parentCompany: parentCompany(),
    extendedFields: keyValues(),
    warnings: list(problem()),
  }),
);

const parentCompany = lazy(() =>
  open({
    externalId: idOf('company', text()),
    companyId: idOf('company', integer()),
    name: text(),
  }),
);

export const companyListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(company()),
    warnings: list(anything()),
    errors: list(anything()),
  });

export const companySearchByExtendedFieldAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        entityId: idOf('company', integer()),
        matchedExtendedField: open({
          fieldName: text(),
          fieldValue: text(),
        }),
        externalId: idOf('company', text()),
        name: text(),
      }),
    ),
    warnings: list(anything()),
    errors: list(anything()),
  });
