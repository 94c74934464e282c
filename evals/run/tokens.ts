/** Counts tokens as a current tokenizer does; models differ by some percent. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

const counted = new Map<string, number>();

/** The tokens of a text. Long texts are remembered, because lists of tools come again with every step. */
export function tokensOf(text: string): number {
  const known = counted.get(text);
  if (known !== undefined) return known;
  const count = countTokens(text);
  if (text.length >= LONG) counted.set(text, count);
  return count;
}

/** In characters. */
const LONG = 20_000;
