/** Defaults of all endpoints in the section Target group, and the measures of targets. */
import type { SectionDefaults } from '../define.js';

export const TARGET_GROUP: SectionDefaults = {
  domain: 'Target Group & Milestones',
  accessGroup: 'Target Loyalty',
  response: {
    codes: {
      not_found: [310011, 310017, 310018, 310019, 310149],
      conflict: [310069, 310119, 310126],
    },
    advice: { 310126: 'The customer is out already: take it as done.' },
  },
};

/** What a target can measure of bills, points and events. */
export const TARGET_MEASURES = [
  'QUANTITY',
  'SALES',
  'COUNT',
  'VISIT',
  'GROSS_SALES',
  'REGULAR_POINTS',
  'PROMOTIONAL_POINTS',
  'ALL_POINTS',
  'EXTENDED_FIELD',
  'EVENT_ATTRIBUTE',
] as const;
