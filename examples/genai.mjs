/** Google Gen AI SDK: `mcpToTool` gives a model of Gemini the tools, over stdio. */
import { fileURLToPath } from 'node:url';
import { GoogleGenAI, mcpToTool } from '@google/genai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const JOB =
  process.env.JOB ??
  'What is the balance of 919800000001? Give back the last points she spent. What is the balance now?';

// For your organization, add env: { CAPILLARY_CLUSTER: 'eu', … }. Once published: command 'npx', args ['-y', 'capillary-mcp'].
const server = { command: process.execPath, args: [fileURLToPath(new URL('../dist/cli.js', import.meta.url))] };

const client = new Client({ name: 'customer-service', version: '1.0.0' });
await client.connect(new StdioClientTransport(server));
try {
  const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
  const { text } = await ai.models.generateContent({
    model: process.env.MODEL ?? 'gemini-3-flash',
    contents: JOB,
    config: {
      systemInstruction: 'You work in the customer service of a fashion brand.',
      tools: [mcpToTool(client)],
      automaticFunctionCalling: { maximumRemoteCalls: 10 },
    },
  });
  console.log(text);
} finally {
  await client.close();
}
