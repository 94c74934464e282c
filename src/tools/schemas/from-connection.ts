/** Parameters whose value the connection may know, so that a call can leave them out. */
import { z } from 'zod';

/**
 * What the connection may know:
 * - `source`: the channel that holds customer profiles
 * - `tillCode`, `tillId`: the till of the credentials; its code is its user name
 * - `programId`: the loyalty program, if there is only one
 * - `organizationId`: the organization of the credentials
 * - `rewardBrandId`, `rewardBrandName`: the brand of the rewards catalog, if there is only one
 */
export type ConnectionValue =
  | 'source'
  | 'tillCode'
  | 'tillId'
  | 'programId'
  | 'organizationId'
  | 'rewardBrandId'
  | 'rewardBrandName';

interface Mark {
  readonly value: ConnectionValue;
  /** Whether the parameter is to be filled in, given its siblings. */
  readonly when: (siblings: Readonly<Record<string, unknown>>) => boolean;
}

/** A registry of our own, so that no JSON Schema shows it. */
const marks = z.registry<Mark>();

/**
 * Marks a parameter that a call may leave out if the connection knows its value: the call then fills it in, before
 * anything else looks at the arguments, and says so in a note. A required parameter stays required where the value is
 * not known.
 *
 * ```ts
 * username: fromConnection('tillCode', text('User name of the requesting till')),
 * ```
 *
 * @param when - whether to fill it in, given the arguments beside it; always by default
 */
export function fromConnection<T extends z.core.$ZodType>(
  value: ConnectionValue,
  schema: T,
  when: Mark['when'] = always,
): T {
  marks.add(schema, { value, when });
  return schema;
}

const always = (): boolean => true;

/** A parameter that the connection may fill in. */
export interface ConnectionParameter extends Mark {
  /** Names from the outermost argument to the parameter; `[]` stands for the elements of a list. */
  readonly path: readonly string[];
  readonly schema: z.core.$ZodType;
  readonly isRequired: boolean;
}

/** The marked parameters in a schema. */
export function connectionParametersOf(schema: z.core.$ZodType): ConnectionParameter[] {
  const found: ConnectionParameter[] = [];
  visit(schema, { path: [], isRequired: true }, found);
  return found;
}

function visit(
  schema: z.core.$ZodType,
  place: Pick<ConnectionParameter, 'path' | 'isRequired'>,
  found: ConnectionParameter[],
): void {
  const mark = marks.get(schema);
  const inner = (name: string) => ({ path: [...place.path, name], isRequired: true });
  if (mark) found.push({ ...mark, ...place, schema });
  else if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    visit(schema.unwrap(), { ...place, isRequired: false }, found);
  } else if (schema instanceof z.ZodPipe) visit(schema.out, place, found);
  else if (schema instanceof z.ZodArray) visit(schema.element, inner('[]'), found);
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) visit(option, place, found);
  else if (schema instanceof z.ZodObject) {
    for (const [name, part] of Object.entries<z.core.$ZodType>(schema.shape)) visit(part, inner(name), found);
  }
}
