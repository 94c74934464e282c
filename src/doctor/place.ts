/** The till and the store that calls are attributed to. */
import type { CapillaryError } from '../client/errors.js';
import { settingLabel } from '../config/table.js';
import type { ConnectionFacts, PlaceFacts } from '../organization/connection-facts.js';
import type { LiveTarget } from '../organization/upstream.js';
import { type Finding, fail, ok, warn } from './finding.js';

const SET_CODE = `Set ${settingLabel('attributionCode')} to the code of a till.`;

/** @param failures - why reads failed, by the name of the tool */
export async function checkPlace(
  facts: ConnectionFacts,
  failures: ReadonlyMap<string, CapillaryError>,
  { attribution, credentials }: LiveTarget,
): Promise<Finding[]> {
  const { value: till } = await facts.till();
  const { value: store } = await facts.store();
  const where = 'value' in store ? ` of the store ${nameOf(store.value)}` : '';
  if ('value' in till && till.value.id !== undefined) {
    const found = ok('till', `the till ${nameOf(till.value)}${where}`);
    return 'value' in store ? [found] : [found, withoutStore(store.unknown)];
  }
  const failure = failures.get('organization_get_till');
  if (attribution && 'value' in till) {
    if (failure?.kind === 'permission')
      return [ok('till', `the till ${attribution.entityCode}, which these credentials may not read`)];
    return [fail('till', `the attribution code ${attribution.entityCode} is no till of this organization`, SET_CODE)];
  }
  if (attribution) return [storeOf(attribution, store)];
  const hint =
    credentials.kind === 'basic'
      ? `Use the user of a till, or name one: ${SET_CODE}`
      : `An OAuth client is no till. ${SET_CODE}`;
  const reason = 'unknown' in till ? till.unknown.replace(/\.$/, '') : 'it cannot be read';
  return [warn('till', `no till is known (${reason}); bills and points may be refused`, hint)];
}

const withoutStore = (reason: string): Finding =>
  warn(
    'store',
    `no store is known for this till (${reason.replace(/\.$/, '')})`,
    'Assign the till to a store in Capillary, or use another till.',
  );

function storeOf(
  { entityType, entityCode }: { entityType: string; entityCode: string },
  store: { value: PlaceFacts } | { unknown: string },
): Finding {
  if ('value' in store) return ok('store', `calls are attributed to the store ${nameOf(store.value)}`);
  const message = `calls are attributed to ${entityType} ${entityCode}, which cannot be read (${store.unknown.replace(/\.$/, '')})`;
  return warn('store', message, `Check ${settingLabel('attributionCode')} and ${settingLabel('attributionType')}.`);
}

function nameOf({ id, code, name }: PlaceFacts): string {
  const [shown = 'without a name', ...others] = [code, name, id === undefined ? undefined : `id ${id}`].filter(
    (each) => each !== undefined,
  );
  return others.length > 0 ? `${shown} (${others.join(', ')})` : shown;
}
