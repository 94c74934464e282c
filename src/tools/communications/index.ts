/** The sections of this domain. */

import { communicationsBeyond } from '../beyond/communications.js';
import { communications } from './communications.js';
import { communicationsLegacy } from './communications.legacy.js';

export const communicationsSections = [communicationsLegacy, communications, communicationsBeyond];
