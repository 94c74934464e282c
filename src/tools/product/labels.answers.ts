/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, time } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { integer, list, text } from '../schemas/values.js';

const labelsError = lazy(() =>
  open({
    code: integer(),
    field: text(),
    name: text(),
    message: text(),
    labelId: idOf('label', integer()),
    labelExternalId: text(),
  }),
);

const labelsLabel = lazy(() =>
  open({
    id: integer(),
    externalId: text(),
    name: text(),
    description: text(),
    entityType: text(),
    expiryConfig: expiryConfig(),
    status: text(),
    createdOn: time({ zone: 'offset' }),
    createdBy: integer(),
    lastUpdatedOn: time({ zone: 'offset' }),
    lastUpdatedBy: integer(),
  }),
);

const label = lazy(() =>
  open({
    assignmentId: integer(),
    entityId: text(),
    labelId: idOf('label', integer()),
    labelName: text(),
    labelExternalId: idOf('label', text()),
    expiryDate: time({ zone: 'offset' }),
  }),
);

const expiryConfig = lazy(() =>
  open({
    type: text(),
    expiryDate: time({ zone: 'offset' }),
    unit: text(),
    value: integer(),
    roundingUnit: text(),
  }),
);

export const productLabelCreateAnswer = () =>
  open({
    data: list(labelsLabel()),
    warnings: list(anything()),
    errors: list(labelsError()),
  });

export const productLabelUpdateAnswer = () =>
  open({
    data: list(labelsLabel()),
    warnings: list(anything()),
    errors: list(labelsError()),
  });

export const productLabelSearchAnswer = () =>
  open({
    totalCount: integer(),
    limit: integer(),
    offset: integer(),
    labels: list(labelsLabel()),
  });

export const productLabelAssignAnswer = () =>
  open({
    data: list(label()),
    warnings: list(anything()),
    errors: list(labelsError()),
  });

export const productLabelGetAssignmentsAnswer = () =>
  open({
    data: list(
      open({
        entityId: text(),
        labels: list(
          open({
            labelId: idOf('label', integer()),
            labelName: text(),
            labelExternalId: idOf('label', text()),
            expiryDate: time({ zone: 'offset' }),
          }),
        ),
      }),
    ),
    errors: list(anything()),
  });

export const productLabelSearchAssignmentsAnswer = () =>
  open({
    data: list(label()),
    pagination: open({
      totalCount: integer(),
      limit: integer(),
      offset: integer(),
    }),
  });

export const productLabelUpdateAssignmentsAnswer = () =>
  open({
    data: list(label()),
    warnings: list(anything()),
    errors: list(labelsError()),
  });

export const productLabelRemoveAssignmentsAnswer = () =>
  open({
    data: list(
      open({
        entityId: text(),
        removedLabelIds: list(idOf('label', integer())),
      }),
    ),
    warnings: list(
      open({
        code: integer(),
        field: text(),
        labelExternalId: text(),
        message: text(),
      }),
    ),
    errors: list(labelsError()),
  });
