/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, number, text, textOrNumber } from '../schemas/values.js';

const problems = () => ({ errors: list(problem()), warnings: list(problem()) });

const eligibility = lazy(() =>
  open({
    kpiType: text('CURRENT_POINTS, CUMULATIVE_POINTS, CUMULATIVE_PURCHASES or TRACKER_VALUE_BASED'),
    threshold: number('none in the lowest tier'),
    upgradeType: text(),
    expressionRelation: text(),
    conditions: list(
      open({
        type: text(),
        value: textOrNumber(),
        trackerName: text(),
        trackerId: integer(),
        trackerCondition: integer(),
      }),
    ),
  }),
);

const renewal = () => ({
  criteriaType: text(),
  downgradeTo: text(),
  shouldDowngrade: boolean(),
  expressionRelation: text(),
  conditions: list(anything()),
});

const validity = lazy(() =>
  open({
    periodType: text(),
    periodValue: integer(),
    unit: text(),
    startDate: dateTime({ zone: 'offset' }),
    renewal: open(renewal()),
  }),
);

const madeAndChanged = lazy(() =>
  open({
    createdBy: text(),
    createdAt: dateTime({ zone: 'offset' }),
    updatedBy: text(),
    updatedAt: dateTime({ zone: 'offset' }),
  }),
);

/** What every form of a tier has. */
const named = () => ({
  tierUniqueId: idOf('tierUniqueId', text()),
  objectId: idOf('tierDraft', text()),
  name: text(),
  description: text(),
  color: text(),
  serialNumber: integer(),
  eligibility: eligibility(),
  status: text(),
  meta: madeAndChanged(),
});

/** How long a tier lasts, as the reads show it. */
const shownRenewal = lazy(() =>
  open({
    periodType: text(),
    periodValue: textOrNumber(),
    unit: text(),
    criteriaType: text(),
    startDate: dateTime({ zone: 'offset' }),
    endDate: dateTime({ zone: 'offset' }),
  }),
);

const tierRecord = lazy(() =>
  open({
    ...named(),
    orgId: integer(),
    programId: idOf('loyaltyProgram', integer()),
    parentId: text('published version that an edit is of'),
    version: integer(),
    slabId: idOf('tier', integer('null until published')),
    validity: validity(),
    downgrade: anything(),
    engineConfig: anything(),
    comments: freeText("the reviewer's"),
  }),
);

export const tierListAnswer = () =>
  open({
    data: open({
      tiers: list(
        open({
          ...named(),
          slabId: idOf('tier', integer()),
          communicationModeConfig: open({
            upgrade: list(anything()),
            renewal: list(anything()),
            downgrade: list(anything()),
            reminders: list(anything()),
          }),
          customerCount: integer(),
          countRefreshedAt: dateTime({ zone: 'offset' }),
          origin: text(),
          tierStartDate: dateTime({ zone: 'offset' }),
          renewal: shownRenewal(),
          downgrade: open({
            target: text(),
            reevaluateOnReturn: boolean(),
            dailyEnabled: boolean(),
            conditions: list(anything()),
          }),
        }),
      ),
    }),
    ...problems(),
  });

export const tierGetAnswer = () =>
  open({
    data: list(
      open({ ...named(), slabId: idOf('tier', integer()), origin: text(), renewal: shownRenewal() }),
      'live version and draft',
    ),
    ...problems(),
  });

export const tierRecordAnswer = () => open({ data: tierRecord(), ...problems() });

export const tierListPendingAnswer = () => open({ data: list(tierRecord()), ...problems() });

export const tierDeleteAnswer = () => anything('nothing: HTTP 204');
