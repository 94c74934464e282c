/** `npm run evals`: runs agents on the tasks, and helps to write tasks. */
import { CommanderError } from 'commander';
import { UsageError } from './commands/usage-error.js';
import { createProgram } from './program.js';

try {
  const args = process.argv.slice(2);
  await createProgram(args).parseAsync(args, { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else if (error instanceof UsageError) {
    console.error(error.message);
    process.exitCode = 1;
  } else throw error;
}
