/** The file with the operator's policy, which is reloaded when it changes. */
import { isInDomain } from '../discovery/toolsets.js';
import { ConfigError } from '../lib/config-error.js';
import { type MutableObservable, type Observable, observable } from '../lib/observable.js';
import { watchFile } from '../lib/watch-file.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { parsePolicy, type WrittenPolicy } from '../safety/written-policy.js';
import { fileLabel, openForSetting } from './read.js';

/** Whether a tool, domain or section has a name. */
export const isToolOrDomain =
  (facts: readonly ToolFacts[]) =>
  (name: string): boolean =>
    facts.some((each) => each.tool === name || isInDomain(name, each));

/**
 * Opens the file. If it is changed and is then invalid, `warn` is called with the reason, and the previous policy stays.
 *
 * @param path - without it, the policy is empty
 * @throws ConfigError if the file cannot be read, is invalid, or names tools or domains that do not exist
 */
export async function openPolicyFile(
  path: string | undefined,
  facts: readonly ToolFacts[],
  warn: (message: string) => void,
): Promise<{ policy: Observable<WrittenPolicy>; close: () => void }> {
  if (path === undefined) return { policy: observable({}), close: () => {} };
  const where = fileLabel('policyFile', path);
  const read = (text: string): WrittenPolicy => parsePolicy(text, where, isToolOrDomain(facts));
  const unreadable = `${where}: could not be read.`;
  const watching = watchFile(
    path,
    (changed) => {
      try {
        policy.set(read(changed));
      } catch (error) {
        warn(`${error instanceof ConfigError ? error.message : unreadable} ${UNCHANGED}`);
      }
    },
    () => warn(`${unreadable} ${UNCHANGED}`),
  );
  const { text, stop } = await openForSetting('policyFile', watching, { path });
  let policy: MutableObservable<WrittenPolicy>;
  try {
    policy = observable(read(text));
  } catch (error) {
    stop();
    throw error;
  }
  return { policy, close: stop };
}

const UNCHANGED = 'The previous policy stays in force.';
