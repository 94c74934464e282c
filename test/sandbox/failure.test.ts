import { describe, expect, it } from 'vitest';
import { attempt, fail } from '../../src/sandbox/world/failure.js';

describe('attempt', () => {
  it('gives what succeeds, and null for what a rule refuses', () => {
    expect(attempt(() => 5)).toBe(5);
    expect(attempt(() => fail(400, 'refused'))).toBeNull();
  });

  it('throws what no rule threw', () => {
    const broken = (): never => {
      throw new TypeError('broken');
    };
    expect(() => attempt(broken)).toThrow('broken');
  });
});
