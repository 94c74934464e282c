/** What `install` asks on a terminal. */
import type { Readable, Writable } from 'node:stream';
import { cancel, isCancel, password, select, text } from '@clack/prompts';
import { CLUSTER_NAMES } from '../config/clusters.js';
import { SECRET_OF } from '../config/connection.js';
import { parseSettings, type SettingSource } from '../config/read.js';
import type { SettingName } from '../config/table.js';
import { HOST_NAMES, HOSTS, type HostName } from '../hosts/hosts.js';

/** The user pressed Ctrl-C. */
export class CancelledError extends Error {
  override name = 'CancelledError';
}

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

type Sources = Map<SettingName, SettingSource>;

/** The answer. @throws CancelledError */
async function answered<T>(question: Promise<T>, { output }: Terminal): Promise<Exclude<T, symbol>> {
  const answer = await question;
  if (isAnswer(answer)) return answer;
  cancel('Cancelled. Nothing was changed.', { output });
  throw new CancelledError();
}

const isAnswer = <T>(answer: T): answer is Exclude<T, symbol> => !isCancel(answer);

export const askForHost = (terminal: Terminal): Promise<HostName> =>
  answered(
    select<HostName>({
      ...terminal,
      message: 'Which host?',
      options: HOST_NAMES.map((name) => ({ value: name, label: HOSTS[name].title, hint: name })),
    }),
    terminal,
  );

/** Whether to use the sandbox. */
export const askForSandbox = (terminal: Terminal): Promise<boolean> =>
  answered(
    select({
      ...terminal,
      message: 'Which Capillary?',
      options: [
        { value: true, label: 'The embedded sandbox', hint: 'a simulated brand; needs no account' },
        { value: false, label: 'A live organization', hint: 'needs credentials' },
      ],
    }),
    terminal,
  );

/**
 * Asks for what a live connection lacks.
 *
 * @param given - what is already set
 * @param needs - whether the text of a secret is needed, rather than kept by the host or in its environment
 * @returns what was given and what was answered
 */
export async function askForConnection(
  given: ReadonlyMap<SettingName, SettingSource>,
  needs: (secret: SettingName) => boolean,
  terminal: Terminal,
): Promise<Sources> {
  const sources: Sources = new Map(given);
  const ask = async (name: SettingName, message: string): Promise<void> => {
    if (!sources.has(name)) sources.set(name, { text: await askForText(name, message, terminal) });
  };
  if (!sources.has('cluster') && !sources.has('baseUrl')) {
    const cluster = await askForCluster(terminal);
    if (cluster === '') await ask('baseUrl', 'API host, such as https://eu.api.capillarytech.com');
    else sources.set('cluster', { text: cluster });
  }
  const oauth = sources.has('clientKey') || (!sources.has('username') && (await askForOauth(terminal)));
  const name = oauth ? 'clientKey' : 'username';
  await ask(name, oauth ? 'OAuth client key' : 'Name of the till user');
  const secret = SECRET_OF[name];
  if (needs(secret) && !sources.has(secret)) {
    const message = oauth ? 'OAuth client secret' : 'Password of the till user (as it is; the server hashes it)';
    sources.set(secret, {
      text: await answered(password({ ...terminal, message, validate: validator(secret) }), terminal),
    });
  }
  if (!sources.has('readOnly') && (await askForReadOnly(terminal))) sources.set('readOnly', { text: 'true' });
  return sources;
}

const askForText = (name: SettingName, message: string, terminal: Terminal): Promise<string> =>
  answered(text({ ...terminal, message, validate: validator(name) }), terminal);

/** @returns what is wrong with an answer, by the setting's own rules */
const validator =
  (name: SettingName) =>
  (answer: string | undefined): string | undefined =>
    answer === undefined || answer.trim() === ''
      ? 'Please enter a value.'
      : parseSettings({ [name]: answer.trim() }, () => 'Not valid').problems[0];

/** @returns '' for another host */
const askForCluster = (terminal: Terminal): Promise<string> =>
  answered(
    select<string>({
      ...terminal,
      message: 'Cluster of the organization',
      options: [
        ...CLUSTER_NAMES.map((name) => ({ value: name, label: name })),
        { value: '', label: 'another host, by its URL' },
      ],
    }),
    terminal,
  );

const askForOauth = (terminal: Terminal): Promise<boolean> =>
  answered(
    select({
      ...terminal,
      message: 'Credentials',
      options: [
        { value: false, label: 'Till user and password' },
        { value: true, label: 'OAuth client key and secret' },
      ],
    }),
    terminal,
  );

const askForReadOnly = (terminal: Terminal): Promise<boolean> =>
  answered(
    select({
      ...terminal,
      message: 'What may agents do?',
      options: [
        { value: true, label: 'Only read' },
        { value: false, label: 'Read and write', hint: 'users are asked before destructive calls' },
      ],
    }),
    terminal,
  );
