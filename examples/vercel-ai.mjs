/** Vercel AI SDK, over HTTP. Start the server first: `node dist/cli.js --http --port 3000`. */
import { createMCPClient } from '@ai-sdk/mcp';
import { openai } from '@ai-sdk/openai';
import { generateText, stepCountIs } from 'ai';

const JOB =
  process.env.JOB ??
  'What is the balance of 919800000001? Give back the last points she spent. What is the balance now?';

// If the server wants tokens, add headers: { Authorization: `Bearer ${token}` }.
const url = process.env.CAPILLARY_MCP_URL ?? 'http://127.0.0.1:3000/mcp';

const client = await createMCPClient({ transport: { type: 'http', url } });
try {
  const { text } = await generateText({
    model: openai(process.env.MODEL ?? 'gpt-5-mini'),
    system: 'You work in the customer service of a fashion brand.',
    tools: await client.tools(),
    stopWhen: stepCountIs(10),
    prompt: JOB,
  });
  console.log(text);
} finally {
  await client.close();
}
