/** `npm run evals`: runs agents on the tasks, and helps to write tasks. */
import { Command, CommanderError } from 'commander';
import { addAuthoringCommands } from './commands/authoring.js';
import { UsageError } from './commands/usage-error.js';

const program = new Command('npm run evals --')
  .description('Tasks for agents on the sandbox, graded by its state and by facts in the answer.')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(--help shows all commands)')
  .exitOverride();
addAuthoringCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else if (error instanceof UsageError) {
    console.error(error.message);
    process.exitCode = 1;
  } else throw error;
}
