/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { customField } from '../custom-fields/custom-fields.answers.js';
import { anything, freeText, open, problem } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, number, text } from '../schemas/values.js';

export const organizationGetCustomFieldsAnswer = () =>
  open({
    data: list(customField()),
    warnings: list(anything()),
    errors: list(anything()),
  });

export const organizationGetConfigValuesAnswer = () =>
  open({
    id: integer(),
    entityId: integer(),
    keyName: text(),
    value: text(),
    scope: text(),
    warnings: list(problem()),
  });

export const organizationGetTillAnswer = () =>
  open({
    id: integer(),
    code: text(),
    description: text(),
    name: text(),
    type: text(),
    referenceId: integer(),
    adminType: text(),
    isActive: boolean(),
    isOuEnabled: boolean(),
    timeZoneId: integer(),
    currencyId: idOf('currency', integer()),
    languageId: idOf('language', integer()),
    customField: list(
      open({
        name: text(),
        value: freeText(),
      }),
    ),
    default: boolean(),
    warnings: list(problem()),
  });

export const organizationGetActiveTillsAnswer = () =>
  open({
    data: list(
      open({
        id: integer(),
        code: text(),
      }),
    ),
    warnings: list(anything()),
    errors: list(anything()),
  });

const partnerProgram = lazy(() =>
  open({
    partnerProgramId: integer(),
    partnerProgramName: text(),
    partnerProgramDescription: text(),
    partnerProgramTiers: list(
      open({
        tierNumber: integer(),
        tierName: text(),
      }),
    ),
    pointsExchangeRate: number(),
    partnerProgramType: text(),
    membershipPeriodType: text(),
    membershipPeriodValue: integer(),
    tierBased: boolean(),
  }),
);

export const organizationGetProgramsAnswer = () =>
  open({
    data: list(
      open({
        programId: integer(),
        programName: text(),
        pointsToCurrencyRatio: number(),
        programDescription: text(),
        partnerPrograms: list(partnerProgram()),
        default: boolean(),
      }),
    ),
    warnings: list(anything()),
    errors: list(anything()),
  });

export const organizationAddStoreAnswer = () =>
  open({
    createdId: idOf('store', integer()),
    warnings: list(problem()),
  });
