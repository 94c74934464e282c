/** Whether the embedded sandbox works. Its state file is left alone. */
import { catalogue } from '../discovery/built-catalogue.js';
import { openUpstream, type UpstreamTarget } from '../organization/upstream.js';
import type { BrandName } from '../sandbox/brands/names.js';
import { type Finding, fail, ok, warn } from './finding.js';

const DEADLINE_MS = 10_000;

export async function checkSandbox({ world = {} }: Extract<UpstreamTarget, { kind: 'sandbox' }>): Promise<Finding[]> {
  const { state, ...fresh } = world;
  const target: UpstreamTarget = { kind: 'sandbox', world: fresh };
  const upstream = openUpstream({ target, deadlineMs: DEADLINE_MS });
  try {
    const { ConnectionFacts } = await import('../organization/connection-facts.js');
    const facts = new ConnectionFacts({ client: upstream.client, find: catalogue.find, target, now: Date.now });
    const { value: organization } = await facts.organization();
    if ('value' in organization) {
      return [ok('sandbox', `the embedded sandbox works: ${organization.value.name ?? 'it answers'}; nothing is real`)];
    }
    const hint = 'Something on this machine may block connections to 127.0.0.1. Otherwise report this as a bug.';
    return [fail('sandbox', `the embedded sandbox does not answer: ${organization.unknown}`, hint)];
  } finally {
    await upstream.close();
  }
}

/** Whether the sandbox could go on from a state file. The file is only read. */
export async function checkSavedState(path: string, brand: BrandName | undefined): Promise<Finding[]> {
  const [{ loadWorld, SavedWorldError }, { findUse }, { seedWorld }] = await Promise.all([
    import('../sandbox/world/saved.js'),
    import('../sandbox/world/state-lock.js'),
    import('../sandbox/brands/worlds.js'),
  ]);
  try {
    const use = await findUse(path);
    await loadWorld(path, seedWorld({ seed: 0, ...(brand !== undefined && { brand }) }));
    return use ? [warn('state', use.message, 'It may be the server that a host is running now.')] : [];
  } catch (thrown) {
    if (thrown instanceof SavedWorldError) return [fail('state', thrown.message)];
    // That it cannot be read is found where it is checked for being writable.
    return [];
  }
}
