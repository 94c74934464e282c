/** A policy as the operator writes it: in the policy file, or in a tenant of the tenants file. */
import { z } from 'zod';
import { ConfigError } from '../lib/config-error.js';
import { zonedTime } from '../lib/zoned-time.js';

const limit = z.number({ error: 'expected a number, or null for no limit' }).nonnegative().nullable().optional();
const HOURS = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** A policy as it is written: in a file, or in a tenant. */
export const POLICY_SCHEMA = z.strictObject({
  writes: z.enum(['allowed', 'frozen']).optional(),
  never: z.array(z.string().min(1).max(100)).max(1_000).optional(),
  hours: z.string().regex(HOURS, { error: 'expected hours such as "08:00-20:00"' }).nullable().optional(),
  timeZone: z
    .string()
    .max(100)
    .refine((zone) => zonedTime(0, zone) !== undefined, { error: 'expected a time zone such as "Asia/Kolkata"' })
    .optional(),
  points: z.strictObject({ perCall: limit, perCustomerAndDay: limit, perCallerAndDay: limit }).optional(),
  billAmount: limit,
  rows: limit,
  messagesPerHour: limit,
  askAbove: z.strictObject({ points: limit, billAmount: limit, rows: limit, messages: limit }).optional(),
  contact: z.string().min(1).max(200).optional(),
});

/** What it leaves out is as without it. */
export type WrittenPolicy = z.output<typeof POLICY_SCHEMA>;

/**
 * Reads the text of a policy file.
 *
 * @param isName - whether a tool, domain or section has this name
 * @throws ConfigError naming the field
 */
export function parsePolicy(text: string, where: string, isName: (name: string) => boolean): WrittenPolicy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigError(`${where}: not valid JSON.`);
  }
  const parsed = POLICY_SCHEMA.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${where}: ${issue?.path.join('.') || 'the policy'}: ${issue?.message}.`);
  }
  checkNames(parsed.data, where, isName);
  return parsed.data;
}

/** @throws ConfigError if `never` has a name that nothing has */
export function checkNames({ never = [] }: WrittenPolicy, where: string, isName: (name: string) => boolean): void {
  const unknown = never.find((name) => !isName(name));
  if (unknown === undefined) return;
  throw new ConfigError(`${where}: never: no tool, domain or section is named ${unknown}.`);
}
