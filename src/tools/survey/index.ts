/** The sections of this domain. */
import { survey } from './survey.js';

export const surveySections = [survey];
