/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { day, freeText, itemStatus, open, personName, responseStatus, time } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { list, text } from '../schemas/values.js';

const taskStatuseStatus = lazy(() =>
  open({
    id: text(),
    value: text(),
    label: text(),
    item_status: itemStatus(),
  }),
);

const reminder = lazy(() =>
  open({
    id: text(),
    task_id: idOf('task', text()),
    created_by: idOf('associate', text()),
    remindee_id: idOf('associate', text()),
    time: time({ zone: 'organization' }),
    template: freeText(),
    item_status: itemStatus(),
  }),
);

const task = lazy(() =>
  open({
    task: list(taskAddTask()),
  }),
);

const taskAddTask = lazy(() =>
  open({
    id: idOf('task', text()),
    title: text(),
    body: freeText(),
    start_date: day(),
    end_date: day(),
    action: open({
      type: text(),
      template: freeText(),
    }),
    cashier_task: text(),
    customer_task: text(),
    execute_by_all: text(),
    creator: open({
      type: text(),
      id: idOf('associate', text()),
      name: personName(),
    }),
    entries: entry(),
    reminders: open({
      reminder: list(reminder()),
    }),
    item_status: itemStatus(),
  }),
);

const entry = lazy(() =>
  open({
    entry: list(
      open({
        entry_id: idOf('taskEntry', text()),
        customer_id: idOf('customer', text()),
        associate_id: idOf('associate', text()),
        associate_name: personName(),
        store_id: idOf('store', text()),
        status: text(),
        type: text(),
      }),
    ),
  }),
);

export const taskAddAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      tasks: task(),
    }),
  });

const taskUpdateTask = lazy(() =>
  open({
    task: list(taskUpdateTask2()),
  }),
);

const taskUpdateTask2 = lazy(() =>
  open({
    id: idOf('task', text()),
    entry_id: idOf('taskEntry', text()),
    customer_id: idOf('customer', text()),
    associate_id: idOf('associate', text()),
    status: text(),
    title: text(),
    body: freeText(),
    start_date: day(),
    end_date: day(),
    expiry_date: day(),
    action_type: text(),
    action_template: freeText(),
    executable_by_ids: text(),
    tags: text(),
    item_status: itemStatus(),
  }),
);

export const taskUpdateAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      tasks: taskUpdateTask(),
    }),
  });

const taskGetMetadataTask = lazy(() =>
  open({
    task: list(taskGetMetadataTask2()),
  }),
);

const taskGetMetadataTask2 = lazy(() =>
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
      status: list(taskStatuseStatus()),
    }),
    tags: text(),
  }),
);

export const taskGetMetadataAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      tasks: taskGetMetadataTask(),
    }),
  });

const taskGetLogsTask = lazy(() =>
  open({
    task: taskGetLogsTask2(),
  }),
);

const taskGetLogsTask2 = lazy(() =>
  open({
    log: list(log()),
  }),
);

const log = lazy(() =>
  open({
    task_id: idOf('task', text()),
    task_status_id: idOf('taskEntry', text()),
    customer_id: idOf('customer', text()),
    associate_id: idOf('associate', text()),
    store_id: idOf('store', text()),
    updated_time: time({ zone: 'organization' }),
    new_status: text(),
    item_status: itemStatus(),
  }),
);

export const taskGetLogsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      tasks: taskGetLogsTask(),
    }),
  });

const taskUpdateStatusMappingsTask = lazy(() =>
  open({
    task_statuses: taskStatuse(),
  }),
);

const taskStatuse = lazy(() =>
  open({
    status: list(taskStatuseStatus()),
  }),
);

export const taskUpdateStatusMappingsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      tasks: taskUpdateStatusMappingsTask(),
    }),
  });

export const taskGetStatusMappingsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      tasks: open({
        task_statuses: open({
          status: list(taskStatuseStatus()),
        }),
      }),
    }),
  });

const taskGetRemindersTask = lazy(() =>
  open({
    reminders: open({
      reminder: list(reminder()),
    }),
  }),
);

export const taskGetRemindersAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      tasks: taskGetRemindersTask(),
    }),
  });

const taskSetRemindersTask = lazy(() =>
  open({
    reminders: taskSetRemindersReminder(),
  }),
);

const taskSetRemindersReminder = lazy(() =>
  open({
    reminder: list(reminder()),
  }),
);

export const taskSetRemindersAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      tasks: taskSetRemindersTask(),
    }),
  });
