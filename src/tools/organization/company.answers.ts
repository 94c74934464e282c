/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf, personalData } from '../schemas/leaf-types.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

const named = lazy(() => ({
  externalId: idOf('companyExternalId', text()),
  companyId: idOf('company', integer()),
  name: idOf('companyName', text()),
}));

/** Only a company below another one has a `parentCompany`. */
export const company = lazy(() =>
  open({
    ...named(),
    hierarchyDefinitionCode: idOf('hierarchyCode', text()),
    isActive: boolean(),
    parentCompany: open(named()),
    extendedFields: personalData(keyValues()),
    warnings: list(problem()),
  }),
);

export const companyListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(company()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const companySearchByExtendedFieldAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        entityId: idOf('company', integer()),
        matchedExtendedField: open({ fieldName: idOf('companyField', text()), fieldValue: text() }),
        externalId: idOf('companyExternalId', text()),
        name: idOf('companyName', text()),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
