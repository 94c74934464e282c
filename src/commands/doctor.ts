/** `capillary-mcp doctor`: checks the set-up, and says in one line each what is right, what is wrong, and what to do. */
import { styleText } from 'node:util';
import { isSet, type SettingTexts } from '../config/read.js';
import { diagnose } from '../doctor/diagnose.js';
import type { Finding, Status } from '../doctor/finding.js';
import { HOST_NAMES, type HostName } from '../hosts/hosts.js';
import { ConfigError } from '../lib/config-error.js';
import { nearest } from '../lib/nearest.js';

export interface DoctorOptions {
  json: boolean;
  env: NodeJS.ProcessEnv;
  /** The settings of the command line. */
  flags: SettingTexts;
}

/** The terminal, or what stands in for it. */
export interface DoctorOutput {
  print: (text: string) => void;
  /** Where progress is shown; nowhere if undefined. */
  progress?: ((text: string) => void) | undefined;
  usesColor: boolean;
}

/**
 * Prints the findings.
 *
 * @returns the exit code: 1 if something is wrong, 0 if at most something is noteworthy
 */
export async function runDoctor(
  { json, env, flags }: DoctorOptions,
  output: DoctorOutput = terminal(),
): Promise<number> {
  const { mcpHost, settings } = splitHost(flags, env);
  const findings = await diagnose({
    env,
    flags: settings,
    mcpHost,
    onProgress: (done, total) => output.progress?.(done < total ? `\r${done} of ${total} checks …` : CLEAR_LINE),
  });
  output.print(json ? `${JSON.stringify(findings, null, 2)}\n` : format(findings, output.usesColor));
  return findings.some(({ status }) => status === 'fail') ? 1 : 0;
}

const CLEAR_LINE = '\r\u001b[K';

function terminal(): DoctorOutput {
  const { stdout, stderr } = process;
  return {
    print: (text) => stdout.write(text),
    progress: stderr.isTTY ? (text) => stderr.write(text) : undefined,
    usesColor: stdout.isTTY === true && !process.env['NO_COLOR'],
  };
}

/**
 * `--host` names an MCP host here, or, as for the server, the address to listen on: no address is the name of a host.
 *
 * @throws ConfigError if it is a misspelt host
 */
function splitHost(flags: SettingTexts, env: NodeJS.ProcessEnv): { mcpHost?: HostName; settings: SettingTexts } {
  const { host, ...others } = flags;
  const text = host?.toLowerCase();
  if (text === undefined) return { settings: flags };
  const mcpHost = HOST_NAMES.find((name) => name === text);
  if (mcpHost !== undefined) return { mcpHost, settings: others };
  const isAddress = /[.:*]/.test(text) || text === 'localhost' || isSet('http', env, flags);
  if (isAddress) return { settings: flags };
  const near = nearest(text, HOST_NAMES);
  throw new ConfigError(
    `doctor --host '${host}': expected one of ${HOST_NAMES.join(', ')}, or an address to listen on${near === undefined ? '.' : `; did you mean ${near}?`}`,
  );
}

const STYLES: Readonly<Record<Status, Parameters<typeof styleText>[0]>> = {
  ok: 'green',
  warn: 'yellow',
  fail: 'red',
  skip: 'dim',
};

function format(findings: readonly Finding[], usesColor: boolean): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(({ check, status, message, hint }) => {
    const mark = status.padEnd(5);
    const shown = usesColor ? styleText(STYLES[status], mark) : mark;
    return toOneLine(`${shown} ${check.padEnd(width)}  ${asSentence(message)}${hint === undefined ? '' : ` ${hint}`}`);
  });
  return `${[...lines, '', summarize(findings)].join('\n')}\n`;
}

const toOneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

const asSentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

function summarize(findings: readonly Finding[]): string {
  const count = (status: Status): number => findings.filter((finding) => finding.status === status).length;
  const [failed, warned] = [count('fail'), count('warn')];
  if (failed === 0 && warned === 0) return 'Everything is right.';
  const warnings = `${warned} ${warned === 1 ? 'warning' : 'warnings'}`;
  return failed === 0 ? `Nothing is wrong; ${warnings}.` : `${failed} wrong, ${warnings}. Begin with the first 'fail'.`;
}
