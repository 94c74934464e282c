/** The names of the types in the declaration file. They are the same whatever is selected from the catalogue. */
import type { Json } from '../tools/input.js';
import { isSchemaNode, type SchemaNode } from './schema-node.js';
import {
  commonName,
  nameRepeatedTypes,
  type TypeGroup,
  type TypeNames,
  withoutBrackets,
  wordsOf,
} from './type-names.js';

/** The whole type of the arguments or of the answer of a tool. */
export interface WholeType {
  /** `PointsTransferAnswer`. */
  name: string;
  schema: Json;
}

/** Types with fewer characters are written out wherever they occur. */
const MIN_LENGTH = 60;

/**
 * Names every whole type, and every object and long enum that occurs several times. Types of the same structure are one
 * type. It has the name of the properties that have it, `Customer` for `customer` and for the elements of `customers`; if
 * another type has this name, what contains the property, or the tool, is named as well.
 *
 * @param keyOf - the structure of a type, without its description
 * @param reserved - names that no type gets
 */
export function nameDeclarations(
  types: readonly WholeType[],
  keyOf: (schema: SchemaNode) => string,
  reserved: ReadonlySet<string>,
): TypeNames {
  const roots = types.map(({ schema }) => schema);
  const isRoot = new Set(roots);
  const key = (schema: SchemaNode): string | undefined => {
    if (!isSchemaNode(schema['properties']) && !Array.isArray(schema['enum'])) return undefined;
    const structure = keyOf(schema);
    return structure.length < MIN_LENGTH && !isRoot.has(schema) ? undefined : structure;
  };
  const taken = new Set([...reserved, ...types.map(({ name }) => name)]);
  const names = new Map(nameRepeatedTypes(roots, key, new Map(), (groups) => nameGroups(groups, types, taken)));
  for (const { name, schema } of types) if (!names.has(schema)) names.set(schema, name);
  return names;
}

function nameGroups(groups: readonly TypeGroup[], types: readonly WholeType[], taken: Set<string>): TypeNames {
  const names = new Map<Json, string>();
  const assign = ({ schemas }: TypeGroup, name: string): void => {
    taken.add(name);
    for (const schema of schemas) names.set(schema, name);
  };
  const wholes = new Map(types.map(({ schema, name }) => [schema, name]));
  let unnamed: TypeGroup[] = [];
  for (const group of groups) {
    const whole = group.schemas.map((schema) => wholes.get(schema)).find((name) => name !== undefined);
    if (whole === undefined) unnamed.push(group);
    else assign(group, whole);
  }
  const toolOf = ({ root }: TypeGroup): string => types[root]?.name.replace(/(Arguments|Answer)$/, '') ?? '';
  const forms: ((group: TypeGroup) => string)[] = [
    nameOfProperties,
    // Where the properties have no word in common, another one may have a name that is free.
    ({ properties }) =>
      [...properties].map((each) => elementWords(each).join('')).find((name) => !taken.has(name)) ?? '',
    (group) => `${nameOfOwners(group)}${nameOfProperties(group)}`,
    (group) => `${toolOf(group)}${nameOfProperties(group)}`,
    (group) => `${toolOf(group)}${nameOfOwners(group)}${nameOfProperties(group)}`,
  ];
  for (const form of forms) {
    const claims = new Map<string, TypeGroup[]>();
    for (const group of unnamed) claims.set(form(group), [...(claims.get(form(group)) ?? []), group]);
    unnamed = [];
    for (const [name, claimants] of claims) {
      const winner = taken.has(name) || !/^[A-Z]/.test(name) ? undefined : mainClaimant(claimants);
      if (winner) assign(winner, name);
      unnamed.push(...claimants.filter((each) => each !== winner));
    }
  }
  for (const group of unnamed) {
    const name = `${toolOf(group)}${nameOfProperties(group)}`;
    let number = 2;
    while (taken.has(`${name}${number}`)) number += 1;
    assign(group, `${name}${number}`);
  }
  return names;
}

/** The type that is used more often than all others that could have the same name. */
function mainClaimant(groups: readonly TypeGroup[]): TypeGroup | undefined {
  const uses = groups.reduce((sum, { schemas }) => sum + schemas.length, 0);
  return groups.find(({ schemas }) => schemas.length * 2 > uses);
}

const nameOfProperties = ({ properties }: TypeGroup): string => commonName([...properties].map(elementWords));
const nameOfOwners = ({ owners }: TypeGroup): string => commonName([...owners].map(elementWords));

/** The words of a property; the last one is singular if the type is that of the elements of a list. */
function elementWords(property: string): string[] {
  const words = wordsOf(withoutBrackets(property)).filter((word) => word !== '');
  const last = words.at(-1);
  if (!property.endsWith('[]') || last === undefined) return words;
  return [...words.slice(0, -1), singular(last)];
}

function singular(noun: string): string {
  if (/(ss|us|is|news)$/i.test(noun)) return noun;
  if (/ies$/.test(noun)) return noun.replace(/ies$/, 'y');
  if (/(ss|x|ch|sh|us)es$/.test(noun)) return noun.slice(0, -2);
  return noun.replace(/s$/, '');
}
