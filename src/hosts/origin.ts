/** Finds out where this process runs and how it was started. */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isRecord } from './entry.js';
import { type Origin, STABLE_NODES } from './launch.js';
import { localFolder, type Place, pathsOf, platformOf } from './place.js';

/** The place of this process. */
export async function findPlace(): Promise<Place> {
  const place: Place = {
    platform: platformOf(process.platform),
    home: homedir(),
    cwd: process.cwd(),
    env: process.env,
    packages: [],
  };
  if (place.platform !== 'win32') return place;
  const packages = await readdir(pathsOf(place).join(localFolder(place), 'Packages')).catch(() => []);
  return { ...place, packages };
}

/** The part of `process` that tells. */
export interface Started {
  /** The script, as it was named. */
  readonly script: string;
  readonly execPath: string;
}

/** The folders in which npx and its like keep packages for a while. */
const CACHES = /[\\/](?:_npx|dlx|dlx-[^\\/]*|bunx-[^\\/]*)[\\/]/;

export async function findOrigin({ script: named, execPath }: Started, place: Place): Promise<Origin> {
  const script = await realpath(named);
  const node = await stableNode(execPath);
  const origin = { node, script, onPath: false };
  if (!/[\\/]node_modules[\\/]/.test(script)) return { ...origin, kind: 'clone' };
  if (CACHES.test(script)) {
    const spec = await readSpec(script);
    return { ...origin, kind: 'npx', ...(spec !== undefined && { spec }) };
  }
  return { ...origin, kind: 'installed', onPath: await isOnPath(script, place) };
}

/** Node's own path, or the link to it that stays when Node is updated. */
async function stableNode(execPath: string): Promise<string> {
  const targets = await Promise.all(STABLE_NODES.map((link) => realpath(link).catch(() => undefined)));
  return STABLE_NODES.find((_, index) => targets[index] === execPath) ?? execPath;
}

/** What npx was asked for, unless that is a version of the registry. */
async function readSpec(script: string): Promise<string | undefined> {
  const folder = script.slice(0, script.search(/[\\/]node_modules[\\/]/));
  const manifest = await readJson(pathJoin(folder, 'package.json'));
  const packages = isRecord(manifest) && isRecord(manifest['_npx']) ? manifest['_npx']['packages'] : undefined;
  const spec: unknown = Array.isArray(packages) ? packages[0] : undefined;
  return typeof spec === 'string' && !/^capillary-mcp(@[\w.^~-]*)?$/.test(spec) ? spec : undefined;
}

async function isOnPath(script: string, place: Place): Promise<boolean> {
  const { delimiter, join } = pathsOf(place);
  const folders = (place.env['PATH'] ?? place.env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  // On Windows, the command is a batch file beside the package.
  const command = place.platform === 'win32' ? ['node_modules', 'capillary-mcp', 'dist', 'cli.js'] : ['capillary-mcp'];
  const found = await Promise.all(folders.map((folder) => realpath(join(folder, ...command)).catch(() => undefined)));
  return found.includes(script);
}

const pathJoin = (folder: string, name: string): string => `${folder}/${name}`;

async function readJson(path: string): Promise<unknown> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return value;
  } catch {
    return undefined;
  }
}
