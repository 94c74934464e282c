/** Names for types that occur more than once in what is shown together, so that each is written once. */
import type { Json } from '../tools/input.js';
import { isSchemaNode, type SchemaNode } from './schema-node.js';

/** The name of a type, for each schema that has it. */
export type TypeNames = ReadonlyMap<Json, string>;

/** What makes two schemas the same type; undefined for types that are better written out each time. */
export type TypeKey = (schema: SchemaNode) => string | undefined;

/** A type, with all that has it. */
export interface TypeGroup {
  key: string;
  schemas: SchemaNode[];
  /** The properties that have this type; `name[]` if it is that of a list's elements. */
  properties: Set<string>;
  /** The properties that have the objects with these properties; empty for those of a root. */
  owners: Set<string>;
  /** The first root that has it. */
  root: number;
}

/**
 * Finds the types that occur at least twice in the schemas, and names each after a property that has it.
 *
 * @param rootNames - what the roots are named after, if they are such types themselves
 * @param nameGroups - gives each schema of each type its name
 */
export function nameRepeatedTypes(
  roots: readonly Json[],
  keyOf: TypeKey,
  rootNames: ReadonlyMap<Json, string> = new Map(),
  nameGroups: (groups: readonly TypeGroup[]) => TypeNames = nameByProperties,
): TypeNames {
  const groups = new Map<string, TypeGroup>();
  const keys = new Map<Json, string>();
  for (const [index, root] of roots.entries()) {
    visit(root, rootNames.get(root) ?? '', '', (schema, property, owner) => {
      const key = keyOf(schema);
      if (key === undefined) return true;
      keys.set(schema, key);
      const group = groups.get(key) ?? { key, schemas: [], properties: new Set(), owners: new Set(), root: index };
      group.schemas.push(schema);
      group.properties.add(property);
      group.owners.add(owner);
      groups.set(key, group);
      return true;
    });
  }
  const repeated = new Set([...groups.values()].filter(({ schemas }) => schemas.length > 1).map(({ key }) => key));
  // A type inside another one that has a name is written only once.
  for (let before = -1; before !== repeated.size; ) {
    before = repeated.size;
    for (const [key, count] of countWritten(roots, keys, repeated)) if (count < 2) repeated.delete(key);
  }
  return nameGroups([...groups.values()].filter(({ key }) => repeated.has(key)));
}

/** The names, each with the first schema that has it. */
export function schemasByName(names: TypeNames): [string, Json][] {
  const schemas = new Map<string, Json>();
  for (const [schema, name] of names) if (!schemas.has(name)) schemas.set(name, schema);
  return [...schemas];
}

/** How often each of the repeated types is written if each of them has a name. */
function countWritten(
  roots: readonly Json[],
  keys: ReadonlyMap<Json, string>,
  repeated: ReadonlySet<string>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const root of roots) {
    visit(root, '', '', (schema) => {
      const key = keys.get(schema);
      if (key === undefined || !repeated.has(key)) return true;
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return count === 0;
    });
  }
  return counts;
}

/**
 * `identifierName` gives `IdentifierName`; another type of a property with that name gets `IdentifierName2`. Several
 * properties give what their names have in common: `startDate` and `endDate` give `Date`.
 */
function nameByProperties(groups: readonly TypeGroup[]): TypeNames {
  const taken = new Set<string>();
  const names = new Map<Json, string>();
  for (const { schemas, properties } of groups) {
    const base = commonName([...properties].map((each) => wordsOf(withoutBrackets(each))));
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base}${number}`;
    taken.add(name);
    for (const schema of schemas) names.set(schema, name);
  }
  return names;
}

/** The last words that all names share, or else the shortest name. */
export function commonName(names: readonly (readonly string[])[]): string {
  const [shortest = []] = [...names].sort((a, b) => a.length - b.length || a.join('').length - b.join('').length);
  for (let start = 0; start < shortest.length; start += 1) {
    const words = shortest.slice(start);
    if (names.every((name) => name.slice(-words.length).join() === words.join())) return words.join('');
  }
  return shortest.join('');
}

/** `fromCustomerIdentifier` gives `From`, `Customer` and `Identifier`. */
export const wordsOf = (property: string): string[] =>
  property
    .replaceAll(/([a-z0-9])(?=[A-Z])/g, '$1 ')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));

export const withoutBrackets = (property: string): string => property.replaceAll('[]', '');

/** Visits a schema and everything in it. @param enter - whether to go on into the schema */
function visit(
  json: Json | undefined,
  property: string,
  owner: string,
  enter: (schema: SchemaNode, property: string, owner: string) => boolean,
): void {
  if (!isSchemaNode(json) || !enter(json, property, owner)) return;
  const { properties, items, additionalProperties, anyOf } = json;
  if (isSchemaNode(properties))
    for (const [name, part] of Object.entries(properties)) visit(part, name, property, enter);
  visit(items, `${property}[]`, owner, enter);
  visit(additionalProperties, `${property}[]`, owner, enter);
  if (Array.isArray(anyOf)) for (const each of anyOf) visit(each, property, owner, enter);
}
