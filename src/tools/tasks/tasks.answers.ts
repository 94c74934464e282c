/** What the calls of this section answer. */

import { day, freeText, open, problem, time } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { list, text } from '../schemas/values.js';

export const taskGetLogsAnswer = () =>
  open({
    data: list(
      open({
        task_id: idOf('task', text()),
        task_status_id: idOf('taskEntry', text()),
        customer_id: idOf('customer', text()),
        associate_id: idOf('associate', text()),
        store_id: idOf('store', text()),
        updated_time: time({ zone: 'organization' }),
        new_status: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const taskGetMetadataAnswer = () =>
  open({
    data: list(
      open({
        id: idOf('task', text()),
        title: text(),
        body: freeText(),
        start_date: day(),
        end_date: day(),
        expiry_date: time({ zone: 'organization' }),
        action: open({
          type: text(),
          template: freeText(),
        }),
        task_type: text(),
        cashier_task: text(),
        customer_task: text(),
        execute_by_all: text(),
        creator: open({
          type: text(),
          id: idOf('associate', text()),
        }),
        possible_statuses: open({
          status: list(
            open({
              label: text(),
              value: text(),
            }),
          ),
        }),
        tags: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const taskUpdateStatusMappingsAnswer = () =>
  open({
    data: list(
      open({
        id: text(),
        value: text(),
        label: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const taskGetStatusMappingsAnswer = () =>
  open({
    data: list(
      open({
        id: text(),
        value: text(),
        label: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
