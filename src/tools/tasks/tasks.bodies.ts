/** Request bodies of Tasks. */
import { idOf } from '../schemas/leaf-types.js';
import { choice, list, object, text, textOrNumber } from '../schemas/values.js';

/** One of the organization's own names for a task status. */
export const statusMapping = () =>
  object({
    id: idOf('taskStatus', textOrNumber('Mapping to rename; if absent, a new one is added')).optional(),
    value: choice(['OPEN', 'IN_PROGRESS', 'CLOSED', 'NONE'], 'System status'),
    label: text("The organization's own name for the status"),
  });

export const updateStatusMappingsBody = () => list(statusMapping());
