/** The commands that a page of Markdown shows, and the output that it shows with them. */

export interface QuotedCommand {
  readonly line: string;
  /** Empty if the page shows none. */
  readonly output: string;
}

/**
 * Commands in blocks of `sh`, with the block of output that follows the last of them; those after `$ ` in blocks without
 * a language, with the lines that follow; and those in the tables. Commands joined by `&&` are several.
 */
export function quotedCommands(markdown: string): QuotedCommand[] {
  const blocks = [...markdown.matchAll(/^```sh\n(.*?)^```\n(?:\n```\n(.*?)^```$)?/gms)].flatMap(
    ([, code = '', output = '']) => {
      const lines = code
        .trim()
        .replaceAll(/ *\\\n */g, ' ')
        .split(/\n| && /);
      return lines.map((line, index) => ({ line, output: index === lines.length - 1 ? output : '' }));
    },
  );
  const prompts = [...markdown.matchAll(/^```\n\$ (.*?)\n(.*?)^```$/gms)].map(([, line = '', output = '']) => ({
    line,
    output,
  }));
  const cells = [...markdown.matchAll(/^\|.*$/gm)]
    .flatMap(([row]) => [...row.matchAll(/`((?:node dist\/|npm run )[^`]+)`/g)])
    .map(([, line = '']) => ({ line, output: '' }));
  return [...blocks, ...prompts, ...cells];
}

/**
 * Whether a command printed what a page shows. Lines may be missing in between; `…` stands for any text; dates, times
 * and one-time codes differ from run to run.
 */
export function sameOutput(shown: string, printed: string): boolean {
  const lines = printed.split('\n').map(normalize);
  return shown
    .split('\n')
    .map(normalize)
    .filter((line) => line !== '' && line !== '…')
    .every((line) => {
      const found = lines.findIndex((candidate) => matches(line, candidate));
      lines.splice(0, found + 1);
      return found >= 0;
    });
}

const normalize = (line: string): string =>
  line
    .trim()
    .replaceAll(/\d{4}-\d\d-\d\d/g, '<date>')
    .replaceAll(/\b\d+\.\d s\b/g, '<time>')
    .replaceAll(/\b(?=\w*\d)(?=\w*[A-Z])[A-Z0-9]{6}\b/g, '<code>');

/** Compares the parts between the `…`, in order. */
function matches(shown: string, printed: string): boolean {
  const parts = shown.split('…');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return shown === printed;
  let at = 0;
  const inOrder = parts.every((part) => {
    const found = printed.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
  return inOrder && printed.startsWith(first) && printed.endsWith(last);
}
