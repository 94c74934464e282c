/** The sections of this domain. */
import { customFieldsBeyond } from '../beyond/custom-fields.js';
import { customFields } from './custom-fields.js';

export const customFieldSections = [customFields, customFieldsBeyond];
