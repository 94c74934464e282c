/** The data scope of a call: the sandbox has one organization, with which none is connected. */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';

const NOT_CONNECTED = 310144;
/** For a scope that a call does not know. */
export const NO_SCOPE = 310141;

interface Scope {
  readonly 'DATA-SCOPE'?: string;
  readonly 'DATA-SCOPE-ORG'?: string;
}

/** @throws 310144 if the scope is not the organization's own */
export function checkScope(
  world: World,
  { 'DATA-SCOPE': kind = 'SELF', 'DATA-SCOPE-ORG': organizations }: Scope,
): void {
  const own = String(world.organisation.id);
  if (kind === 'OTHER') fail(NOT_CONNECTED, `No organization is connected with ${own}`);
  const others = (organizations ?? own).split(',').find((each) => each.trim() !== own);
  if (others !== undefined) fail(NOT_CONNECTED, `Organization ${others.trim()} is not connected with ${own}`);
}
