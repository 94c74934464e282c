/** What each server shows to an agent, and what tasks cost on it, in tokens. */
import { SCRIPTS } from '../scripts.mjs';
import { OURS } from './servers.mjs';
import { StdioConnection } from './stdio-connection.mjs';
import { tokensOfScript, tokensOfTools } from './tokens.mjs';

/** This server with other toolsets than the default, in addition to the compared servers. */
const TOOLSETS = ['discovery', 'all'];

/** Starts each server once. @param servers - see servers.mjs */
export async function countTokens(servers) {
  const surfaces = {};
  const scripts = Object.fromEntries(Object.keys(SCRIPTS).map((task) => [task, {}]));
  for (const { name, stdio } of servers.flatMap(withToolsets)) {
    const connection = new StdioConnection(stdio.args, stdio.env);
    try {
      await connection.initialize();
      const tools = await connection.listTools();
      surfaces[name] = { tools: tools.length, tokens: tokensOfTools(tools) };
      for (const [task, scriptOf] of Object.entries(SCRIPTS)) {
        if (scriptOf[name]) scripts[task][name] = await tokensOfScript(connection, scriptOf[name]);
      }
    } finally {
      await connection.stop();
    }
  }
  return { surfaces, scripts };
}

function withToolsets(server) {
  if (server.name !== OURS) return [server];
  const { args, env } = server.stdio;
  const others = TOOLSETS.map((toolset) => ({
    ...server,
    name: `${OURS} (${toolset})`,
    stdio: { args: [...args, '--toolsets', toolset], env },
  }));
  return [server, ...others];
}
