/** Renders the hosts as a Markdown table, for docs/hosts.md. */
import { configFile, HOST_NAMES, HOSTS, type HostName, type Scope, secretPlaces } from './hosts.js';
import type { Place } from './place.js';

/** Places with the names of folders instead of the folders of somebody. */
const PLACES: readonly Place[] = [
  { platform: 'linux', home: '~', cwd: '', env: {}, packages: [] },
  { platform: 'darwin', home: '~', cwd: '', env: {}, packages: [] },
  {
    platform: 'win32',
    home: '%USERPROFILE%',
    cwd: '',
    env: { APPDATA: '%APPDATA%', LOCALAPPDATA: '%LOCALAPPDATA%' },
    packages: [],
  },
];

export function hostsMarkdown(): string {
  return [
    '| host | your file on Linux | on macOS | on Windows | file of a project | secrets: yours | in a project |',
    '|---|---|---|---|---|---|---|',
    ...HOST_NAMES.map((name) => `| ${cellsOf(name).join(' | ')} |`),
  ].join('\n');
}

function cellsOf(name: HostName): string[] {
  const { title, source, projectFile } = HOSTS[name];
  const files = PLACES.map((place) => `\`${configFile(name, 'user', place)}\``);
  const secrets = (scope: Scope): string =>
    secretPlaces(name, scope)
      .map((place) => `\`${place}\``)
      .join(', ');
  const project = projectFile
    ? [`\`${projectFile.join('/')}\``, secrets('user'), secrets('project')]
    : ['', secrets('user'), ''];
  return [`[${title}](${source}): \`${name}\``, ...files, ...project];
}
