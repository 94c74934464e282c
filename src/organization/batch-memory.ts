/** Where an organization's batches are recorded, and under which name. */
import { createHmac } from 'node:crypto';
import { canonicalJson } from '../lib/json.js';
import { type Journals, MemoryJournals } from '../safety/journals.js';
import type { BatchMemory } from '../safety/permits.js';
import type { UpstreamTarget } from './upstream.js';

/** @param options - without `journals`, batches are recorded in this process */
export async function batchMemory(
  { name = '', journals }: { name?: string; journals?: (() => Promise<Journals>) | undefined },
  target: UpstreamTarget,
): Promise<BatchMemory> {
  const isLasting = target.kind === 'capillary' || (target.kind === 'sandbox' && target.world?.state !== undefined);
  const kept = isLasting ? await journals?.() : undefined;
  return { owner: ownerOf(name, target), journals: kept ?? new MemoryJournals() };
}

/** The same in every process for the same organization and credentials, and known to nobody else. */
function ownerOf(name: string, target: UpstreamTarget): string {
  if (target.kind !== 'capillary') {
    return canonicalJson([name, target.kind, (target.kind === 'sandbox' && target.world?.state) || null]);
  }
  const { credentials, baseUrl } = target;
  const [login, secret] =
    credentials.kind === 'oauth' ? [credentials.key, credentials.secret] : [credentials.username, credentials.password];
  return createHmac('sha256', secret)
    .update(canonicalJson(['capillary-mcp batch', name, baseUrl, login]))
    .digest('base64url');
}
