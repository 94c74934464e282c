/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, list, text } from '../schemas/values.js';

/** How long an assignment lasts: `expiryDate` for FIXED_DATE, `unit` and `value` for RELATIVE, neither for NONE. */
const expiryConfig = lazy(() =>
  open({
    type: text(),
    expiryDate: dateTime({ zone: 'offset' }),
    unit: text(),
    value: integer(),
    roundingUnit: text(),
  }),
);

const label = lazy(() =>
  open({
    id: idOf('label', integer()),
    externalId: idOf('labelExternalId', text()),
    name: idOf('labelName', text()),
    description: text(),
    entityType: text(),
    expiryConfig: expiryConfig(),
    status: text(),
    createdOn: dateTime({ zone: 'offset' }),
    createdBy: integer(),
    lastUpdatedOn: dateTime({ zone: 'offset' }),
    lastUpdatedBy: integer(),
  }),
);

/** Which label something has, until when. */
const assigned = lazy(() => ({
  labelId: idOf('label', integer()),
  labelName: idOf('labelName', text()),
  labelExternalId: idOf('labelExternalId', text()),
  expiryDate: dateTime({ zone: 'offset' }),
}));

/** A label on a product, customer or store: which one of these follows from the label. */
const assignment = lazy(() =>
  open({ assignmentId: integer(), entityId: idOf('labelledThing', text()), ...assigned() }),
);

/** What was wrong with a row. Where rows are assignments, `labelExternalId` holds the product, customer or store. */
const rowProblem = lazy(() =>
  open({
    code: integer(),
    field: text(),
    name: text(),
    message: text(),
    labelId: idOf('label', integer()),
    labelExternalId: text(),
  }),
);

const outcome = lazy(() => ({ warnings: list(rowProblem()), errors: list(rowProblem()) }));

/** The answer of a call that writes labels. */
export const labelsWritten = lazy(() => open({ data: list(label()), ...outcome() }));

/** The answer of a call that writes assignments. */
export const assignmentsWritten = lazy(() => open({ data: list(assignment()), ...outcome() }));

export const productLabelSearchAnswer = () =>
  open({ totalCount: integer(), limit: integer(), offset: integer(), labels: list(label()) });

export const productLabelGetAssignmentsAnswer = () =>
  open({
    data: list(open({ entityId: idOf('labelledThing', text()), labels: list(open(assigned())) })),
    ...outcome(),
  });

export const productLabelSearchAssignmentsAnswer = () =>
  open({
    data: list(assignment()),
    pagination: open({ totalCount: integer(), limit: integer(), offset: integer() }),
  });

export const productLabelRemoveAssignmentsAnswer = () =>
  open({
    data: list(open({ entityId: idOf('labelledThing', text()), removedLabelIds: list(idOf('label', integer())) })),
    ...outcome(),
  });
