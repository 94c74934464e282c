/** What parameters refer to, and which tools return its ids, codes and names. */

/** A tool that returns the value. */
export interface EntitySource {
  readonly tool: string;
  /** Where its answer has the value, as a path such as `data[].id`. */
  readonly at: string;
  /** Arguments that the tool needs to return it. */
  readonly with?: Readonly<Record<string, string>>;
}

/** One kind of value that refers to something: a store's id and its code are two. */
export interface Entity {
  /** Completes 'a …': `store`, `coupon series`. */
  readonly noun: string;
  /** The tools that return the value, best first; empty if there is none. */
  readonly foundBy: readonly EntitySource[];
  /** Where no tool returns the value, or not for everybody: where else it comes from, in a few words. */
  readonly known?: string;
  /** Whether agents know the source without being told, so that signatures on one line do not name it. */
  readonly isObvious?: true;
}

/** Names are used only inside the project. */
const ALL = {
  customer: {
    noun: 'customer',
    foundBy: [{ tool: 'customer_get_id', at: 'entity' }],
    isObvious: true,
  },
  store: {
    noun: 'store',
    foundBy: [
      {
        tool: 'organization_get_entities_v1_1',
        with: { type: 'STORE' },
        at: 'response.organization.entities.entity[].id',
      },
    ],
  },
} as const satisfies Record<string, Entity>;

export type EntityName = keyof typeof ALL;

export const ENTITIES: Readonly<Record<EntityName, Entity>> = ALL;

/** At most this many tools are named; more are no help. */
const MAX_NAMED = 2;

/** At most two sources as text: `organization_get_entities_v1_1 (type STORE) or store_list`. */
export function describeSources(sources: readonly EntitySource[]): string {
  const calls = sources.map(({ tool, with: args }) => {
    const needed = Object.entries(args ?? {}).map(([name, value]) => `${name} ${value}`);
    return needed.length === 0 ? tool : `${tool} (${needed.join(', ')})`;
  });
  return [...new Set(calls)].slice(0, MAX_NAMED).join(' or ');
}
