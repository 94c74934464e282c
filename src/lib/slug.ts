/** Names for flags and URLs. */

/** Lower case, words joined by hyphens: `Points Management` becomes `points-management`. */
export const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
