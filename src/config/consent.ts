/** What the operator should know about consent when the server starts. */
import { ConfigError } from '../lib/config-error.js';
import type { Log } from '../lib/log.js';
import type { Hosting } from './hosting.js';
import type { Config } from './server.js';
import { settingLabel } from './table.js';

/** Says once that clients which cannot ask are not held up. */
export function announceFallback(
  { confirm, confirmFallback }: Pick<Config, 'confirm' | 'confirmFallback'>,
  log: Log,
): void {
  if (confirm === 'never' || confirmFallback === 'refuse') return;
  log(
    'info',
    `Users are asked before calls that cannot be taken back. Where a client cannot ask, its host decides by the annotations of tools: set ${settingLabel('confirmFallback')} to refuse such calls instead.`,
  );
}

/** @throws ConfigError if plans are required but could not be carried out by another replica than the one that made them */
export function checkPlans(
  { requirePlan }: Pick<Config, 'requirePlan'>,
  { replicas, redisUrl }: Pick<Hosting, 'replicas' | 'redisUrl'>,
): void {
  if (!requirePlan || replicas === 1 || redisUrl !== undefined) return;
  throw new ConfigError(
    `${settingLabel('requirePlan')} is set for ${replicas} replicas, which cannot see each other's plans: set ${settingLabel('redisUrl')}.`,
  );
}
