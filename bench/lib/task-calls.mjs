/**
 * How an agent of each server makes the calls of a task's reference: what it reads before, and the call in the terms of
 * that server. No agent is in these figures: each reads what it needs, once, and makes no mistake.
 */
import { findOperation } from '../../evals/surfaces/generic-server.ts';
import { toListedCall } from '../../evals/surfaces/listed-call.ts';
import { FIND_TOOLS } from '../../src/discovery/meta-tools.ts';

/**
 * The calls for one call of a reference, the last of which is the call itself. A planner is for one task, as it remembers
 * what the agent has read.
 *
 * @typedef {import('./tokens.mjs').ScriptedCall} ScriptedCall
 * @typedef {(tool: string, args: Record<string, unknown>) => ScriptedCall[]} Planner
 */

/** A call that a server cannot make at all. */
export class UnsupportedCallError extends Error {
  name = 'UnsupportedCallError';
}

/**
 * This server: a tool that is not listed is found by its words first.
 *
 * @param {readonly { name: string }[]} tools - those listed
 * @param {Record<string, string>} words - what is searched for, by tool
 * @returns {Planner}
 */
export function planOurCalls(tools, words) {
  const listed = new Set(tools.map(({ name }) => name));
  const known = new Set(listed);
  return (tool, args) => {
    const call = toListedCall(listed, tool, args);
    if (!call) throw new UnsupportedCallError(`it lists neither ${tool} nor its caller`);
    const search = { tool: FIND_TOOLS, arguments: { query: words[tool] }, finds: tool };
    const searches = known.has(tool) ? [] : [search];
    known.add(tool);
    return [...searches, { tool: call[0], arguments: call[1] }];
  };
}

/**
 * The generic server with a tool for each operation. Its arguments are the parameters and the fields of the body.
 *
 * @param {readonly { name: string, httpMethod?: string, originalPath?: string }[]} tools - those listed
 * @returns {Planner}
 */
export const planGenericCalls = (tools) => (tool, args) => {
  const { method, path, parameters } = operationOf(tool);
  const listed = tools.find(({ httpMethod, originalPath }) => httpMethod === method && originalPath === path);
  if (!listed) throw new UnsupportedCallError(`it lists no ${method} ${path}`);
  return [{ tool: listed.name, arguments: { ...pick(args, parameters), ...bodyOf(args) } }];
};

/**
 * The generic server with three tools: the list of endpoints is read once, and the schema of each endpoint. It sends all
 * parameters as the query or as the body, and none in the path.
 *
 * @returns {Planner}
 */
export function planDynamicCalls() {
  const read = new Set();
  return (tool, args) => {
    const { method, path, parameters } = operationOf(tool);
    const given = parameters.filter(({ name }) => args[name] !== undefined);
    const inPath = given.find((parameter) => parameter.in === 'path');
    if (inPath) throw new UnsupportedCallError(`it puts no ${inPath.name} into a path`);
    const unsent = given.find((parameter) => parameter.in !== 'query' || method !== 'GET');
    if (unsent) throw new UnsupportedCallError(`it sends no ${unsent.in} parameter ${unsent.name} with a ${method}`);
    const list = { tool: 'list-api-endpoints', arguments: {} };
    const schema = { tool: 'get-api-endpoint-schema', arguments: { endpoint: path } };
    const reading = [...(read.size === 0 ? [list] : []), ...(read.has(path) ? [] : [schema])];
    read.add(path);
    const params = method === 'GET' ? pick(args, given) : bodyOf(args);
    return [...reading, { tool: 'invoke-api-endpoint', arguments: { endpoint: path, method, params } }];
  };
}

function operationOf(tool) {
  const operation = findOperation(tool);
  if (!operation) throw new UnsupportedCallError(`no operation of the API is ${tool}`);
  return operation;
}

/** The arguments that are parameters of the API; `fields`, for example, is none. */
const pick = (args, parameters) =>
  Object.fromEntries(parameters.flatMap(({ name }) => (args[name] === undefined ? [] : [[name, args[name]]])));

function bodyOf({ body = {} }) {
  if (Array.isArray(body)) throw new UnsupportedCallError('it sends no list as body');
  return body;
}
