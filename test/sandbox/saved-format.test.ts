/** The structure of what is stored, so that no state changes without a new version of the format. */
import { describe, expect, it } from 'vitest';
import { BRAND_NAMES } from '../../src/sandbox/brands/names.js';
import { seedWorld } from '../../src/sandbox/brands/worlds.js';
import { FORMAT_VERSION } from '../../src/sandbox/world/saved.js';
import { START } from './support.js';

/** Parts of the world that are one thing, not a record of many. */
const SINGLE = ['clock', 'organisation', 'random'];
/** Members whose keys are data. */
const FREE = /^(\w*[fF]ields|attributes|labels|ids|settings|statusLabels|tags|meta|misc\w*|payload|sent|\w*config\w*)$/;

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

/** Every place in a value, with the kind of what is there; ids and other names that are data are `*`. */
function places(value: unknown, path: string, found: Set<string>): Set<string> {
  found.add(`${path}: ${kindOf(value)}`);
  if (Array.isArray(value)) {
    for (const each of value) places(each, `${path}[]`, found);
  } else if (typeof value === 'object' && value !== null) {
    const name = path.split('.').at(-1) ?? '';
    const isRecord = (!/[.[]/.test(path) && !SINGLE.includes(path)) || FREE.test(name);
    for (const [key, each] of Object.entries(value)) {
      places(each, `${path}.${isRecord || /^\d+$|[^A-Za-z0-9]/.test(key) ? '*' : key}`, found);
    }
  }
  return found;
}

describe('the format of saved worlds', () => {
  it('has a new version where the structure of the state is another', async () => {
    const found = new Set<string>();
    for (const brand of BRAND_NAMES) {
      for (const [part, value] of Object.entries(seedWorld({ brand, seed: 42, now: START })))
        places(value, part, found);
    }
    // Fails where the structure changed: increase FORMAT_VERSION, then write the new snapshot with -u.
    await expect(`${[...found].sort().join('\n')}\n`).toMatchFileSnapshot(
      `snapshots/world-format-${FORMAT_VERSION}.txt`,
    );
  });
});
