/** docs/doctor.md says what the doctor does. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HOST_LIMITS } from '../../src/doctor/host-limits.js';
import { HOST_NAMES, HOSTS } from '../../src/hosts/hosts.js';

const DOC = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8');

it.each(HOST_NAMES)('has the limits of %s', (name) => {
  const { maxTools = '', maxNameLength, prefix } = HOST_LIMITS[name];
  const longest = prefix === '' ? maxNameLength : `${maxNameLength}, with \`${prefix}\``;
  expect(DOC).toContain(`| ${HOSTS[name].title} | \`${name}\` | ${maxTools} | ${longest} |`);
});
