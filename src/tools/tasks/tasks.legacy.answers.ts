/** What the InTouch calls on tasks answer. */
import type { z } from 'zod';
import { lazy } from '../../lib/lazy.js';
import { inTouchAnswer, itemStatus, listOrOne, open } from '../schemas/answer.js';
import { freeText, idOf, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { text } from '../schemas/values.js';
import { taskLog, taskMembers, taskMetadata, taskStatus } from './tasks.entities.js';

const reminder = lazy(() =>
  open({
    id: text(),
    task_id: idOf('task', text()),
    created_by: idOf('associate', text()),
    remindee_id: idOf('associate', text()),
    time: dateTime({ zone: 'organization' }),
    template: freeText(),
    /** As sent, if it was. */
    local_id: text(),
    item_status: itemStatus(),
  }),
);

/** What one person has to do for a task. */
const entry = lazy(() =>
  open({
    entry_id: idOf('taskEntry', text()),
    customer_id: idOf('customer', text()),
    associate_id: idOf('associate', text()),
    associate_name: personName(),
    store_id: idOf('store', text()),
    status: text(),
    type: text(),
  }),
);

const addedTask = lazy(() =>
  open({
    ...taskMembers(),
    /** As sent, if it was. */
    local_id: text(),
    expiry_date: date(),
    tags: text(),
    entries: open({ entry: listOrOne(entry()) }),
    reminders: open({ reminder: listOrOne(reminder()) }),
    item_status: itemStatus(),
  }),
);

const updatedTask = lazy(() =>
  open({
    id: idOf('task', text()),
    entry_id: idOf('taskEntry', text()),
    customer_id: idOf('customer', text()),
    associate_id: idOf('associate', text()),
    status: text(),
    title: text(),
    body: freeText(),
    start_date: date(),
    end_date: date(),
    expiry_date: date(),
    action_type: text(),
    action_template: freeText(),
    executable_by_ids: text(),
    tags: text(),
    item_status: itemStatus(),
  }),
);

const answering = <T extends Record<string, z.core.$ZodType>>(tasks: T) => inTouchAnswer({ tasks: open(tasks) });

export const taskAddAnswer = () => answering({ task: listOrOne(addedTask()) });

export const taskUpdateAnswer = () => answering({ task: listOrOne(updatedTask()) });

export const taskGetMetadataAnswer = () => answering({ task: listOrOne(taskMetadata()) });

export const taskGetLogsAnswer = () => answering({ task: listOrOne(open({ log: listOrOne(taskLog()) })) });

/** The answer of both calls on statuses. */
export const taskStatuses = lazy(() => answering({ task_statuses: open({ status: listOrOne(taskStatus()) }) }));

/** The answer of both calls on reminders. */
export const taskReminders = lazy(() => answering({ reminders: open({ reminder: listOrOne(reminder()) }) }));
