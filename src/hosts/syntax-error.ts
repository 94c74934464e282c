/** What is wrong with a file, and where. */

/** A file that cannot be parsed. */
export class FileSyntaxError extends Error {
  override name = 'FileSyntaxError';

  /** @param line - counted from 1, like the column */
  constructor(line: number, column: number, problem: string) {
    super(`line ${line}, column ${column}: ${problem}`);
  }
}

/** @param offset - in UTF-16 code units */
export function syntaxErrorAt(text: string, offset: number, problem: string): FileSyntaxError {
  const lines = text.slice(0, offset).split('\n');
  return new FileSyntaxError(lines.length, (lines.at(-1)?.length ?? 0) + 1, problem);
}

/** The file is valid, but not of the form that the host reads, or that can be edited. */
export class FileFormError extends Error {
  override name = 'FileFormError';
}
