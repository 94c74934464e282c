/** What the operator should know about consent when the server starts. */
import type { Log } from '../lib/log.js';
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
