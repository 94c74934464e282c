/** Audits as the gateway shows them. */
import type { customerGetAuditLog } from '../../../tools/beyond/customer.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import type { Audit, AuditEvent } from './state.js';

/** A value that there was none of. */
const NONE = 'NA';

const toEventJson = ({ kind, field, before, after }: AuditEvent) => ({
  // The only kind whose name a sample shows.
  eventType: kind === 'Identifier' ? 'Identifiers' : kind,
  updatedField: field,
  additionalFields: { previousValue: before ?? NONE, currentValue: after ?? NONE },
  associateEntities: null,
});

export function toAuditJson(world: World, audit: Audit, withContext: boolean): RowOf<typeof customerGetAuditLog> {
  const { entityType, entityId, tillId, requestId, source, userContext, merge } = audit;
  const till = world.tills[tillId];
  const store = world.stores[till?.storeId ?? 0];
  const at = Date.parse(audit.at);
  return {
    updatedBy: tillId,
    orgId: world.organisation.id,
    entityType,
    entityId,
    createdOn: at,
    requestId,
    till: till ? { id: till.id, code: till.code, name: till.name } : null,
    store: store ? { id: store.id, code: store.code, name: store.name } : null,
    userContextDetails: withContext ? userContext : null,
    victimUserDetails: merge && { userId: merge.victimId },
    survivorUserDetails: merge && { userId: merge.survivorId },
    source,
    updatedByMode: 'API',
    autoUpdateTime: at,
    events: audit.events.map(toEventJson),
  };
}
