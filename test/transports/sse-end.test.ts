/** The end of the HTTP+SSE transport is announced, and kept. */
import { expect, it } from 'vitest';
import { settingLabel } from '../../src/config/table.js';
import { VERSION } from '../../src/lib/version.js';
import { describeSseEnd, SSE_REMOVED_IN } from '../../src/transports/sse-end.js';

const inNumbers = (version: string): number[] => version.split('.').map(Number);

it('names the setting, the version, and what replaces it', () => {
  expect(describeSseEnd(settingLabel('sse'))).toMatch(
    /^--sse \(CAPILLARY_SSE\): HTTP\+SSE is deprecated, and version 0\.4\.0 .* removes it\. .*Streamable HTTP.*\/mcp/,
  );
});

it('is not put off: the version that no longer has it does not', () => {
  const [[major = 0, minor = 0], [lastMajor = 0, lastMinor = 0]] = [inNumbers(VERSION), inNumbers(SSE_REMOVED_IN)];
  expect(major < lastMajor || (major === lastMajor && minor < lastMinor)).toBe(true);
});
