/** The command line: its subcommands and flags. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { readHosting } from '../config/hosting.js';
import { type Config, readConfig, readConfigLeniently } from '../config/server.js';
import { STDIO_SETTINGS } from '../config/table.js';
import { HOST_NAMES, type HostName, SCOPES, SECRET_PLACES, SERVER_NAME } from '../hosts/hosts.js';
import { ConfigError } from '../lib/config-error.js';
import { VERSION } from '../lib/version.js';
import { BRAND_NAMES } from '../sandbox/brands/names.js';
import { LATEST } from '../sandbox/world/clock-limit.js';
import { EFFECTS, VERSIONS } from '../tools/define.js';
import type { AuditFilter } from './audit.js';
import type { InstallFlags } from './install.js';
import type { SandboxFlags } from './sandbox.js';
import {
  describeOldFlags,
  formatHelp,
  hiddenSettingsOptions,
  optionTerm,
  readSettingFlags,
  settingsOptions,
  settingsOptionsOf,
} from './settings-options.js';
import { explainUsageError } from './usage-errors.js';

const EXAMPLES = [
  'Examples:',
  '  capillary-mcp                      stdio, with the sandbox',
  '  capillary-mcp demo                 watch an agent run a loyalty journey',
  '  CAPILLARY_PASSWORD=… capillary-mcp --cluster eu --username till1',
  '  capillary-mcp --http --port 3000   HTTP on loopback; more in docs/hosting.md',
].join('\n');

/** Subcommands that check the settings themselves. */
const READS_SETTINGS: readonly string[] = ['install', 'doctor'];
/** Time for the findings of `doctor` to be written. */
const EXIT_MS = 500;

const program = new Command('capillary-mcp')
  .description(
    'Gives AI agents the Capillary loyalty API as MCP tools. Without any settings, it runs on an embedded sandbox. Each option can also be set with the environment variable in brackets.',
  )
  .version(VERSION)
  .enablePositionalOptions()
  .helpCommand('help [command]', 'print the help of a command')
  .action(async (options: Record<string, unknown>) => {
    const flags = readSettingFlags(options);
    const withOldFlags = (config: Config): Config => {
      return { ...config, warnings: [...config.warnings, ...describeOldFlags(options)] };
    };
    const config = readConfigLeniently(process.env, flags);
    if (config.http) {
      const { serveHosted } = await import('./serve-http.js');
      const complete = readConfig(process.env, flags);
      return serveHosted(withOldFlags(complete), readHosting(process.env, flags, complete));
    }
    const { serve } = await import('./serve.js');
    await serve(withOldFlags(config));
  })
  // The subcommands need no settings, but a wrong one must not go unnoticed just because the sandbox runs.
  .hook('preAction', (_, command) => {
    if (command !== program && !READS_SETTINGS.includes(command.name())) readConfig(process.env);
  });

for (const option of settingsOptions) program.addOption(option);

const doctor = program
  .command('doctor')
  .description(
    'check the settings, the connection and what else the server needs. Takes all options of the server; --host also takes an MCP host, such as vscode or cursor, whose limits are then checked.',
  )
  .option('--json', 'print the findings as JSON: check, status (ok, warn, fail, skip), message, hint')
  .action(async ({ json = false, ...options }: Record<string, unknown>) => {
    const { runDoctor } = await import('./doctor.js');
    // Options before the name of the command count, too.
    const flags = { ...readSettingFlags(program.opts()), ...readSettingFlags(options) };
    process.exitCode = await runDoctor({ json: json === true, env: process.env, flags });
    // What a check that took too long has left open.
    setTimeout(() => process.exit(), EXIT_MS).unref();
  });
for (const option of hiddenSettingsOptions()) doctor.addOption(option);

program
  .command('demo')
  .description('run a loyalty journey through a real MCP client against the sandbox')
  .action(async () => {
    const { runDemo } = await import('./demo.js');
    // The script of this process, however it was started.
    process.exitCode = await runDemo(process.argv[1] ?? '');
  });

const install = program
  .command('install')
  .description("add this server to a host's configuration, or remove it")
  .addArgument(new Argument('[host]', 'the host').choices(HOST_NAMES))
  .option('--sandbox', 'use the embedded sandbox: asks nothing')
  .addOption(
    new Option('--scope <scope>', 'for all projects of the user, or for the project in this folder')
      .choices(SCOPES)
      .default('user'),
  )
  .addOption(
    new Option('--secrets <place>', 'where secrets are kept: by the host, in a file, or in its environment').choices(
      SECRET_PLACES,
    ),
  )
  .addOption(new Option('--name <name>', 'name of the server').default(SERVER_NAME).argParser(parseServerName))
  .option('--file <path>', "the host's file, if it is not where it usually is")
  .option('--print', 'print what would be added; for any other client too, if no host is named')
  .option('--uninstall', 'remove the server again')
  .option('--force', 'replace or remove a server of that name that is another one')
  .action(async (host: HostName | undefined, options: InstallFlags & Record<string, unknown>) => {
    const { runInstall } = await import('./install.js');
    process.exitCode = await runInstall(host, options, readSettingFlags({ ...options, sandbox: undefined }));
  });
for (const option of settingsOptionsOf(STDIO_SETTINGS, 'Settings (also the advanced ones of capillary-mcp --help):')) {
  install.addOption(option);
}

program
  .command('sandbox')
  .description('run the embedded Capillary API on its own port')
  .addOption(new Option('--port <n>', 'port; 0 picks a free one').default(4010).argParser(parsePort))
  .addOption(
    new Option('--brand <name>', 'brand to simulate: a fashion retailer, fuel and fleet, or a coffee chain')
      .choices(BRAND_NAMES)
      .default('fashion'),
  )
  .addOption(new Option('--seed <n>', 'seed for all random values').argParser(parseWholeNumber))
  .addOption(new Option('--clock <time>', 'fixed time, ISO 8601; otherwise the clock runs').argParser(parseTime))
  .option('--state <file>', 'keep the state in this file: loaded at start, saved whenever it changes')
  .action(async (options: SandboxFlags) => {
    const { runSandbox } = await import('./sandbox.js');
    await runSandbox(options);
  });

program
  .command('token')
  .description('create a bearer token; prints it, and its entry with the hash for --auth-tokens-file')
  .option('--name <name>', 'name of the token, such as the agent that will use it')
  .option('--tenant <id>', 'tenant that the token is restricted to')
  .option('--scopes <list>', 'scopes, such as capillary.read,capillary.domain.points; default: everything')
  .action(async (options: { name?: string; tenant?: string; scopes?: string }) => {
    const { printToken } = await import('./token.js');
    printToken(options);
  });

program
  .command('audit <file...>')
  .description('sum up audit files as a table, or print the lines that match')
  .option('--tool <name>', 'only calls of this tool')
  .option('--tenant <id>', 'only calls of this tenant')
  .option('--subject <name>', 'only calls of this caller')
  .addOption(new Option('--risk <risk>', 'only calls of this risk').choices(['read', 'write', 'destructive']))
  .option('--outcome <name>', 'only calls with this outcome or result, such as applied, unknown or limit_reached')
  .addOption(new Option('--since <time>', 'only from this time on, ISO 8601').argParser(parseTime))
  .addOption(new Option('--until <time>', 'only before this time, ISO 8601').argParser(parseTime))
  .option('--lines', 'print the lines instead of the table')
  .action(async (files: string[], { lines = false, ...filter }: AuditFilter & { lines?: boolean }) => {
    const { printAudit } = await import('./audit.js');
    await printAudit(files, filter, { lines });
  });

program
  .command('catalogue [text...]')
  .description('list the tools, or only those that match all words')
  .option('--domain <name>', 'only this domain or toolset, by name or slug')
  .option('--section <name>', 'only this section')
  .addOption(new Option('--api-version <version>', 'only this API layer').choices(VERSIONS))
  .addOption(new Option('--effect <effect>', 'only this effect').choices(EFFECTS))
  .option('--json', 'print all fields, with the full JSON Schema of the arguments')
  .addOption(new Option('--openapi', 'print an OpenAPI 3.1 document').conflicts('json'))
  .addOption(new Option('--markdown', 'print the reference as Markdown').conflicts(['json', 'openapi']))
  .addOption(
    new Option('--typescript', 'print the types of arguments and answers, as a .d.ts file').conflicts([
      'json',
      'openapi',
      'markdown',
    ]),
  )
  .action(async (text: string[], { json, openapi, markdown, typescript, apiVersion, ...filter }: CatalogueFlags) => {
    const { printCatalogue } = await import('./catalogue.js');
    const format = json ? 'json' : openapi ? 'openapi' : markdown ? 'markdown' : typescript ? 'typescript' : 'table';
    await printCatalogue({ ...filter, ...(apiVersion && { version: apiVersion }), text: text.join(' ') }, format);
  });

type CatalogueFlags = { [filter in 'domain' | 'section' | 'effect' | 'apiVersion']?: string } & {
  [format in 'json' | 'openapi' | 'markdown' | 'typescript']?: true;
};

function parseServerName(text: string): string {
  if (!/^[\w-]{1,32}$/.test(text)) throw new InvalidArgumentError('expected letters, digits, - and _, at most 32');
  return text;
}

function parseWholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
}

function parsePort(text: string): number {
  const number = parseWholeNumber(text);
  if (number > 65_535) throw new InvalidArgumentError('expected a port from 0 to 65535');
  return number;
}

function parseTime(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('expected a time such as 2026-05-03T12:00:00Z');
  if (time > Date.parse(LATEST)) throw new InvalidArgumentError(`expected a time until ${LATEST}`);
  return text;
}

/**
 * Runs a command line, by default that of this process.
 *
 * @throws ConfigError if it is wrong, in one line that says what to write instead
 */
export const run = async (args: readonly string[] = process.argv.slice(2)): Promise<void> => {
  // Configured here, so that the subcommands do not inherit it.
  program.configureHelp({ optionTerm, formatHelp: (command, help) => formatHelp(command, help, EXAMPLES) });
  for (const command of [program, ...program.commands]) refuseInOneLine(command);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Help and the version are printed.
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
  }
};

function refuseInOneLine(command: Command): void {
  command.configureOutput({ outputError: () => undefined }).exitOverride((error) => {
    throw error.exitCode === 0 ? error : new ConfigError(explainUsageError(command, error));
  });
}
