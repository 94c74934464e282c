/** What the calls on tasks have in common, in both versions. Numbers and flags are text. */
import { lazy } from '../../lib/lazy.js';
import { itemStatus, listOrOne, open } from '../schemas/answer.js';
import { freeText, idOf, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { text } from '../schemas/values.js';

/** A status that a task can have, by its id. */
export const taskStatus = lazy(() =>
  open({ id: idOf('taskStatus', text()), value: text(), label: text(), item_status: itemStatus() }),
);

const creator = lazy(() => open({ type: text(), id: idOf('taskCreator', text()), name: personName() }));

/** What a task is. `tags` is a bracketed list as text, not JSON. */
export const taskMembers = lazy(() => ({
  id: idOf('task', text()),
  title: text(),
  body: freeText(),
  start_date: date(),
  end_date: date(),
  action: open({ type: text(), template: freeText() }),
  cashier_task: text(),
  customer_task: text(),
  execute_by_all: text(),
  creator: creator(),
}));

export const taskMetadata = lazy(() =>
  open({
    ...taskMembers(),
    expiry_date: dateTime({ zone: 'organization' }),
    task_type: text(),
    possible_statuses: open({ status: listOrOne(taskStatus()) }),
    tags: text(),
  }),
);

/** A status that a task was given. `item_status` comes only if the task's id was wrong. */
export const taskLog = lazy(() =>
  open({
    task_id: idOf('task', text()),
    task_status_id: idOf('taskEntry', text()),
    customer_id: idOf('customer', text()),
    associate_id: idOf('associate', text()),
    store_id: idOf('store', text()),
    updated_time: dateTime({ zone: 'organization' }),
    new_status: text(),
    item_status: itemStatus(),
  }),
);
