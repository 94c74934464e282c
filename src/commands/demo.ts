/** `capillary-mcp demo`: a loyalty journey through a real MCP client, over stdio, against the embedded sandbox. */
import { styleText } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { VERSION } from '../lib/version.js';
import { runJourney } from './journey.js';
import type { JourneyMember } from './journey-steps.js';

/** The member whom the journey registers. */
const MIRA: JourneyMember = { mobile: '919811122233', email: 'mira@example.com', bills: 'DEMO' };

/**
 * Runs the journey and prints it.
 *
 * @param entry - the script that starts the server
 * @returns the exit code: 0 if every step had the expected result
 */
export async function runDemo(entry: string): Promise<number> {
  const started = performance.now();
  const client = new Client({ name: 'capillary-mcp-demo', version: VERSION });
  const transport = new StdioClientTransport({
    command: process.execPath,
    // The steps read answers as the API types them.
    args: [entry, '--log-level', 'error', '--answers', 'whole'],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    print(
      heading(
        `A shop assistant's agent at work: ${client.getServerVersion()?.title} over MCP stdio, ${tools.length} tools listed, the others found with find_tools`,
      ),
    );
    let calls = 0;
    const listed = new Set(tools.map(({ name }) => name));
    for await (const { step, answer, hasFailed, discovery } of runJourney(client, listed, MIRA)) {
      calls += 1;
      print(`\n${dim(String(calls).padStart(2))}  ${step.request}`);
      if (discovery) print(`    ${dim(`find_tools "${step.query}" → ${discovery}`)}`);
      if (hasFailed !== (step.expectsRefusal ?? false)) {
        print(`    ${bad(step.tool)}  ${answer.text('error.message') || 'succeeded, but a refusal was expected'}`);
        return 1;
      }
      print(`    ${hasFailed ? bad(step.tool) : good(step.tool)}  ${step.summarize(answer)}`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    print(`\n${heading(`Done: ${calls} tool calls, each a real HTTP request to the sandbox, in ${seconds} s.`)}`);
    return 0;
  } finally {
    await client.close();
  }
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const usesColor = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  usesColor ? styleText(format, text) : text;
const heading = style('bold');
const dim = style('dim');
const good = style('green');
const bad = style('red');
