/** The catalogue as an OpenAPI 3.1 document, with one operation per method and path; each names all its tools. */
import { type Definition, risk } from '../tools/define.js';
import { apiJsonSchema, type Json } from '../tools/input.js';
import { answerJsonSchema } from '../tools/output.js';
import { Components } from './openapi-components.js';

/** Its keys are in the order a reader expects. */
type Document = { [key: string]: Json };

const SERVERS: Json = [
  {
    url: 'https://{cluster}.api.capillarytech.com',
    variables: { cluster: { default: 'eu', enum: ['apac', 'apac2', 'eu', 'us'] } },
  },
];

const SECURITY_SCHEMES: Json = {
  basic: { type: 'http', scheme: 'basic', description: 'Till user, with the MD5 of the password' },
  oauth: { type: 'apiKey', in: 'header', name: 'X-CAP-API-OAUTH-TOKEN', description: 'Token of an OAuth client' },
  adminKey: { type: 'apiKey', in: 'header', name: 'X-CAP-API-AUTH-KEY' },
  adminOrganization: { type: 'apiKey', in: 'header', name: 'X-CAP-API-AUTH-ORG-ID' },
};

const SECURITY: Readonly<Record<Definition['auth'], Json>> = {
  any: [{ basic: [] }, { oauth: [] }],
  basic: [{ basic: [] }],
  oauth: [{ oauth: [] }],
  admin: [{ basic: [], adminKey: [], adminOrganization: [] }],
};

/** @param version - version of the package */
export function createOpenApiDocument(definitions: readonly Definition[], version: string): Document {
  const components = new Components(
    new Map(definitions.map((definition) => [answerJsonSchema(definition), nameOfAnswer(definition)])),
  );
  const paths = new Map<string, { template: string; methods: Map<string, Json> }>();
  for (const shared of byOperation(definitions)) {
    const [first] = shared;
    if (!first) continue;
    const shape = shapeOf(first.path);
    const path = paths.get(shape) ?? { template: first.path, methods: new Map() };
    paths.set(shape, path);
    path.methods.set(first.method.toLowerCase(), operation(shared, first, path.template, components));
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Capillary loyalty API, as capillary-mcp calls it',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: SERVERS,
    tags: [...new Set(definitions.map(({ section }) => section))].map((name) => ({ name })),
    paths: Object.fromEntries(
      [...paths.values()].map(({ template, methods }) => [`/${template}`, Object.fromEntries(methods)]),
    ),
    components: { schemas: components.schemas(), securitySchemes: SECURITY_SCHEMES },
  };
}

/** Groups definitions that share a method and path: they are one operation. */
function byOperation(definitions: readonly Definition[]): Definition[][] {
  const operations = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const key = `${definition.method} ${shapeOf(definition.path)}`;
    operations.set(key, [...(operations.get(key) ?? []), definition]);
  }
  return [...operations.values()];
}

/** OpenAPI treats paths that differ only in placeholder names as the same; the first template names the placeholders. */
const shapeOf = (path: string): string => path.replace(/\{\w+\}/g, '{}');

function operation(shared: readonly Definition[], first: Definition, template: string, components: Components): Json {
  const bodies = shared.flatMap((definition) => {
    const body = apiJsonSchema(definition).properties['body'];
    return body === undefined ? [] : [body];
  });
  return {
    operationId: first.tool,
    tags: [first.section],
    summary: first.title,
    description: shared.map(({ tool, summary }) => `${tool}: ${summary}`).join('\n\n'),
    'x-tools': shared.map(({ tool }) => tool),
    'x-risk': risk(first),
    ...(first.legacy && { deprecated: true }),
    parameters: [...pathParameters(first, template), ...otherParameters(shared)],
    ...(bodies.length > 0 && {
      requestBody: {
        required: true,
        content: { [first.contentType]: { schema: anyOf(bodies) } },
      },
    }),
    responses: {
      '200': {
        description: 'Success, or a failure reported in the body',
        content: {
          'application/json': { schema: anyOf([...new Set(shared.map(answerJsonSchema))].map(components.shorten)) },
        },
      },
    },
    security: SECURITY[first.auth],
  };
}

/** A v1 twin answers in the same form. */
const nameOfAnswer = ({ tool }: Definition): string => `${tool.replace(/_v1(_1)?$/, '')}_answer`;

const anyOf = (schemas: readonly Json[]): Json => (schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: [...schemas] });

const placeholders = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

function pathParameters(definition: Definition, template: string): Json[] {
  const { properties } = apiJsonSchema(definition);
  const own = placeholders(definition.path);
  return placeholders(template).map((name, index) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[own[index] ?? name] ?? {},
  }));
}

/** A parameter is required if every tool of the operation requires it. */
function otherParameters(shared: readonly Definition[]): Json[] {
  return (['query', 'headers'] as const).flatMap((place) => {
    const names = [...new Set(shared.flatMap((definition) => Object.keys(definition[place]())))];
    return names.map((name) => {
      const owners = shared.filter((definition) => name in definition[place]());
      const required = owners.length === shared.length && owners.every((definition) => isRequired(definition, name));
      const schema = owners[0] ? (apiJsonSchema(owners[0]).properties[name] ?? {}) : {};
      return { name, in: place === 'query' ? 'query' : 'header', required, schema };
    });
  });
}

function isRequired(definition: Definition, name: string): boolean {
  const { required } = apiJsonSchema(definition);
  return Array.isArray(required) && required.includes(name);
}
