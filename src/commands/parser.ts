/** The command line: subcommands and flags, nothing else. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { readHosting } from '../config/hosting.js';
import { readConfig, readConfigLeniently } from '../config/server.js';
import { VERSION } from '../lib/version.js';
import { BRAND_NAMES } from '../sandbox/brand-names.js';
import { EFFECTS, VERSIONS } from '../tools/define.js';
import type { SandboxFlags } from './sandbox.js';
import { formatHelp, optionTerm, settingsOf, settingsOptions } from './settings-options.js';

const EXAMPLES = [
  'Examples:',
  '  capillary-mcp                      stdio, on the sandbox',
  '  capillary-mcp demo                 watch an agent run a loyalty journey',
  '  CAPILLARY_PASSWORD=… capillary-mcp --cluster eu --username till1',
  '  capillary-mcp --http --port 3000   HTTP on loopback; more in docs/hosting.md',
].join('\n');

const program = new Command('capillary-mcp')
  .description(
    'Gives AI agents the Capillary loyalty API as MCP tools. Without any setting it runs on an embedded sandbox. Each option can also be set by the environment variable in brackets.',
  )
  .version(VERSION)
  .enablePositionalOptions()
  .action(async (given: Record<string, unknown>) => {
    const flags = settingsOf(given);
    const config = readConfigLeniently(process.env, flags);
    if (config.http) {
      const { serveHosted } = await import('./serve-http.js');
      const complete = readConfig(process.env, flags);
      return serveHosted(complete, readHosting(process.env, flags, complete));
    }
    const { serve } = await import('./serve.js');
    await serve(config);
  })
  // The commands need no setting, but a wrong one must not go unnoticed where the sandbox runs.
  .hook('preAction', (_, command) => {
    if (command !== program) readConfig(process.env);
  });

for (const option of settingsOptions) program.addOption(option);

program
  .command('demo')
  .description('run a loyalty journey through a real MCP client against the sandbox')
  .action(async () => {
    const { demo } = await import('./demo.js');
    // This same command, however it was started.
    process.exitCode = await demo(process.argv[1] ?? '');
  });

program
  .command('sandbox')
  .description('run the embedded Capillary API on a port of its own')
  .addOption(new Option('--port <n>', 'port; 0 takes a free one').default(4010).argParser(port))
  .addOption(
    new Option('--brand <name>', 'whose world: a fashion retailer, fuel and fleet, a coffee chain')
      .choices(BRAND_NAMES)
      .default('fashion'),
  )
  .addOption(new Option('--seed <n>', 'seed of everything random').argParser(whole))
  .addOption(new Option('--clock <time>', 'fixed time, ISO 8601; otherwise the clock runs').argParser(moment))
  .option('--state <file>', 'keep the world in this file: loaded at start, saved as it changes')
  .action(async (options: SandboxFlags) => {
    const { sandbox } = await import('./sandbox.js');
    await sandbox(options);
  });

program
  .command('token')
  .description('make a bearer token for --auth-tokens-file: the token, and the entry that holds its hash')
  .option('--name <name>', 'who it is for')
  .option('--tenant <id>', 'the only tenant it is good for')
  .option('--scopes <list>', 'what it allows, such as capillary.read,capillary.domain.points')
  .action(async (options: { name?: string; tenant?: string; scopes?: string }) => {
    const { token } = await import('./token.js');
    token(options);
  });

program
  .command('catalogue [text...]')
  .description('list the tools; words narrow the list')
  .option('--domain <name>', 'one domain, by name or slug')
  .option('--section <name>', 'one section')
  .addOption(new Option('--api-version <version>', 'one API layer').choices(VERSIONS))
  .addOption(new Option('--effect <effect>', 'one effect').choices(EFFECTS))
  .option('--json', 'every field, with the full JSON Schema of the arguments')
  .addOption(new Option('--openapi', 'an OpenAPI 3.1 document').conflicts('json'))
  .addOption(new Option('--markdown', 'the reference as Markdown').conflicts(['json', 'openapi']))
  .action(async (text: string[], { json, openapi, markdown, apiVersion, ...filter }: CatalogueFlags) => {
    const { printCatalogue } = await import('./catalogue.js');
    const format = json ? 'json' : openapi ? 'openapi' : markdown ? 'markdown' : 'table';
    await printCatalogue({ ...filter, ...(apiVersion && { version: apiVersion }), text: text.join(' ') }, format);
  });

type CatalogueFlags = { [filter in 'domain' | 'section' | 'effect' | 'apiVersion']?: string } & {
  [format in 'json' | 'openapi' | 'markdown']?: true;
};

function whole(given: string): number {
  if (!/^\d+$/.test(given)) throw new InvalidArgumentError('expected a whole number');
  return Number(given);
}

function port(given: string): number {
  const number = whole(given);
  if (number > 65_535) throw new InvalidArgumentError('expected a port from 0 to 65535');
  return number;
}

function moment(given: string): string {
  if (Number.isNaN(Date.parse(given))) throw new InvalidArgumentError('expected a time such as 2026-05-03T12:00:00Z');
  return given;
}

/** Runs what the arguments of the process say. */
export const run = async (): Promise<void> => {
  // Here, so that the subcommands do not inherit it.
  program.configureHelp({ optionTerm, formatHelp: (command, help) => formatHelp(command, help, EXAMPLES) });
  await program.parseAsync();
};
