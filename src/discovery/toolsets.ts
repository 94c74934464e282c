/** Toolsets: which tools `tools/list` shows. A tool that is not listed can be called all the same. */
import { slug } from '../lib/slug.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { DOMAINS } from '../tools/domains.js';

/** The everyday tools, each with the reason why it is listed without being asked for. */
export const DEFAULT_TOOLS = {
  customer_get_id: 'most tools want the customer id; people have a mobile, an email or a card',
  customer_search: 'a shopper at the counter gives half a name or number',
  customer_lookup_get_details: 'the whole profile from a mobile: where a support call begins',
  customer_add: 'signing up a new member, the till’s commonest write',
  customer_get_points_balance: '“how many points do I have?”',
  customer_get_points_expiry_schedule: '“when do they expire?”',
  customer_get_tier: '“am I Gold yet?”',
  customer_get_transactions: 'what somebody bought, and when',
  customer_list_coupons: 'which coupons somebody holds, by mobile or id',
  points_send_validation_code_v1_1: 'the code that a redemption asks for',
  points_redeem_v1_1: 'paying with points',
  points_reverse_redemption: 'giving points back when a redemption was a mistake',
  transaction_add: 'a bill, or its return: what everything is earned by',
  transaction_get_by_bill_number: 'the receipt in a customer’s hand',
  coupon_get_series_v1_1: 'which offers there are, and what they promise; the newer form wants ids',
  coupon_get: 'what a code is worth and how long it is valid',
  coupon_check_redeemable: 'asked before every redemption',
  coupon_issue: 'a voucher by way of thanks or apology',
  coupon_redeem: 'using a voucher at the till',
  coupon_reactivate: 'giving a voucher back when an order is cancelled',
  loyalty_promotion_list: 'what a marketer has running',
  organization_get_programs: 'programs and tiers, which many arguments refer to',
} as const;

/** Names beside domains and sections. */
const SPECIAL = ['discovery', 'default', 'all', 'legacy'] as const;

/** A domain by slug or by name, or a section: `points`, `points-management`, `points-ledger`. */
export function isOf(name: string, { domain, toolset, section }: ToolFacts): boolean {
  // A section named as its domain is (Points, Coupon …) stands for the whole domain.
  return name === toolset || name === slug(domain) || name === slug(section);
}

/** Every name of a domain or section. */
export function domainNames(facts: readonly ToolFacts[]): string[] {
  const sections = facts.map(({ section }) => slug(section));
  return [...new Set([...Object.values(DOMAINS), ...Object.keys(DOMAINS).map(slug), ...sections])];
}

/** Every name that `--toolsets` takes. */
export const toolsetNames = (facts: readonly ToolFacts[]): string[] => [...SPECIAL, ...domainNames(facts)];

/**
 * Which tools the toolsets list. Legacy and superseded tools only by `all`, or by `legacy`: with domains or sections
 * beside it theirs, alone all of them.
 */
export function listedBy(toolsets: readonly string[]): (tool: ToolFacts) => boolean {
  if (toolsets.includes('all')) return () => true;
  const named = toolsets.filter((name) => !(SPECIAL as readonly string[]).includes(name));
  const older = toolsets.includes('legacy');
  const everyday = toolsets.includes('default');
  return (tool) => {
    if (everyday && tool.tool in DEFAULT_TOOLS) return true;
    const inNamed = named.some((name) => isOf(name, tool));
    const old = tool.legacy || tool.supersededBy !== undefined;
    return old ? older && (inNamed || named.length === 0) : inNamed;
  };
}
