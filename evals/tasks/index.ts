/** All tasks. A new file of tasks needs a line here. */
import type { Task } from '../task.js';
import { activitySessionTasks } from './activity-sessions.js';
import { badgeTasks } from './badges.js';
import { cardTasks } from './card.js';
import { communicationTasks } from './communications.js';
import { couponTasks } from './coupon.js';
import { customFieldTasks } from './custom-fields.js';
import { customerTasks } from './customer.js';
import { eventTasks } from './events.js';
import { leadTasks } from './leads.js';
import { locationTasks } from './locations.js';
import { organizationTasks } from './organization.js';
import { otpTasks } from './otp.js';
import { pointsTasks } from './points.js';
import { productTasks } from './product.js';
import { promotionTasks } from './promotions.js';
import { requestTasks } from './requests.js';
import { rewardTasks } from './rewards.js';
import { searchSimulationTasks } from './search-simulation.js';
import { storeTasks } from './store.js';
import { surveyTasks } from './survey.js';
import { targetTasks } from './targets.js';
import { taskTasks } from './tasks.js';
import { transactionTasks } from './transaction.js';
import { userGroupTasks } from './user-group.js';

export const TASKS: readonly Task[] = [
  ...activitySessionTasks,
  ...badgeTasks,
  ...cardTasks,
  ...communicationTasks,
  ...couponTasks,
  ...customerTasks,
  ...customFieldTasks,
  ...eventTasks,
  ...leadTasks,
  ...locationTasks,
  ...organizationTasks,
  ...otpTasks,
  ...pointsTasks,
  ...productTasks,
  ...promotionTasks,
  ...requestTasks,
  ...rewardTasks,
  ...searchSimulationTasks,
  ...storeTasks,
  ...surveyTasks,
  ...targetTasks,
  ...taskTasks,
  ...transactionTasks,
  ...userGroupTasks,
];
