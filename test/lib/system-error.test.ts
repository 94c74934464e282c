/** Errors of the operating system in plain words. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainSystemError } from '../../src/lib/system-error.js';

const errorWith = (fields: Record<string, unknown>): Error => Object.assign(new Error('as the system says it'), fields);

describe('an error of the system', () => {
  it.each<[Record<string, unknown>, 'read' | 'write', string]>([
    [
      { code: 'ENOENT', path: 'a.json' },
      'read',
      'the file a.json does not exist (ENOENT). Check the path, or create the file.',
    ],
    [
      { code: 'ENOENT', path: 'none/a.json' },
      'write',
      `the folder ${resolve('none')} does not exist (ENOENT). Check the path, or create the folder.`,
    ],
    [{ code: 'ENOTDIR', path: 'a/b' }, 'read', 'a part of a/b is not a folder (ENOTDIR). Check the path.'],
    [{ code: 'EISDIR', path: 'a' }, 'read', 'a is a folder (EISDIR). Name a file.'],
    [
      { code: 'EACCES', path: 'a' },
      'write',
      'this user may not write a (EACCES). Change its permissions, or choose another file.',
    ],
    [
      { code: 'EACCES', port: 80, address: '127.0.0.1' },
      'read',
      'this user may not listen on port 80 (EACCES). Ports below 1024 are often reserved: choose another port; 0 picks a free one.',
    ],
    [
      { code: 'EADDRINUSE', port: 3000, address: '::1' },
      'read',
      'port 3000 on ::1 is in use by another program (EADDRINUSE). Stop that program, or choose another port; 0 picks a free one.',
    ],
    [
      { code: 'EROFS', path: 'a' },
      'write',
      'a is on a file system that is mounted read-only (EROFS). Mount it writable, or choose another file.',
    ],
    [{ code: 'ENOSPC' }, 'write', 'no space is left on the device (ENOSPC). Free some, or choose another file.'],
    [
      { code: 'ENOTFOUND', hostname: 'x.example' },
      'read',
      'the host name x.example is not known to DNS (ENOTFOUND). Check its spelling.',
    ],
    [{ code: 'EOTHER' }, 'read', 'as the system says it'],
  ])('%j, when it was to be %s, says what to do', (fields, access, text) => {
    expect(explainSystemError(errorWith(fields), { access })).toBe(text);
  });

  it('names the path that was meant, where the system does not', () => {
    expect(explainSystemError(errorWith({ code: 'EISDIR' }), { path: '/etc' })).toBe(
      '/etc is a folder (EISDIR). Name a file.',
    );
    expect(
      explainSystemError(errorWith({ code: 'ENOENT', path: 'state.json.lock' }), { path: 'state.json' }),
    ).toContain('the file state.json does not exist');
  });
});
