/** `capillary-mcp demo`: a loyalty journey through a real MCP client, over stdio, against the embedded sandbox. */
import { styleText } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { VERSION } from '../lib/version.js';
import { journey } from './journey.js';
import type { Member } from './journey-steps.js';

/** Whom the journey registers. */
const MIRA: Member = { mobile: '919811122233', email: 'mira@example.com', bills: 'DEMO' };

/**
 * @param entry - the file that `node` starts the server by
 * @returns the exit code: 0 where everything went as it should
 */
export async function demo(entry: string): Promise<number> {
  const started = performance.now();
  const client = new Client({ name: 'capillary-mcp-demo', version: VERSION });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    say(
      heading(
        `A shop assistant's agent at work: ${client.getServerVersion()?.title} over MCP stdio, ${tools.length} tools listed, all others found`,
      ),
    );
    let calls = 0;
    const listed = new Set(tools.map(({ name }) => name));
    for await (const { step, answer, failed, found } of journey(client, listed, MIRA)) {
      calls += 1;
      say(`\n${dim(String(calls).padStart(2))}  ${step.says}`);
      if (found) say(`    ${dim(`find_tools "${step.find}" → ${found}`)}`);
      if (failed !== (step.refused ?? false)) {
        say(`    ${bad(step.tool)}  ${answer.text('error.message') || 'answered where it should have refused'}`);
        return 1;
      }
      say(`    ${failed ? bad(step.tool) : good(step.tool)}  ${step.shows(answer)}`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`\n${heading(`Done: ${calls} tool calls, each a real HTTP request to the sandbox, in ${seconds} s.`)}`);
    return 0;
  } finally {
    await client.close();
  }
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const coloured = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  coloured ? styleText(format, text) : text;
const heading = style('bold');
const dim = style('dim');
const good = style('green');
const bad = style('red');
