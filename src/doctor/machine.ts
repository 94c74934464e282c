/** Node.js, and what the environment tells it. */
import { type Finding, fail, ok, warn } from './finding.js';

/** As package.json has it; the bundle has only the version of that file. */
const NEEDED_NODE = '20.19';

export function checkMachine(nodeVersion: string, env: NodeJS.ProcessEnv): Finding[] {
  const found = isAtLeast(nodeVersion, NEEDED_NODE)
    ? ok('node', `Node.js ${nodeVersion}`)
    : fail(
        'node',
        `Node.js ${nodeVersion} is too old: ${NEEDED_NODE} is needed`,
        'Install a current version from https://nodejs.org.',
      );
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return [found];
  return [
    found,
    warn(
      'node',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off the check of all certificates, so that anybody on the way can read the credentials',
      'Unset it, and set NODE_EXTRA_CA_CERTS to the file of the authority that your network uses.',
    ),
  ];
}

function isAtLeast(version: string, needed: string): boolean {
  const [found, wanted] = [version, needed].map((text) => text.split('.').map(Number));
  for (const [index, part] of (wanted ?? []).entries()) {
    const own = found?.[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
