import { describe, expect, it } from 'vitest';
import { CapillaryError, ERROR_KINDS } from '../../src/client/errors.js';

const error = (fields: Partial<ConstructorParameters<typeof CapillaryError>[0]>) =>
  new CapillaryError({ kind: 'timeout', message: 'No answer.', hint: 'Try again.', retryable: true, ...fields });

describe('CapillaryError', () => {
  it('serializes only the fields it has, in a fixed order', () => {
    expect(JSON.stringify(error({}))).toBe(
      '{"error":{"kind":"timeout","message":"No answer.","hint":"Try again.","retryable":true}}',
    );
    expect(
      Object.keys(error({ details: {}, code: 8015, httpStatus: 404, outcome: 'rejected' }).toJSON().error),
    ).toEqual(['kind', 'message', 'hint', 'httpStatus', 'code', 'retryable', 'outcome', 'details']);
  });

  it('is never retryable if the outcome of the write is unknown', () => {
    expect(error({ outcome: 'unknown' }).retryable).toBe(false);
    expect(error({ outcome: 'unknown' }).toJSON().error.retryable).toBe(false);
    expect(error({}).with({ outcome: 'unknown' }).retryable).toBe(false);
    expect(error({ outcome: 'not_sent' }).retryable).toBe(true);
  });

  it('has a documented list of distinct kinds', () => {
    const kinds = ERROR_KINDS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { about } of ERROR_KINDS) expect(about).toMatch(/^[A-Z].*\.$/);
  });
});
