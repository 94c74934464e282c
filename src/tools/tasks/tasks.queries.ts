/** Query parameters of Tasks that all layers share. */
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, text } from '../schemas/values.js';

/** Which task definitions to list. */
export const taskFilters = () => ({
  status: choice(['OPEN', 'IN_PROGRESS', 'CLOSED'], 'System status').optional(),
  action_type: choice(['sms', 'email', 'call', 'none'], 'none: tasks that are neither sms, email nor call').optional(),
  assoc: boolean("true gives the tasks of all the store's associates").optional(),
  assoc_id: idOf('associate', integer('Only tasks of this associate')).optional(),
  customer_id: idOf('customer', integer('Only tasks about this customer')).optional(),
  all: boolean('false covers only the calling store; default true').optional(),
  created_by: idOf('taskCreator', text("Only tasks of this creator: manager's or cashier's id")).optional(),
  created_by_type: choice(['manager', 'cashier'], 'What created_by is').optional(),
  execute_by_all: boolean('true gives tasks meant for all associates').optional(),
  customer_task: boolean('true gives tasks about customers').optional(),
  start_date: dateTime({ zone: 'organization' }, 'Created from').optional(),
  end_date: dateTime({ zone: 'organization' }, 'Created until').optional(),
  start_id: idOf('task', integer('From this task id')).optional(),
  end_id: idOf('task', integer('Up to this task id')).optional(),
  batch_size: integer('Tasks to return at most').optional(),
});
