/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { customField } from '../custom-fields/custom-fields.answers.js';
import { anything, open, problem } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, list, number, text } from '../schemas/values.js';

const outcome = lazy(() => ({ warnings: list(problem()), errors: list(problem()) }));

/** A program of another brand, or a paid membership. It has no tiers if `tierBased` is false. */
const partnerProgram = lazy(() =>
  open({
    partnerProgramId: idOf('partnerProgram', integer()),
    partnerProgramName: idOf('partnerProgramName', text()),
    partnerProgramDescription: text(),
    partnerProgramTiers: list(open({ tierNumber: integer(), tierName: idOf('partnerTierName', text()) })),
    pointsExchangeRate: number(),
    partnerProgramType: text(),
    membershipPeriodType: text(),
    membershipPeriodValue: integer(),
    tierBased: boolean(),
  }),
);

const loyaltyProgram = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
    programDescription: text(),
    pointsToCurrencyRatio: number(),
    partnerPrograms: list(partnerProgram()),
    default: boolean(),
  }),
);

const till = lazy(() => ({ id: idOf('till', integer()), code: idOf('tillCode', text()) }));

export const organizationGetCustomFieldsAnswer = () => open({ data: list(customField()), ...outcome() });

/** `id` and `entityId` are 0 if `value` is the default. */
export const organizationGetConfigValuesAnswer = () =>
  open({
    id: integer('0 where the value is the default'),
    entityId: integer(),
    keyName: idOf('configKey', text()),
    value: text(),
    scope: text(),
    warnings: list(problem()),
  });

export const organizationGetTillAnswer = () =>
  open({
    ...till(),
    description: text(),
    name: text(),
    type: text(),
    referenceId: integer(),
    adminType: text(),
    isActive: boolean(),
    isOuEnabled: boolean(),
    timeZoneId: idOf('timeZone', integer()),
    currencyId: idOf('currency', integer()),
    languageId: idOf('language', integer()),
    customField: list(open({ name: idOf('fieldName', text()), value: anything() })),
    default: boolean(),
    warnings: list(problem()),
  });

/** The documentation has no sample: as a call about one till it may answer `id` and `code` at the root. */
export const organizationGetActiveTillsAnswer = () => open({ data: list(open(till())), ...till(), ...outcome() });

export const organizationGetProgramsAnswer = () => open({ data: list(loyaltyProgram()), ...outcome() });

export const organizationAddStoreAnswer = () =>
  open({ createdId: idOf('store', integer()), warnings: list(problem()) });
