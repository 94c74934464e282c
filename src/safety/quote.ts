/** Text of others in a question to the user: quoted, on one line, and short, so that nobody can phrase the question. */

const MAX_LENGTH = 60;

/** Line breaks, controls, and what changes the direction or is invisible. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]+/gu;

export function quote(text: string): string {
  const safe = text
    .slice(0, 1_000)
    .replace(UNSAFE, ' ')
    .replace(/["“”„]/g, "'")
    .trim();
  const characters = [...safe];
  return `"${characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH - 1).join('')}…` : safe}"`;
}
