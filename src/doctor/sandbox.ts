/** Whether the embedded sandbox works. Its state file is left alone. */
import { catalogue } from '../discovery/built-catalogue.js';
import { openUpstream, type UpstreamTarget } from '../organization/upstream.js';
import { type Finding, fail, ok } from './finding.js';

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
