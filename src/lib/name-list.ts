/** Lists as settings, headers and query parameters hold them. */

/** Comma-separated names; undefined where there is none. */
export function nameList(value: string | undefined): string[] | undefined {
  const names = value
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names && names.length > 0 ? names : undefined;
}
