/** The command line. What a command does is loaded only if it is called, so that the commands of `serve` are quick. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { BRAND_NAMES } from '../src/sandbox/brands/names.js';
import { MODEL_HELP } from './run/model-help.js';
import { RUNS_FOLDER } from './run/runs-folder.js';
import { SURFACES } from './surfaces/surface.js';

const RESULTS_FOLDER = 'evals/results';
const NAMES = 'ids, domains, brands or kinds; all by default';

/** @param args - what was typed; without a command's name, options are those of `run` */
export function createProgram(args: readonly string[]): Command {
  const program = new Command('npm run evals --')
    .description('Tasks for agents on the sandbox, graded by its state and by facts in the answer.')
    .addHelpText(
      'after',
      `
Examples:
  npm run evals -- --model anthropic:claude-sonnet-4-5 --surface default discovery --tasks points refuse
  npm run evals -- --model scripted --runs 1
  npm run -s evals -- serve start points/gift-to-a-friend

How to add a task: evals/README.md`,
    )
    .showHelpAfterError('(--help shows all commands)')
    .exitOverride();
  addRunning(program, args[0]?.startsWith('--') ?? false);
  addAuthoring(program);
  addServe(program.command('serve').description('work on one task from the command line, as any agent or person'));
  return program;
}

function addRunning(program: Command, isDefault: boolean): void {
  program
    .command('run', { isDefault })
    .description('let a model work on the tasks and report how it does (the default command)')
    .requiredOption('--model <model>', `which model:\n${MODEL_HELP}`)
    .addOption(surfaceOption('--surface <surfaces...>').default(['default']))
    .option('--tasks <names...>', NAMES, [])
    .option('--runs <n>', 'attempts at each task on each surface', toCount, 3)
    .option('--parallel <n>', 'attempts at the same time', toCount, 4)
    .option('--name <name>', 'name of the run; a run of the same name is resumed (default: date and model)')
    .addOption(runsOption())
    .addOption(resultsOption())
    .action(async (flags) => (await import('./commands/run.js')).run(flags));
  program
    .command('report')
    .description('write the report of a run again')
    .argument('<name>', 'name of the run; "serve" for sessions of the serve command')
    .addOption(runsOption())
    .addOption(resultsOption())
    .action(async (name: string, flags) => (await import('./commands/run.js')).report(name, flags));
}

function addAuthoring(program: Command): void {
  program
    .command('list')
    .description('list the tasks')
    .argument('[names...]', NAMES)
    .action(async (names: string[]) => (await import('./commands/authoring.js')).listTasks(names));
  program
    .command('check')
    .description('prove that the reference and other ways of tasks pass, and wrong ones fail, as CI does')
    .argument('[names...]', NAMES)
    .option('-v, --verbose', 'show each call with its answer')
    .action(async (names: string[], { verbose = false }) =>
      (await import('./commands/authoring.js')).checkTasks(names, verbose),
    );
  program
    .command('call')
    .description('call tools in a brand, one after the other; {1.data.0.id} is a value of the first answer')
    .argument('<brand>', BRAND_NAMES.join(', '))
    .argument('<calls...>', `the tool, then its arguments as JSON: customer_search '{"q": "Asha"}'`)
    .action(async (brand: string, words: string[]) =>
      (await import('./commands/authoring.js')).callTools(brand, words),
    );
  program
    .command('state')
    .description(`show what a selector finds in a brand's state, e.g. 'members[name~rao]'; without one, its parts`)
    .argument('<brand>', BRAND_NAMES.join(', '))
    .argument('[selector]')
    .action(async (brand: string, selector?: string) =>
      (await import('./commands/authoring.js')).showState(brand, selector),
    );
}

function addServe(serve: Command): void {
  const session = (): Option =>
    new Option('--session <name>', 'name of the session, to work on several tasks at once').default('default');
  serve
    .command('start')
    .description('begin a task: prints what an agent is told')
    .argument('<task>', 'id of the task; `npm run evals -- list` shows them')
    .addOption(surfaceOption('--surface <surface>').default('default'))
    .option('--as <name>', 'who works on the task, for the report', 'somebody')
    .option('--run <n>', 'which attempt this is', toCount, 1)
    .addOption(session())
    .addOption(runsOption())
    .action(async (task: string, flags) => (await import('./serve/client.js')).start(task, flags));
  serve
    .command('tools')
    .description('print the tools as JSON, one a line')
    .argument('[names...]', 'only these tools')
    .addOption(session())
    .addOption(runsOption())
    .action(async (names: string[], flags) =>
      (await import('./serve/client.js')).send({ command: 'tools', names }, flags),
    );
  serve
    .command('call')
    .description('call a tool and print its result')
    .argument('<tool>')
    .argument('[arguments]', 'JSON object; - reads it from standard input', '{}')
    .addOption(session())
    .addOption(runsOption())
    .action(async (tool: string, args: string, flags) => (await import('./serve/client.js')).call(tool, args, flags));
  serve
    .command('answer')
    .description('give the final answer: prints the grade, records the attempt and ends the session')
    .argument('<text>', 'what the user is told')
    .addOption(session())
    .addOption(runsOption())
    .action(async (text: string, flags) =>
      (await import('./serve/client.js')).send({ command: 'answer', text }, flags),
    );
  serve
    .command('stop')
    .description('end the session without an answer; nothing is recorded')
    .addOption(session())
    .addOption(runsOption())
    .action(async (flags) => (await import('./serve/client.js')).send({ command: 'stop' }, flags));
  serve
    .command('session', { hidden: true })
    .argument('<options>')
    .action(async (options: string) => (await import('./serve/daemon.js')).serveSession(options));
}

const surfaceOption = (flags: string): Option => new Option(flags, 'which tools the agent is given').choices(SURFACES);
const runsOption = (): Option => new Option('--out <folder>', 'where attempts are stored').default(RUNS_FOLDER);
const resultsOption = (): Option =>
  new Option('--results <folder>', 'where reports are written').default(RESULTS_FOLDER);

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return count;
}
