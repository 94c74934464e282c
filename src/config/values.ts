/** Schemas of setting values: each converts the text of a flag or variable into a typed value. */
import { z } from 'zod';
import { isLoopback } from '../lib/loopback.js';
import { nameList } from '../lib/name-list.js';
import { trimEnd } from '../lib/trim-end.js';

/**
 * Decodes text to a value of type T, and encodes a default as text. Error messages follow `--flag (VARIABLE): ` and never
 * quote the text.
 */
export type ValueSchema<T> = z.ZodType<T, string>;

/** @param decode - returns the value, or what was expected */
const codec = <T>(
  decode: (text: string) => { value: T } | { problem: string },
  encode: (value: T) => string = String,
): ValueSchema<T> =>
  z.codec(z.string(), z.custom<T>(), {
    decode: (text, { issues }) => {
      const result = decode(text);
      if ('value' in result) return result.value;
      issues.push({ code: 'custom', message: result.problem, input: text });
      return z.NEVER;
    },
    encode,
  });

export const textSetting = (): ValueSchema<string> => z.string();

const decodeWholeNumber = (text: string, min: number, max: number): { value: number } | { problem: string } => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? { value } : { problem: `expected a whole number from ${min} to ${max}` };
};

export const wholeNumber = (min: number, max: number): ValueSchema<number> =>
  codec((text) => decodeWholeNumber(text, min, max));

/** Seconds as text, milliseconds as a value. */
export const seconds = (min: number, max: number): ValueSchema<number> =>
  codec(
    (text) => {
      const decoded = decodeWholeNumber(text, min, max);
      return 'value' in decoded ? { value: decoded.value * 1000 } : decoded;
    },
    (value) => String(value / 1000),
  );

export const booleanSetting = (): ValueSchema<boolean> =>
  codec((text) => {
    if (/^(true|1|yes|on)$/i.test(text)) return { value: true };
    if (/^(false|0|no|off)$/i.test(text)) return { value: false };
    return { problem: 'expected true or false' };
  });

/** One of several names; case does not matter. */
export const choiceSetting = <const T extends string>(names: readonly T[]): ValueSchema<T> =>
  codec((text) => {
    const value = names.find((name) => name.toLowerCase() === text.toLowerCase());
    return value === undefined ? { problem: `expected one of ${names.join(', ')}` } : { value };
  });

/** A time that a clock can start from, until the latest. */
export const clockSetting = (latest: string): ValueSchema<string> =>
  codec((text) => {
    const at = Date.parse(text);
    if (Number.isNaN(at)) return { problem: 'expected a time such as 2026-05-03T06:30:00Z' };
    return at <= Date.parse(latest) ? { value: text } : { problem: `expected a time until ${latest}` };
  });

/** Names separated by commas. */
export const listSetting = (): ValueSchema<string[]> =>
  codec((text) => {
    const value = nameList(text);
    return value ? { value } : { problem: 'expected names separated by commas' };
  });

/** Whether a text is a host name or an address: without scheme, port and path. */
const isHost = (text: string): boolean =>
  /^\[?[\da-f:.]+\]?$/i.test(text)
    ? URL.canParse(`http://${text.includes(':') ? `[${text.replace(/[[\]]/g, '')}]` : text}`)
    : !/[\s:/?#@]/.test(text);

/** Host names separated by commas. */
export const hostListSetting = (): ValueSchema<string[]> =>
  codec((text) => {
    const value = nameList(text);
    return value?.every(isHost)
      ? { value }
      : { problem: 'expected host names such as mcp.example.com, without https://, port and path' };
  });

/** An address or a host name to listen on. */
export const addressSetting = (): ValueSchema<string> =>
  codec((text) =>
    isHost(text) ? { value: text } : { problem: 'expected an address such as 0.0.0.0, without http:// and port' },
  );

const parseUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** The URL of a Capillary host; https is added to a bare host name. */
export const apiHost = (): ValueSchema<string> =>
  codec((text) => {
    const url = parseUrl(text.includes('://') ? text : `https://${text}`);
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
      return {
        problem: 'expected a URL such as https://eu.api.capillarytech.com, without user, query or fragment',
      };
    }
    if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
      return { problem: 'http would send credentials in the clear; use https (http is for loopback only)' };
    }
    return { value: trimEnd(url.href, '/') };
  });

/** A URL of the authorization server or of this server. Not normalized: an issuer is compared character by character. */
export const httpsUrl = (): ValueSchema<string> =>
  codec((text) => {
    const url = parseUrl(text);
    const encrypted = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
    return url && encrypted && !url.username && !url.hash
      ? { value: text }
      : { problem: 'expected an https URL without user and fragment (http is for loopback only)' };
  });

export const redisUrl = (): ValueSchema<string> =>
  codec((text) =>
    /^rediss?:$/.test(parseUrl(text)?.protocol ?? '')
      ? { value: text }
      : { problem: 'expected a URL such as redis://redis.example.com:6379' },
  );
