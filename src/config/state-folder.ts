/** Where this server keeps what has to outlive it: the folder that is set, or the usual one of the user. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { FileJournals } from '../safety/journal-files.js';
import type { Journals } from '../safety/journals.js';
import type { Config } from './server.js';

/** What the folder depends on; that of this process by default. */
interface Surroundings {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  home: string;
}

const NAME = 'capillary-mcp';

export function stateFolder(
  { stateDir }: Pick<Config, 'stateDir'>,
  { env, platform, home }: Surroundings = { env: process.env, platform: process.platform, home: homedir() },
): string {
  if (stateDir !== undefined) return stateDir;
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), NAME);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME);
  return join(env['XDG_STATE_HOME'] || join(home, '.local', 'state'), NAME);
}

export const openJournals = (config: Pick<Config, 'stateDir'>): Journals =>
  new FileJournals({ folder: join(stateFolder(config), 'batches') });
