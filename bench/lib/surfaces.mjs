/** What each server shows to an agent, in tokens. */
import { OURS } from './servers.mjs';
import { StdioConnection } from './stdio-connection.mjs';
import { tokensOfTools } from './tokens.mjs';

/** This server with other toolsets than the default, in addition to the compared servers. */
const TOOLSETS = ['discovery', 'all'];

/** Starts each server once. @param servers - see servers.mjs */
export async function countTokens(servers) {
  const surfaces = {};
  for (const { name, stdio } of servers.flatMap(withToolsets)) {
    const connection = new StdioConnection(stdio.args, stdio.env);
    try {
      await connection.initialize();
      const tools = await connection.listTools();
      surfaces[name] = { tools: tools.length, tokens: tokensOfTools(tools) };
    } finally {
      await connection.stop();
    }
  }
  return { surfaces };
}

/** This server becomes one for each toolset; others stay as they are. */
export function withToolsets(server) {
  if (server.name !== OURS) return [server];
  const { args, env } = server.stdio;
  const others = TOOLSETS.map((toolset) => ({
    ...server,
    name: `${OURS} (${toolset})`,
    stdio: { args: [...args, '--toolsets', toolset], env },
  }));
  return [server, ...others];
}
