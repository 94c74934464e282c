import { describe, expect, it } from 'vitest';
import { allHandlers } from '../../src/sandbox/domains/index.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';

const handlers = await allHandlers();

const placeOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

describe('handlers', () => {
  it('belong to tools that exist', () => {
    expect(Object.keys(handlers).filter((tool) => !findDefinition(tool))).toEqual([]);
  });

  it('answer every endpoint, under its own name or that of another tool of its place', () => {
    const handled = new Set(definitions.filter(({ tool }) => handlers[tool]).map(placeOf));
    expect(definitions.filter((each) => !handled.has(placeOf(each))).map(({ tool }) => tool)).toEqual([]);
  });
});
