/** The inventory's 24 domains, each with its slug for `--toolsets`. */
export const DOMAINS = {
  Badges: 'badges',
  'Behavioural Events & Webhooks': 'events',
  'Card Management': 'card',
  'Communication & Subscriptions': 'communications',
  'Organisation Management': 'organization',
  'Coupon Management': 'coupon',
  'Customer Management': 'customer',
  'Product Catalogue': 'product',
  'Leads & Partner Program': 'leads',
  'OTP & Authentication': 'otp',
  'Requests & Workflows': 'requests',
  'Points Management': 'points',
  'Reward Catalog': 'rewards',
  'Staff & Store Management': 'store',
  'Target Group & Milestones': 'targets',
  Tasks: 'tasks',
  'Transaction Management': 'transaction',
  'User Group & Fleet': 'user-group',
  'Activity Sessions': 'activity-sessions',
  Promotions: 'promotions',
  'Custom Fields': 'custom-fields',
  'Global Search & Simulation': 'search-simulation',
  Locations: 'locations',
  Survey: 'survey',
} as const;

export type Domain = keyof typeof DOMAINS;

/** The short name of a domain, which is also that of its folders. */
export type DomainSlug = (typeof DOMAINS)[Domain];
