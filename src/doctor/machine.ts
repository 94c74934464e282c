/** Node.js, and what the environment tells it. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { type Finding, fail, ok, warn } from './finding.js';

/** As package.json has it; the bundle has only the version of that file. */
const NEEDED_NODE = '20.19';

export async function checkMachine(nodeVersion: string, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const found = isAtLeast(nodeVersion, NEEDED_NODE)
    ? ok('node', `Node.js ${nodeVersion}`)
    : fail(
        'node',
        `Node.js ${nodeVersion} is too old: ${NEEDED_NODE} is needed`,
        'Install a current version from https://nodejs.org.',
      );
  const certificates = env['NODE_EXTRA_CA_CERTS'];
  return [
    found,
    ...(env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? [warn('node', UNCHECKED, SET_AUTHORITY)] : []),
    ...(certificates && !(await canRead(certificates))
      ? [
          warn(
            'node',
            `NODE_EXTRA_CA_CERTS names ${certificates}, which cannot be read, so that it has no effect`,
            SET_FILE,
          ),
        ]
      : []),
  ];
}

const UNCHECKED =
  'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off the check of all certificates, so that anybody on the way can read the credentials';
const SET_AUTHORITY = 'Unset it, and set NODE_EXTRA_CA_CERTS to the file of the authority that your network uses.';
const SET_FILE = 'Set it to the file with the certificates (PEM) of the authority that your network uses.';

const canRead = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

function isAtLeast(version: string, needed: string): boolean {
  const [found, wanted] = [version, needed].map((text) => text.split('.').map(Number));
  for (const [index, part] of (wanted ?? []).entries()) {
    const own = found?.[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
