import { expect, it } from 'vitest';
import { SelectorError, select } from '../../evals/select.js';

const WORLD = {
  clock: 'noon',
  cups: {
    7: { id: 7, size: 'large', owner: { name: 'Mei Tan' }, fills: [3, 4], tags: [{ key: 'a' }, { key: 'b' }] },
    8: { id: 8, size: 'small', owner: { name: 'Ben Foo' }, fills: [1], tags: [] },
  },
  rows: [{ id: 1, at: { x: 5 } }, { id: 2 }],
};

it.each<[selector: string, found: unknown[]]>([
  ['clock', ['noon']],
  ['cups.7.size', ['large']],
  ['cups.9', []],
  ['cups.*.id', [7, 8]],
  ['cups[size=small].id', [8]],
  ['cups[id!=7].size', ['small']],
  ['cups[owner.name~FOO].id', [8]],
  ['cups[id>7].id', [8]],
  ['cups[size=large,id<9].id', [7]],
  ['cups[tags.key=b].id', [7]],
  ['cups[tags.key!=b].id', [8]],
  ['cups[fills=4].id', [7]],
  ['cups[size=large].fills.sum', [3 + 4]],
  ['cups.*.#', [2]],
  ['cups[size=huge].#', [0]],
  ['rows.1.id', [2]],
  ['rows.id', [1, 2]],
  ['rows[id=1].at.x', [5]],
  ['constructor', []],
])('%s finds %j', (selector, found) => {
  expect(select(WORLD, selector)).toEqual(found);
});

it.each(['cups[size', 'cups]', 'cups[size]', 'cups[=4]'])('%s is refused', (selector) => {
  expect(() => select(WORLD, selector)).toThrow(SelectorError);
});
