/** Toolsets: which tools `tools/list` shows. Tools that are not listed can still be called. */
import { slug } from '../lib/slug.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { DOMAINS } from '../tools/domains.js';

/** The everyday tools, each with the reason why it is listed by default. */
export const DEFAULT_TOOLS = {
  customer_get_id: 'most tools want the customer id; people have a mobile, an email or a card',
  customer_search: 'a shopper at the counter gives half a name or number',
  customer_overview: 'the customer at a glance, instead of five calls: where most conversations begin',
  customer_lookup_get_details: 'the whole profile from a mobile, with tier and points: where a support call begins',
  customer_add: 'signing up a new member, the most common write at a till',
  customer_get_points_balance: '“how many points do I have?”',
  customer_lookup_get_points_expiry_schedule: '“when do they expire?”, straight from a mobile',
  customer_get_redemptions_v1_1: 'what a customer has spent points and coupons on; a reversal starts here',
  customer_get_transactions: 'what a customer bought, and when',
  customer_list_coupons: 'which coupons a customer holds, by mobile or id',
  points_send_validation_code_v1_1: 'the code that a redemption asks for',
  points_redeem_v1_1: 'paying with points',
  points_reverse_redemption: 'giving points back when a redemption was a mistake',
  transaction_add: 'a bill or its return: everything is earned with it',
  transaction_get: 'what is behind one bill, with its points',
  transaction_get_by_bill_number: 'the receipt in a customer’s hand',
  coupon_get_series_v1_1: 'which offers exist, and what they promise; the newer form needs ids',
  coupon_check_redeemable: 'checked before every redemption',
  coupon_issue: 'a voucher as thanks or as an apology',
  coupon_redeem: 'using a voucher at the till',
  loyalty_promotion_list: 'what a marketer has running',
  organization_get_programs: 'programs and tiers, which many arguments refer to',
} as const;

/** Toolset names that are not domains or sections. */
const SPECIAL_TOOLSETS = ['discovery', 'default', 'all', 'legacy'] as const;

/** Whether `name` is the tool's toolset, domain or section, such as `points`, `points-management`, `points-ledger`. */
export function isInDomain(name: string, { domain, toolset, section }: ToolFacts): boolean {
  // A section with the name of its domain (Points, Coupon …) stands for the whole domain.
  return name === toolset || name === slug(domain) || name === slug(section);
}

/** All names of domains and sections. */
export function listDomainNames(facts: readonly ToolFacts[]): string[] {
  const sections = facts.map(({ section }) => slug(section));
  return [...new Set([...Object.values(DOMAINS), ...Object.keys(DOMAINS).map(slug), ...sections])];
}

/** All names that `--toolsets` takes. */
export const listToolsetNames = (facts: readonly ToolFacts[]): string[] => [
  ...SPECIAL_TOOLSETS,
  ...listDomainNames(facts),
];

/**
 * Makes the predicate that tells whether the toolsets list a tool. Legacy and superseded tools are listed only by `all`
 * and by `legacy`: those of the named domains and sections, or all of them if none is named.
 */
export function createToolsetMatcher(toolsets: readonly string[]): (tool: ToolFacts) => boolean {
  if (toolsets.includes('all')) return () => true;
  const domains = toolsets.filter((name) => !(SPECIAL_TOOLSETS as readonly string[]).includes(name));
  const includesLegacy = toolsets.includes('legacy');
  const includesDefault = toolsets.includes('default');
  return (tool) => {
    if (includesDefault && tool.tool in DEFAULT_TOOLS) return true;
    const isInDomains = domains.some((name) => isInDomain(name, tool));
    const isOld = tool.legacy || tool.supersededBy !== undefined;
    return isOld ? includesLegacy && (isInDomains || domains.length === 0) : isInDomains;
  };
}
