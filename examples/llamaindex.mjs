/** LlamaIndex, over stdio. */
import { fileURLToPath } from 'node:url';
import { openai } from '@llamaindex/openai';
import { mcp } from '@llamaindex/tools';
import { agent } from '@llamaindex/workflow';

const JOB =
  process.env.JOB ??
  'What is the balance of 919800000001? Give back the last points she spent. What is the balance now?';

// For your organization, add env: { CAPILLARY_CLUSTER: 'eu', … }. Once published: command 'npx', args ['-y', 'capillary-mcp'].
const server = { command: process.execPath, args: [fileURLToPath(new URL('../dist/cli.js', import.meta.url))] };

const client = mcp(server);
try {
  const customerService = agent({
    llm: openai({ model: process.env.MODEL ?? 'gpt-5-mini', baseURL: process.env.OPENAI_BASE_URL }),
    systemPrompt: 'You work in the customer service of a fashion brand.',
    tools: await client.tools(),
  });
  const { data } = await customerService.run(JOB);
  console.log(data.result);
} finally {
  await client.cleanup();
}
