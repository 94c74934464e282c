/** Commands for writing tasks: list them, check them, call tools and look at the state of a brand. */
import { BRAND_NAMES, type BrandName } from '../../src/sandbox/brands/names.js';
import { type Environment, openEnvironment } from '../environment.js';
import { play } from '../play.js';
import { findMistakes, prove, type Trial } from '../prove.js';
import { SelectorError } from '../select.js';
import type { ToolAnswer } from '../surfaces/surface.js';
import { type Call, callsOf, type Task } from '../task.js';
import { parseArguments } from './arguments.js';
import { pickTasks } from './pick-tasks.js';
import { print } from './print.js';
import { UsageError } from './usage-error.js';

const SHOWN_CHARACTERS = 2_000;

export const listTasks = (names: readonly string[]): void => pickTasks(names).forEach(printTask);

export async function checkTasks(names: readonly string[], verbose: boolean): Promise<void> {
  const failed = await checkAll(pickTasks(names), verbose);
  if (failed > 0) process.exitCode = 1;
}

export async function callTools(brand: string, words: readonly string[]): Promise<void> {
  for (const { text, isError } of await callAll(toBrand(brand), words)) print(`${isError ? 'ERROR ' : ''}${text}\n`);
}

function printTask({ id, brand, kind, prompt, reference }: Task): void {
  print(`${id}  (${brand}, ${kind}, ${callsOf(reference).length} calls)\n    ${prompt}`);
}

async function checkAll(tasks: readonly Task[], verbose: boolean): Promise<number> {
  let failed = 0;
  await inBrands(tasks, async (environment, task) => {
    const trials = await prove(environment, task);
    const mistakes = findMistakes(task);
    const wrong = mistakes.length > 0 || trials.some(({ problems }) => problems.length > 0);
    if (wrong) failed += 1;
    print(`${wrong ? 'wrong' : 'ok   '} ${task.id}`);
    for (const mistake of mistakes) print(`      ${mistake}`);
    for (const trial of trials) printTrial(trial, verbose);
  });
  print(`\n${tasks.length - failed} of ${tasks.length} tasks are graded as they should be`);
  return failed;
}

function printTrial({ name, attempt, problems }: Trial, verbose: boolean): void {
  for (const problem of problems) print(`      ${name}: ${problem}`);
  if (!verbose || !attempt) return;
  print(`      ${name} ${attempt.passed ? 'passed' : `failed: ${attempt.failures.join('; ')}`}`);
  for (const { tool, args, answer } of attempt.calls) {
    print(`        ${tool} ${JSON.stringify(args)}\n          ${answer.text.slice(0, SHOWN_CHARACTERS)}`);
  }
  if (attempt.answer !== '') print(`        "${attempt.answer}"`);
}

/** Runs something for each task, in a brand that is opened once. */
async function inBrands(
  tasks: readonly Task[],
  run: (environment: Environment, task: Task) => Promise<void>,
): Promise<void> {
  for (const brand of BRAND_NAMES) {
    const ofBrand = tasks.filter((task) => task.brand === brand);
    if (ofBrand.length === 0) continue;
    const environment = await openEnvironment(brand);
    try {
      for (const task of ofBrand) await run(environment, task);
    } finally {
      await environment.close();
    }
  }
}

async function callAll(brand: BrandName, words: readonly string[]): Promise<ToolAnswer[]> {
  const way = words.flatMap((word, index): Call[] => {
    if (word.startsWith('{')) return [];
    const next = words[index + 1];
    return [next?.startsWith('{') ? [word, parseArguments(next)] : [word]];
  });
  const environment = await openEnvironment(brand);
  try {
    return (await play(environment, way)).calls.map(({ answer }) => answer);
  } finally {
    await environment.close();
  }
}

export async function showState(brand: string, selector: string | undefined): Promise<void> {
  const environment = await openEnvironment(toBrand(brand));
  try {
    if (selector === undefined) print(['members', 'groups', ...Object.keys(environment.start.world)].join('\n'));
    else for (const found of environment.start.find(selector)) print(JSON.stringify(found, null, 2));
  } catch (error) {
    throw error instanceof SelectorError ? new UsageError(error.message) : error;
  } finally {
    await environment.close();
  }
}

function toBrand(name: string): BrandName {
  const brand = BRAND_NAMES.find((each) => each === name);
  if (!brand) throw new UsageError(`'${name}' is no brand; they are ${BRAND_NAMES.join(', ')}`);
  return brand;
}
