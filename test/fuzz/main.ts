/** `npm run fuzz [-- --calls 100000] [--seed 1]`: exits with 1 if a call broke a rule. */
import { parseArgs } from 'node:util';
import { definitions } from '../../src/tools/catalogue.js';
import { type FuzzReport, runFuzz } from './fuzz.js';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const started = performance.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

function summarize({ calls, sent, refused, malformed, toolsSent, slowest, violations }: FuzzReport): string {
  const seconds = Math.round((performance.now() - started) / 1000);
  const { ms, bytes } = slowest;
  return [
    `${calls} calls in ${seconds} s: ${sent} sent, ${refused} refused, ${malformed} malformed`,
    `${toolsSent.size} of ${definitions.length} tools reached the API`,
    `slowest ${Math.round(ms)} ms for ${bytes} bytes`,
    `${violations.size} kinds of violations`,
  ].join('; ');
}

print(`seed ${values.seed}`);
const report = await runFuzz({
  calls: Number(values.calls),
  seed: Number(values.seed),
  isFull: true,
  onProgress: (soFar) => print(summarize(soFar)),
});
for (const [problem, { count, example }] of report.violations) print(`${count} × ${problem}: ${example}`);
print(`slowest call: ${report.slowest.call}`);
const missing = definitions.filter(({ tool }) => !report.toolsSent.has(tool)).map(({ tool }) => tool);
if (missing.length > 0) print(`no call reached the API: ${missing.join(', ')}`);
print(summarize(report));
process.exitCode = report.violations.size > 0 ? 1 : 0;
