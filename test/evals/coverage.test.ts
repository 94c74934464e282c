/** The tasks cover the catalogue's domains, the brands and the kinds of requests. */
import { describe, expect, it } from 'vitest';
import { callsOf } from '../../evals/task.js';
import { TASKS } from '../../evals/tasks/index.js';
import { BRAND_NAMES } from '../../src/sandbox/brands/names.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { DOMAINS, type Domain } from '../../src/tools/domains.js';

const MIN_TASKS = 60;
/** A brand has at least this share of the tasks. */
const MIN_SHARE = 0.25;
const KINDS = ['look-up', 'many', 'write', 'steps', 'refuse', 'ambiguous'] as const;

const domainNames = Object.keys(DOMAINS) as Domain[];

/** The domains of the tools with which a task is done, by the definitions of these tools. */
const domainsOf = ({ reference }: (typeof TASKS)[number]): string[] =>
  callsOf(reference).flatMap(([tool]) => findDefinition(tool)?.domain ?? []);

it(`there are at least ${MIN_TASKS} tasks`, () => {
  expect(TASKS.length).toBeGreaterThanOrEqual(MIN_TASKS);
});

it.each(domainNames)('%s has a task whose reference calls one of its tools', (domain) => {
  const used = TASKS.filter((task) => task.domain === DOMAINS[domain] && domainsOf(task).includes(domain));
  expect(used).not.toEqual([]);
});

it('references call tools of the catalogue', () => {
  const unknown = TASKS.flatMap(({ reference }) => callsOf(reference)).filter(([tool]) => !findDefinition(tool));
  expect(unknown.map(([tool]) => tool)).toEqual([]);
});

describe.each(BRAND_NAMES)('on %s', (brand) => {
  const ofBrand = TASKS.filter((task) => task.brand === brand);

  it(`there are at least ${MIN_SHARE * 100}% of the tasks`, () => {
    expect(ofBrand.length / TASKS.length).toBeGreaterThanOrEqual(MIN_SHARE);
  });

  it.each(KINDS)('there is a task of the kind %s', (kind) => {
    expect(ofBrand.some((task) => task.kind === kind)).toBe(true);
  });
});
