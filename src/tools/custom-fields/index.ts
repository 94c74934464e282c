/** The sections of this domain. */
import { customFields } from './custom-fields.js';

export const customFieldsSections = [customFields];
