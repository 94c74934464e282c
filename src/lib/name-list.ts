/** Lists of names in settings, headers and query parameters. */

/** Parses comma-separated names; undefined if there are none. */
export function nameList(value: string | undefined): string[] | undefined {
  const names = value
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names && names.length > 0 ? names : undefined;
}
