/** The sections of this domain. */
import { userGroup } from './user-group.js';

export const userGroupSections = [userGroup];
