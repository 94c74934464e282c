/**
 * A Stryker plugin: tests only a share of the mutants, chosen evenly by their place and text, so that an unchanged
 * mutant is always in the same sample. The others count as compile errors, which are in no score.
 */
import { createHash } from 'node:crypto';

const share = Number(process.env.MUTATION_SAMPLE ?? 1);

/** A number from 0 to 1 that depends on nothing but the mutant. */
function drawn({ fileName, location, replacement }) {
  const file = fileName.slice(fileName.lastIndexOf('/src/'));
  const text = JSON.stringify([file, location.start, location.end, replacement]);
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}

class SampleChecker {
  async init() {}

  async check(mutants) {
    const judged = (mutant) =>
      drawn(mutant) < share ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, judged(mutant)]));
  }

  /** All at once: no mutant depends on another. */
  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];
