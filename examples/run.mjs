/**
 * Runs the examples with the scripted model, and checks what each prints: `npm run examples`, or
 * `node examples/run.mjs langchain genai` for some. Nothing but this machine is connected to.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startScriptedModel } from './scripted-model/server.mjs';

/** Time for one example, which loads a framework and starts the server. */
const TIME_LIMIT_MS = 120_000;

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Frameworks report their use to their makers unless they are asked not to. */
const NO_TELEMETRY = {
  ANONYMIZED_TELEMETRY: 'false',
  DO_NOT_TRACK: '1',
  LANGCHAIN_TRACING_V2: 'false',
  LANGSMITH_TRACING: 'false',
  MASTRA_TELEMETRY_DISABLED: '1',
  MCP_USE_ANONYMIZED_TELEMETRY: 'false',
  OPENAI_AGENTS_DISABLE_TRACING: '1',
};

const modelServer = await startScriptedModel();
const environment = {
  PATH: process.env.PATH,
  NODE_OPTIONS: `--import=${new URL('scripted-model/loopback-only.mjs', import.meta.url)}`,
  ...NO_TELEMETRY,
  OPENAI_API_KEY: 'scripted',
  OPENAI_BASE_URL: `${modelServer.url}/v1`,
  GEMINI_API_KEY: 'scripted',
  GOOGLE_GEMINI_BASE_URL: modelServer.url,
};

const files = (await readdir(file('.'))).filter((name) => name.endsWith('.mjs') && name !== 'run.mjs');
const chosen = process.argv.length > 2 ? process.argv.slice(2) : files.map((name) => name.replace('.mjs', ''));
let failed = 0;
for (const name of chosen) {
  const start = performance.now();
  const problem = await check(name);
  console.log(`${problem ? 'FAILED' : 'ok'}  ${name}  ${((performance.now() - start) / 1000).toFixed(1)} s`);
  if (problem) console.log(problem);
  failed += problem ? 1 : 0;
}
modelServer.close();
process.exitCode = failed > 0 ? 1 : 0;

/** Runs an example. @returns what is wrong with what it printed */
async function check(name) {
  // The one example that is given a server instead of starting it.
  const httpServer = name === 'vercel-ai' ? await startHttpServer() : undefined;
  const { code, stdout, stderr } = await run(name, { CAPILLARY_MCP_URL: httpServer?.url ?? '' });
  await httpServer?.stop();
  const [, before, given, after] =
    /^The balance was (\d+)\. I gave back (\d+) points\. It is (\d+) now\.$/m.exec(stdout) ?? [];
  const isAlone = !stderr.includes('connection to another machine');
  if (code === 0 && isAlone && Number(given) > 0 && Number(before) + Number(given) === Number(after)) return undefined;
  return `exit code ${code}\n${stdout}\n${stderr}`.slice(-4000);
}

async function run(name, env) {
  const child = spawn(process.execPath, [file(`${name}.mjs`)], {
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIME_LIMIT_MS,
  });
  const exited = once(child, 'exit');
  const [stdout, stderr, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { code: code ?? signal, stdout, stderr };
}

/** The server over HTTP on a free port, which it prints. */
async function startHttpServer() {
  const child = spawn(process.execPath, [file('../dist/cli.js'), '--http', '--port', '0'], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stderr })) {
    const [, url] = / at (http:\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stderr.resume();
    return {
      url,
      stop: async () => {
        child.kill();
        await exited;
      },
    };
  }
  throw new Error('the server did not start');
}
