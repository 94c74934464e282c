/** LangChain: an agent of `createAgent`, over stdio. */
import { fileURLToPath } from 'node:url';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';

const JOB =
  process.env.JOB ??
  'What is the balance of 919800000001? Give back the last points she spent. What is the balance now?';

// For your organization, add env: { CAPILLARY_CLUSTER: 'eu', … }. Once published: command 'npx', args ['-y', 'capillary-mcp'].
const server = { command: process.execPath, args: [fileURLToPath(new URL('../dist/cli.js', import.meta.url))] };

const client = new MultiServerMCPClient({ mcpServers: { capillary: { transport: 'stdio', ...server } } });
try {
  const agent = createAgent({
    model: new ChatOpenAI({ model: process.env.MODEL ?? 'gpt-5-mini' }),
    tools: await client.getTools(),
    systemPrompt: 'You work in the customer service of a fashion brand.',
  });
  const { messages } = await agent.invoke({ messages: [{ role: 'user', content: JOB }] });
  console.log(messages.at(-1).text);
} finally {
  await client.close();
}
