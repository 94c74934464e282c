import { describe, expect, it } from 'vitest';
import { handlers } from '../../src/sandbox/handlers/index.js';
import { findDefinition } from '../../src/tools/catalogue.js';

describe('handlers', () => {
  it('belong to tools that exist', () => {
    expect(Object.keys(handlers).filter((tool) => !findDefinition(tool))).toEqual([]);
  });
});
