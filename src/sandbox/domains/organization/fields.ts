/** The custom fields that records of the organization may have, as its own section lists them. */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customFieldsOf } from '../custom-fields/rules.js';
import type { CustomFieldDefinition } from '../custom-fields/state.js';

/** For a scope that does not exist or has no fields. */
export const NO_FIELDS = 3204;

interface Wanted {
  readonly scope?: string;
  readonly includeDisabled?: boolean;
  readonly includeDisabledAtServer?: boolean;
}

/**
 * Fields that are not disabled.
 * @throws 3204 if a scope has none
 */
export function fieldsFor(
  world: World,
  { scope, includeDisabled, includeDisabledAtServer }: Wanted,
): CustomFieldDefinition[] {
  const found = customFieldsOf(world).filter(
    (each) =>
      (scope === undefined || each.scope.toLowerCase() === scope) &&
      (each.isDisabled === 0 || includeDisabled) &&
      (each.disableAtServer === 0 || includeDisabledAtServer),
  );
  return found.length > 0 || scope === undefined ? found : fail(NO_FIELDS, 'The scope has no custom fields');
}
