/** The regular expressions of a source file, and whether their worst case stays proportional to the text they read. */
import { parseSync, Visitor } from 'oxc-parser';
import { checkSync } from 'recheck';

/**
 * @typedef {object} Regexp
 * @property {string} source - as it stands in the code, if it is not a constant
 * @property {string} flags
 * @property {number} line
 * @property {boolean} isConstant - whether `source` is the expression itself
 */

/**
 * Finds literals and calls of `RegExp`, whose arguments may refer to constants of the same file.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Regexp[]}
 */
export function findRegexps(file, text) {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = [];
  const constants = new Map();
  const lineOf = ({ start }) => text.slice(0, start).split('\n').length;
  const onCall = (node) => {
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') return;
    const [pattern, flags] = node.arguments;
    // An expression made of another one is checked there.
    if (!pattern || pattern.regex) return;
    const [source, flagText] = [textOf(pattern, constants), flags ? textOf(flags, constants) : ''];
    const isConstant = source !== undefined && flagText !== undefined;
    found.push({
      source: isConstant ? source : text.slice(node.start, node.end),
      flags: isConstant ? flagText : '',
      line: lineOf(node),
      isConstant,
    });
  };
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      const value = init && textOf(init, constants);
      if (id.type === 'Identifier' && value !== undefined) constants.set(id.name, value);
    },
    Literal: (node) => {
      if ('regex' in node)
        found.push({ source: node.regex.pattern, flags: node.regex.flags, line: lineOf(node), isConstant: true });
    },
    NewExpression: onCall,
    CallExpression: onCall,
  }).visit(program);
  return found;
}

/** The text that an expression evaluates to; undefined if that is known only at run time. */
function textOf(node, constants) {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'Identifier') return constants.get(node.name);
  if (node.type !== 'TemplateLiteral') return undefined;
  const parts = node.quasis.flatMap((quasi, index) => {
    const value = node.expressions[index];
    return [quasi.value.cooked, ...(value ? [textOf(value, constants)] : [])];
  });
  return parts.some((part) => typeof part !== 'string') ? undefined : parts.join('');
}

/** Repeats up to this many times count as such; more count as any number. The analysis takes long for large numbers. */
const MAX_EXACT_REPEAT = 10;

/** Escapes and classes as they are; elsewhere, a repeat with its bounds. */
const REPEAT = /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]|\{(\d+)(,?)(\d*)\}/gs;

const LITERAL_CHARACTERS = /\\.|\[(?:\\.|[^\]\\])*\]/gs;

const relaxRepeats = (source) =>
  source.replace(REPEAT, (whole, min, comma, max) => {
    if (min === undefined) return whole;
    const highest = comma === '' ? min : max;
    if (highest !== '' && Number(highest) <= MAX_EXACT_REPEAT) return whole;
    return Number(min) === 0 ? '*' : '+';
  });

/**
 * @param {Pick<Regexp, 'source' | 'flags'>} regexp
 * @returns {string | undefined} what makes it slow; undefined if it is not
 */
export function explainSlowness({ source, flags }) {
  const relaxed = relaxRepeats(source);
  // Without a repeat, the time for each place in the text is constant.
  if (!/[*+]/.test(relaxed.replace(LITERAL_CHARACTERS, ''))) return undefined;
  // A sticky expression is tried at one place only.
  const anchored = flags.includes('y') ? `^(?:${relaxed})` : relaxed;
  const { status, complexity, attack, error } = checkSync(anchored, flags.replace(/[gy]/g, ''), { timeout: 30_000 });
  if (status === 'safe') return undefined;
  if (status === 'unknown') return `could not be analysed (${error.kind})`;
  return `takes ${complexity.summary} time, e.g. for ${attack.pattern}`;
}
