/** Errors of the operating system in plain words, for the person who runs the command. Loaded only when one occurs. */
import { dirname, resolve } from 'node:path';
import { defined } from './defined.js';

/** What an error was about. */
interface Subject {
  path?: string;
  address?: string;
  port?: number;
  hostname?: string;
}

type SystemError = Error & Subject & { code?: string };

/** What was attempted, where the error itself does not say. */
export interface Attempt {
  /** What was to be done with the file; reading it by default. */
  access?: 'read' | 'write';
  path?: string;
}

/** What is wrong, and what to do. */
type Explanation = readonly [what: string, advice: string];

const otherFile = 'or choose another file';
const otherPort = 'choose another port; 0 picks a free one';

function missing({ path }: Subject, access: Attempt['access']): Explanation {
  if (access === 'write') {
    const folder = path === undefined ? 'its folder' : `the folder ${dirname(resolve(path))}`;
    return [`${folder} does not exist`, 'Check the path, or create the folder'];
  }
  return [`the file${path === undefined ? '' : ` ${path}`} does not exist`, 'Check the path, or create the file'];
}

const denied = ({ path, port }: Subject, access: Attempt['access']): Explanation =>
  port === undefined
    ? [`this user may not ${access} ${path ?? 'the file'}`, `Change its permissions, ${otherFile}`]
    : [`this user may not listen on port ${port}`, `Ports below 1024 are often reserved: ${otherPort}`];

/** By the code of the error. */
const EXPLANATIONS: Readonly<Record<string, (about: Subject, access: Attempt['access']) => Explanation>> = {
  ENOENT: missing,
  ENOTDIR: ({ path = 'the path' }) => [`a part of ${path} is not a folder`, 'Check the path'],
  EISDIR: ({ path = 'the path' }) => [`${path} is a folder`, 'Name a file'],
  EACCES: denied,
  EPERM: denied,
  EROFS: ({ path = 'the file' }) => [
    `${path} is on a file system that is mounted read-only`,
    `Mount it writable, ${otherFile}`,
  ],
  ENOSPC: () => ['no space is left on the device', `Free some, ${otherFile}`],
  EMFILE: () => ['too many files are open', 'Raise the limit (ulimit -n)'],
  EADDRINUSE: ({ port, address = 'this machine' }) => [
    `port ${port} on ${address} is in use by another program`,
    `Stop that program, or ${otherPort}`,
  ],
  EADDRNOTAVAIL: ({ address = 'the address' }) => [
    `${address} is not an address of this machine`,
    'Use 127.0.0.1 for this machine only, or 0.0.0.0 for all of its networks',
  ],
  ENOTFOUND: ({ hostname = '' }) => [`the host name ${hostname} is not known to DNS`, 'Check its spelling'],
  EAI_AGAIN: ({ hostname = '' }) => [
    `the host name ${hostname} could not be looked up in DNS`,
    'Check the network, and try again',
  ],
};

/** Such as `the file x does not exist (ENOENT). Check the path, or create the file.` */
export function explainSystemError(error: Error, { access = 'read', path }: Attempt = {}): string {
  const known: SystemError = error;
  const explain = EXPLANATIONS[known.code ?? ''];
  if (!explain) return error.message;
  const { code, address, port, hostname } = known;
  const [what, advice] = explain(defined({ address, port, hostname, path: path ?? known.path }), access);
  return `${what} (${code}). ${advice}.`;
}
