/** Mastra, over stdio. */
import { fileURLToPath } from 'node:url';
import { Agent } from '@mastra/core/agent';
import { MCPClient } from '@mastra/mcp';

const JOB =
  process.env.JOB ??
  'What is the balance of 919800000001? Give back the last points she spent. What is the balance now?';

// For your organization, add env: { CAPILLARY_CLUSTER: 'eu', … }. Once published: command 'npx', args ['-y', 'capillary-mcp'].
const server = { command: process.execPath, args: [fileURLToPath(new URL('../dist/cli.js', import.meta.url))] };

const client = new MCPClient({ servers: { capillary: server } });
try {
  const agent = new Agent({
    id: 'customer-service',
    name: 'Customer service',
    instructions: 'You work in the customer service of a fashion brand.',
    model: {
      id: `openai/${process.env.MODEL ?? 'gpt-5-mini'}`,
      url: process.env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
      apiKey: process.env.OPENAI_API_KEY,
    },
    tools: await client.listTools(),
  });
  const { text } = await agent.generate(JOB, { maxSteps: 10 });
  console.log(text);
} finally {
  await client.disconnect();
}
