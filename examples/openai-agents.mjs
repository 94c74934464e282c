/** OpenAI Agents SDK, over stdio. */
import { fileURLToPath } from 'node:url';
import { Agent, MCPServerStdio, run } from '@openai/agents';

const JOB =
  process.env.JOB ??
  'What is the balance of 919800000001? Give back the last points she spent. What is the balance now?';

// For your organization, add env: { CAPILLARY_CLUSTER: 'eu', … }. Once published: command 'npx', args ['-y', 'capillary-mcp'].
const server = { command: process.execPath, args: [fileURLToPath(new URL('../dist/cli.js', import.meta.url))] };

const capillary = new MCPServerStdio({ name: 'capillary', ...server });
await capillary.connect();
try {
  const agent = new Agent({
    name: 'Customer service',
    instructions: 'You work in the customer service of a fashion brand.',
    model: process.env.MODEL ?? 'gpt-5-mini',
    mcpServers: [capillary],
  });
  const { finalOutput } = await run(agent, JOB);
  console.log(finalOutput);
} finally {
  await capillary.close();
}
