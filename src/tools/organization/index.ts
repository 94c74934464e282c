/** The sections of this domain. */
import { organizationBeyond } from '../beyond/organization.js';
import { company } from './company.js';
import { organization } from './organization.js';
import { organizationLegacy } from './organization.legacy.js';

export const organizationSections = [company, organizationLegacy, organization, organizationBeyond];
