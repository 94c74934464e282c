/** Where files are on each operating system. All of it is data, so that tests need no other machine. */
import { posix, win32 } from 'node:path';

const PLATFORMS = ['linux', 'darwin', 'win32'] as const;
type Platform = (typeof PLATFORMS)[number];

/** Where the command runs, and for whom. */
export interface Place {
  readonly platform: Platform;
  readonly home: string;
  /** The folder of the project. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** On Windows, the folders of packaged applications: the names under `%LOCALAPPDATA%\Packages`. */
  readonly packages: readonly string[];
}

/** Any other system is treated as Linux. */
export const platformOf = (platform: NodeJS.Platform): Platform =>
  PLATFORMS.find((name) => name === platform) ?? 'linux';

export const pathsOf = ({ platform }: Place): typeof posix => (platform === 'win32' ? win32 : posix);

/** A path below the home folder. */
export const inHome = (place: Place, ...path: string[]): string => pathsOf(place).join(place.home, ...path);

/** The folder in which applications keep their settings. */
export function settingsFolder(place: Place): string {
  const { platform, env } = place;
  if (platform === 'darwin') return inHome(place, 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] || inHome(place, 'AppData', 'Roaming');
  return env['XDG_CONFIG_HOME'] || inHome(place, '.config');
}

/** On Windows, the folder of data that stays on the machine. */
export const localFolder = (place: Place): string => place.env['LOCALAPPDATA'] || inHome(place, 'AppData', 'Local');
