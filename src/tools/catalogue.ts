/** All definitions, indexed by tool name. The only file that lists every section. */
import { activitySessions } from './activity-sessions/activity-sessions.js';
import { badges } from './badges/badges.js';
import { cardBeyond } from './beyond/card.js';
import { rewardCatalogBeyond } from './beyond/reward-catalog.js';
import { targetGroupBeyond } from './beyond/target-group.js';
import { card } from './card/card.js';
import { communications } from './communications/communications.js';
import { communicationsLegacy } from './communications/communications.legacy.js';
import { coupon } from './coupon/coupon.js';
import { couponLegacy } from './coupon/coupon.legacy.js';
import { couponUpload } from './coupon/upload.js';
import { customFields } from './custom-fields/custom-fields.js';
import { customer } from './customer/customer.js';
import { customerLegacyActivity } from './customer/customer.legacy.activity.js';
import { customerLegacy } from './customer/customer.legacy.js';
import { customerLoyalty } from './customer/customer.loyalty.js';
import { customerLabels } from './customer/labels.js';
import { lookup } from './customer/lookup.js';
import { referral } from './customer/referral.js';
import { userAuthentication } from './customer/user-authentication.js';
import type { Definition } from './define.js';
import { eventLogs } from './events/event-logs.js';
import { events } from './events/events.js';
import { leads } from './leads/leads.js';
import { partnerProgram } from './leads/partner-program.js';
import { locations } from './locations/locations.js';
import { company } from './organization/company.js';
import { organization } from './organization/organization.js';
import { organizationLegacy } from './organization/organization.legacy.js';
import { otp } from './otp/otp.js';
import { pointsLedger } from './points/ledger.js';
import { points } from './points/points.js';
import { pointsLegacy } from './points/points.legacy.js';
import { productLabels } from './product/labels.js';
import { productAttributes } from './product/product.attributes.js';
import { product } from './product/product.js';
import { productLegacy } from './product/product.legacy.js';
import { cartPromotions } from './promotions/cart-promotions.js';
import { loyaltyPromotions } from './promotions/loyalty-promotions.js';
import { loyaltyPromotionsLegacy } from './promotions/loyalty-promotions-legacy.js';
import { piiDeletion } from './requests/pii-deletion.js';
import { requests } from './requests/requests.js';
import { requestsLegacy } from './requests/requests.legacy.js';
import { rewardCatalog } from './rewards/reward-catalog.js';
import { globalSearch } from './search-simulation/global-search.js';
import { simulation } from './search-simulation/simulation.js';
import { staff } from './store/staff.js';
import { storeLegacy } from './store/store.legacy.js';
import { survey } from './survey/survey.js';
import { targetGroup } from './targets/target-group.js';
import { tasks } from './tasks/tasks.js';
import { tasksLegacy } from './tasks/tasks.legacy.js';
import { transactionRejection } from './transaction/rejection.js';
import { transaction } from './transaction/transaction.js';
import { transactionLegacy } from './transaction/transaction.legacy.js';
import { userGroup } from './user-group/user-group.js';

const SECTIONS = [
  activitySessions,
  badges,
  card,
  cardBeyond,
  communicationsLegacy,
  communications,
  couponLegacy,
  coupon,
  couponUpload,
  customFields,
  customerLegacyActivity,
  customerLegacy,
  customerLoyalty,
  customer,
  customerLabels,
  lookup,
  referral,
  userAuthentication,
  eventLogs,
  events,
  leads,
  partnerProgram,
  locations,
  company,
  organizationLegacy,
  organization,
  otp,
  pointsLedger,
  pointsLegacy,
  points,
  productLabels,
  productLegacy,
  product,
  productAttributes,
  cartPromotions,
  loyaltyPromotionsLegacy,
  loyaltyPromotions,
  piiDeletion,
  requestsLegacy,
  requests,
  rewardCatalog,
  rewardCatalogBeyond,
  globalSearch,
  simulation,
  staff,
  storeLegacy,
  survey,
  targetGroup,
  targetGroupBeyond,
  tasksLegacy,
  tasks,
  transactionRejection,
  transactionLegacy,
  transaction,
  userGroup,
] as const;

export const definitions: readonly Definition[] = SECTIONS.flatMap((section) => section.definitions);

const byTool: ReadonlyMap<string, Definition> = new Map(definitions.map((definition) => [definition.tool, definition]));

/** The definition of a tool; undefined if no tool has this name. */
export const findDefinition = (tool: string): Definition | undefined => byTool.get(tool);
