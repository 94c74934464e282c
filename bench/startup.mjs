/**
 * Time and memory of a start, from the start of the process to the first `tools/list` answer, compared with a bare SDK
 * server. With --call: to the first tool call answered by the embedded sandbox. The servers take turns, so that they run
 * under the same conditions.
 *
 *   npm run bench [-- --runs 21]
 *   npm run bench -- --call [--beside /elsewhere/dist/cli.js]     compared with another build
 */
import { parseArgs } from 'node:util';
import { compareStarts } from './lib/measures.mjs';
import { benchFile, CLI } from './lib/processes.mjs';
import { CALL } from './lib/request.mjs';
import { startTable } from './lib/tables.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '21' },
    call: { type: 'boolean', default: false },
    beside: { type: 'string' },
  },
});
const other = values.beside ?? (values.call ? undefined : benchFile('bare-server.mjs'));
const servers = [
  ...(other === undefined ? [] : [{ name: values.beside ? 'the other build' : 'bare', start: { args: [other] } }]),
  { name: 'capillary-mcp', start: { args: [CLI] } },
];
const firstCall = async (connection) => {
  const { isError } = await connection.callTool(CALL.name, CALL.arguments);
  if (isError) throw new Error('the call failed');
};
const options = { rounds: Number(values.runs), ...(values.call && { ask: firstCall }) };
process.stdout.write(startTable(await compareStarts(servers, options)));
