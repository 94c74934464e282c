/** The modules that may give out a reward, or gave it out. */

/** `Loyalty program` and `LOYALTY_PROGRAM` are the same. */
const moduleOf = (name: string): string => name.trim().toUpperCase().replaceAll(' ', '_');

interface Owner {
  readonly type: string;
  readonly id: string;
}

/** Whether one of the owners is asked for. */
export function isOwnedBy(
  owners: readonly Owner[],
  { ownerType, ownerId }: { ownerType?: string | undefined; ownerId?: string | undefined },
): boolean {
  if (!ownerType && !ownerId) return true;
  return owners.some(
    ({ type, id }) => (!ownerType || moduleOf(type) === moduleOf(ownerType)) && (!ownerId || id === ownerId),
  );
}
