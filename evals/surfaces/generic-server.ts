/**
 * What a generic OpenAPI server makes of the same API: each operation of our own document is a tool, its parameters and
 * `body` are the arguments, and whatever the API answers is the result.
 */
import { md5 } from '../../src/lib/md5.js';
import { VERSION } from '../../src/lib/version.js';
import { createOpenApiDocument } from '../../src/presentation/openapi.js';
import type { Sandbox } from '../../src/sandbox/http/server.js';
import { definitions } from '../../src/tools/catalogue.js';
import { select } from '../select.js';
import { type ListedTool, parseJson, type Surface, type ToolAnswer } from './surface.js';

type Args = Readonly<Record<string, unknown>>;

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: object;
}

interface Operation {
  method: string;
  path: string;
  parameters: readonly Parameter[];
  tool: ListedTool;
  /** Our names of the tools that make this operation. */
  names: readonly string[];
}

let operations: Map<string, Operation> | undefined;

/** By operation id; read from the document the first time only. */
function allOperations(): Map<string, Operation> {
  operations ??= new Map(readOperations().map((operation) => [operation.tool.name, operation]));
  return operations;
}

function readOperations(): Operation[] {
  const document = createOpenApiDocument(definitions, VERSION);
  return Object.entries(document['paths'] ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => toOperation(method.toUpperCase(), path, operation)),
  );
}

const textAt = (value: unknown, selector: string): string => select(value, selector).join('');

function toOperation(method: string, path: string, operation: unknown): Operation {
  const parameters = select(operation, 'parameters.*').map(
    (parameter): Parameter => ({
      name: textAt(parameter, 'name'),
      in: toPlace(textAt(parameter, 'in')),
      required: textAt(parameter, 'required') === 'true',
      schema: toSchema(select(parameter, 'schema')[0]),
    }),
  );
  const [body] = select(operation, 'requestBody.content.*.schema');
  const required = [...parameters.filter((each) => each.required).map(({ name }) => name), ...(body ? ['body'] : [])];
  return {
    method,
    path,
    parameters,
    names: select(operation, 'x-tools.*').map(String),
    tool: {
      name: textAt(operation, 'operationId'),
      description: `${textAt(operation, 'summary')}\n${textAt(operation, 'description')}`,
      inputSchema: {
        type: 'object',
        properties: {
          ...Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
          ...(body !== undefined && { body: toSchema(body) }),
        },
        required,
      },
    },
  };
}

const toPlace = (text: string): Parameter['in'] => (text === 'path' || text === 'header' ? text : 'query');
const toSchema = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** The operation that makes the same request as one of our tools; undefined if there is none. */
export const findOperation = (tool: string): Operation | undefined =>
  [...allOperations().values()].find(({ names }) => names.includes(tool));

/** A server with every operation as a tool, whose operator has set all credentials as fixed headers. */
export function openGenericServer({ url, credentials }: Sandbox): Surface {
  const { username, password, adminKey, adminOrgId } = credentials;
  const headers = {
    authorization: `Basic ${Buffer.from(`${username}:${md5(password)}`).toString('base64')}`,
    'x-cap-api-auth-key': adminKey,
    'x-cap-api-auth-org-id': adminOrgId,
    accept: 'application/json',
  };
  return {
    instructions: '',
    tools: async () => [...allOperations().values()].map(({ tool }) => tool),
    call: (tool, args) => request(url, headers, allOperations().get(tool), args),
    isRead: (tool) => allOperations().get(tool)?.method === 'GET',
    close: async () => {},
  };
}

async function request(
  url: string,
  fixed: Record<string, string>,
  operation: Operation | undefined,
  args: Args,
): Promise<ToolAnswer> {
  if (!operation) return { text: 'Error: there is no such tool', json: undefined, isError: true };
  const given = (place: Parameter['in']): [string, string][] =>
    operation.parameters
      .filter((parameter) => parameter.in === place && args[parameter.name] !== undefined)
      .map(({ name }) => [name, toText(args[name])]);
  const path = given('path').reduce(
    (filled, [name, value]) => filled.replace(`{${name}}`, encodeURIComponent(value)),
    operation.path,
  );
  const query = new URLSearchParams(given('query')).toString();
  const body = args['body'] === undefined ? undefined : JSON.stringify(args['body']);
  const response = await fetch(`${url}${path}${query === '' ? '' : `?${query}`}`, {
    method: operation.method,
    headers: { ...fixed, ...Object.fromEntries(given('header')), ...(body && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return { text, json: parseJson(text), isError: !response.ok };
}

const toText = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(toText).join(',')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
