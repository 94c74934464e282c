/** Request bodies of Tasks. */
import { choice, list, object, text, textOrNumber } from '../schemas/values.js';

/** One of the organization's own names for a task status. */
export const statusMapping = () =>
  object({
    id: textOrNumber('Mapping to rename; left out, one is added').optional(),
    value: choice(['OPEN', 'IN_PROGRESS', 'CLOSED', 'NONE'], 'System status'),
    label: text("The organization's own name for it"),
  });

export const updateStatusMappingsBody = () => list(statusMapping());
