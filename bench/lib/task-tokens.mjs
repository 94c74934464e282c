/** What tasks of evals/ cost on each server, in tokens, replayed on the sandbox and graded. */
import { startTask } from '../../evals/attempt.ts';
import { openEnvironment } from '../../evals/environment.ts';
import { play } from '../../evals/play.ts';
import { parseJson } from '../../evals/surfaces/surface.ts';
import { TASKS } from '../../evals/tasks/index.ts';
import { MEASURED_TASKS } from './measured-tasks.mjs';
import { comparedServers, OURS } from './servers.mjs';
import { StdioConnection } from './stdio-connection.mjs';
import { withToolsets } from './surfaces.mjs';
import { planDynamicCalls, planGenericCalls, planOurCalls, UnsupportedCallError } from './task-calls.mjs';
import { measureCall, tokensOfTools } from './tokens.mjs';

/** By server: how it makes the calls of a task. @type {Record<string, (tools: object[], words: object) => Function>} */
const PLANNERS = {
  [OURS]: planOurCalls,
  [`${OURS} (discovery)`]: planOurCalls,
  'openapi-mcp-server (all)': planGenericCalls,
  'openapi-mcp-server (dynamic)': planDynamicCalls,
};

/**
 * The tokens of each task on each server: of the tools listed, of the calls and of their results. Or why the server cannot
 * do it.
 *
 * @typedef {{ surface: number, calls: number, results: number, total: number } | { reason: string }} TaskTokens
 * @param {string} openApiFile - for the generic server
 * @param {readonly string[]} names - of the servers
 * @returns {Promise<Record<string, Record<string, TaskTokens>>>} by task and server
 */
export async function measureTasks(openApiFile, names = Object.keys(PLANNERS)) {
  const tasks = Object.keys(MEASURED_TASKS).map((id) => TASKS.find((task) => task.id === id));
  const measured = Object.fromEntries(tasks.map(({ id }) => [id, {}]));
  for (const brand of new Set(tasks.map((task) => task.brand))) {
    const environment = await openEnvironment(brand);
    try {
      const api = { url: environment.api.url, ...environment.api.credentials };
      const servers = comparedServers(api, openApiFile).flatMap(withToolsets);
      for (const { name, stdio } of servers.filter((server) => PLANNERS[server.name] && names.includes(server.name))) {
        const ofBrand = tasks.filter((task) => task.brand === brand);
        const tokens = await measureServer(name, stdio, ofBrand, environment);
        for (const [id, each] of Object.entries(tokens)) measured[id][name] = each;
      }
    } finally {
      await environment.close();
    }
  }
  return measured;
}

async function measureServer(name, { args, env }, tasks, environment) {
  const connection = new StdioConnection(args, env);
  try {
    await connection.initialize();
    const tools = await connection.listTools();
    const surface = tokensOfTools(tools);
    const tokens = {};
    for (const task of tasks) {
      const { calls, results, reason } = await replay(
        task,
        environment,
        connection,
        PLANNERS[name](tools, MEASURED_TASKS[task.id]),
      );
      tokens[task.id] = reason ? { reason } : { surface, calls, results, total: surface + calls + results };
    }
    return tokens;
  } finally {
    await connection.stop();
  }
}

/**
 * Plays the reference on a server, from the start of the world.
 *
 * @throws if a call fails, a search does not find its tool, or the grade is not that of the reference
 */
async function replay(task, environment, connection, plan) {
  await fetch(`${environment.api.url}/__sandbox/reset`, { method: 'POST' });
  const started = await startTask(environment, task);
  const sum = { calls: 0, results: 0 };
  const call = async (tool, args) => {
    let texts = [];
    for (const planned of plan(tool, args)) {
      const measured = await measureCall(connection, planned);
      sum.calls += measured.call;
      sum.results += measured.result;
      texts = measured.texts;
      if (planned.finds) checkFound(planned, texts.join('\n'));
    }
    return { text: texts.join('\n'), json: parseJson(texts[0] ?? ''), isError: false };
  };
  try {
    const { answer } = await play({ call }, task.reference);
    const { failures } = started.grade(answer);
    if (failures.length > 0) throw new Error(`${task.id}: ${failures.join('; ')}`);
    return sum;
  } catch (error) {
    if (error instanceof UnsupportedCallError) return { reason: error.message };
    throw error;
  }
}

/** The signature of a result is at the start of a line. */
function checkFound({ finds, arguments: { query } }, text) {
  if (text.split('\n').some((line) => line.startsWith(`${finds}(`))) return;
  throw new Error(`'${query}' does not find ${finds}`);
}
