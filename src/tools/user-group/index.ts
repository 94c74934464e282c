/** The sections of this domain. */
import { userGroupBeyond } from '../beyond/user-group.js';
import { userGroup } from './user-group.js';

export const userGroupSections = [userGroup, userGroupBeyond];
