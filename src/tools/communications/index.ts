/** The sections of this domain. */

import { communications } from './communications.js';
import { communicationsLegacy } from './communications.legacy.js';

export const communicationsSections = [communicationsLegacy, communications];
