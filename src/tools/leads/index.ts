/** The sections of this domain. */
import { leads } from './leads.js';
import { partnerProgram } from './partner-program.js';

export const leadsSections = [leads, partnerProgram];
