/** Parameters that refer to something: how they are marked, and where the marks are found. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { section } from '../../src/tools/define.js';
import { inputJsonSchema, leafOfNode } from '../../src/tools/input.js';
import { pointersOf } from '../../src/tools/pointers.js';
import { idOf, leafOf } from '../../src/tools/schemas/leaf.js';
import { integer, list, object, text } from '../../src/tools/schemas/values.js';

const STORE = { is: 'id', entity: 'store' } as const;

describe('a marked parameter', () => {
  it.each<[string, z.ZodType]>([
    ['as it is', idOf('store', integer())],
    ['described later', idOf('store', integer()).describe('A store')],
    ['optional', idOf('store', integer()).optional()],
    ['optional or null', idOf('store', text('A store')).nullish()],
    ['with a default', idOf('store', text()).default('1')],
    ['one of several forms', z.union([z.literal('all'), idOf('store', integer())])],
    ['an element of a list', list(idOf('store', integer())).optional()],
    ['preprocessed', z.preprocess((value) => value, idOf('store', integer()))],
    ['transformed', idOf('store', z.string()).transform(Number)],
  ])('is found: %s', (_, schema) => {
    expect(leafOf(schema)).toEqual(STORE);
  });

  it('is found in the JSON Schema too, which does not show the mark', () => {
    const things = section('Points', { domain: 'Points Management', accessGroup: 'Points' });
    things.post('v2/things/{id}', {
      tool: 'thing_add',
      title: 'A title',
      summary: 'What it does.',
      returns: 'id',
      answer: () => text(),
      effect: 'create',
      keywords: [],
      sources: [],
      path: () => ({ id: integer() }),
      query: () => ({ storeId: idOf('store', integer('Where')).describe('Where it is').optional() }),
      body: () => object({ rows: list(object({ stores: list(idOf('store', text())).optional() })) }),
    });
    const [definition] = things.definitions;
    if (!definition) throw new Error('nothing was defined');
    const schema = inputJsonSchema(definition);
    expect(JSON.stringify(schema)).not.toContain('leaf');
    expect(leafOfNode(schema.properties['storeId'])).toEqual(STORE);
    expect(leafOfNode(schema.properties['id'])).toBeUndefined();
    expect(pointersOf(definition)).toEqual([
      { path: 'storeId', entity: 'store' },
      { path: 'body.rows[].stores', entity: 'store' },
    ]);
  });
});
