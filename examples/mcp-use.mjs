/** mcp-use: an agent with a model of LangChain, over stdio. */
import { fileURLToPath } from 'node:url';
import { ChatOpenAI } from '@langchain/openai';
import { MCPAgent, MCPClient } from 'mcp-use';

const JOB =
  process.env.JOB ??
  'What is the balance of 919800000001? Give back the last points she spent. What is the balance now?';

// For your organization, add env: { CAPILLARY_CLUSTER: 'eu', … }. Once published: command 'npx', args ['-y', 'capillary-mcp'].
const server = { command: process.execPath, args: [fileURLToPath(new URL('../dist/cli.js', import.meta.url))] };

const client = new MCPClient({ mcpServers: { capillary: server } });
try {
  const agent = new MCPAgent({
    llm: new ChatOpenAI({ model: process.env.MODEL ?? 'gpt-5-mini' }),
    client,
    maxSteps: 10,
  });
  console.log(await agent.run({ prompt: JOB }));
} finally {
  await client.closeAllSessions();
}
