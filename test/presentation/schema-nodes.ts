/** A JSON Schema and the schemas inside it. */
import { isSchemaNode, type SchemaNode } from '../../src/presentation/schema-node.js';
import type { Json } from '../../src/tools/input.js';

export interface PlacedNode {
  /** Such as `tool.body.rows[].id`; `|0` is the first alternative, and `{}` any other property. */
  path: string;
  /** Levels of objects and lists around this one; 1 for the root. */
  level: number;
  node: SchemaNode;
}

/** A schema and all schemas inside it. */
export function nodesOf(schema: Json | undefined, path: string, level = 1): PlacedNode[] {
  if (!isSchemaNode(schema)) return [];
  const { anyOf, items, additionalProperties } = schema;
  return [
    { path, level, node: schema },
    ...Object.entries(propertiesOf(schema)).flatMap(([name, each]) => nodesOf(each, `${path}.${name}`, level + 1)),
    ...nodesOf(items, `${path}[]`, level + 1),
    ...(Array.isArray(anyOf) ? anyOf.flatMap((each, index) => nodesOf(each, `${path}|${index}`, level)) : []),
    ...nodesOf(additionalProperties, `${path}{}`, level + 1),
  ];
}

export const propertiesOf = ({ properties }: SchemaNode): SchemaNode => (isSchemaNode(properties) ? properties : {});

export const requiredNames = ({ required }: SchemaNode): string[] =>
  Array.isArray(required) ? required.map(String) : [];
