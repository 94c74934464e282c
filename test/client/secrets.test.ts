import { describe, expect, it } from 'vitest';
import { Secrets } from '../../src/client/secrets.js';

const token = (number: number): string => `access-token-${String(number).padStart(2, '0')}`;

describe('secrets', () => {
  it('are replaced everywhere, and the permanent ones for good', () => {
    const secrets = new Secrets(['client-secret-4711']);
    for (let number = 0; number < 50; number += 1) secrets.add(token(number));
    expect(secrets.scrub('a client-secret-4711, a "client-secret-4711"')).toBe('a [redacted], a "[redacted]"');
  });

  it('added later are replaced while they are among the last ten', () => {
    const secrets = new Secrets([]);
    for (let number = 0; number <= 10; number += 1) secrets.add(token(number));
    const scrubbed = Array.from({ length: 11 }, (_, number) => secrets.scrub(token(number)));
    expect(scrubbed).toEqual([token(0), ...Array(10).fill('[redacted]')]);
  });

  it('added again do not displace others', () => {
    const secrets = new Secrets([]);
    for (let number = 0; number < 10; number += 1) secrets.add(token(number));
    for (let times = 0; times < 20; times += 1) secrets.add(token(9));
    expect(secrets.scrub(token(0))).toBe('[redacted]');
  });

  it.each(['client/secret/47', 'client\\/secret\\/47'])('with slashes are replaced as %s', (spelling) => {
    const secrets = new Secrets(['client/secret/47']);
    expect(secrets.scrub(`a ${spelling}.`)).toBe('a [redacted].');
  });

  it('are replaced where JSON spells them with escapes', () => {
    const secrets = new Secrets(['client+secret/47']);
    const escaped = [...'client+secret/47']
      .map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
    expect(secrets.scrub(`{"a":"${escaped}"}`)).toBe('{"a":"[redacted]"}');
    expect(secrets.scrub('{"a":"client\\u002Bsecret\\/47"}')).toBe('{"a":"[redacted]"}');
    secrets.add('token\\u0041-123456');
    // An escaped backslash before `u` is no escape, and what must be escaped stays so.
    const text = JSON.stringify({ a: '\\u0041 \\\\/ "\n\u2028', b: '\\\\' });
    expect(secrets.scrub(text.replaceAll('/', '\\/'))).toBe(text);
    expect(JSON.parse(secrets.scrub('{"a":"\\u0022\\u005c\\u00e9\\u007f"}'))).toEqual({ a: '"\\é\u007f' });
  });

  it('shorter than twelve characters are not replaced, as they may be ordinary text', () => {
    const secrets = new Secrets(['elevenchars', 'twelve-chars']);
    expect(secrets.scrub('elevenchars twelve-chars')).toBe('elevenchars [redacted]');
  });
});
