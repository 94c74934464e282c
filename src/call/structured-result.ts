/**
 * Results for hosts that use output schemas: one JSON object with the answer and its notes, as text and as
 * `structuredContent`. Many hosts show a model only one of the two.
 */
import { isObject, parsePortableJson } from '../lib/json.js';
import { ITEMS, NOTES, TEXT } from '../tools/result-members.js';
import { type ToolResult, toResult } from './result.js';

/** Characters that one form of a result takes in addition: names and brackets, and a comma after each of many notes. */
const ADDED = 100;

/** The limit for a result that is to be sent in both forms. */
export const roomInBothForms = (maxCharacters: number): number => Math.floor(maxCharacters / 2) - ADDED;

/**
 * The same result in both forms. What a tool answers in words is an object only in `structuredContent`.
 *
 * @param maxCharacters - the limit for both forms together; a result above {@link roomInBothForms} may be cut
 */
export function toStructuredResult(result: ToolResult, maxCharacters: number): ToolResult {
  const { content, isError } = result;
  const whole = inBothForms(result);
  if (2 * whole.length <= maxCharacters) return whole.result;
  const notes = readNotes(content);
  const answer = { value: readValue(content), notes, ...(isError && { isError }) };
  return inBothForms(toResult(answer, roomInBothForms(maxCharacters) - notes.length)).result;
}

/** @returns the result, and the length of its structure as JSON */
function inBothForms({ content, ...rest }: ToolResult): { result: ToolResult; length: number } {
  const value = readValue(content);
  const notes = readNotes(content);
  const isInWords = typeof value === 'string' && value === content[0]?.text;
  const answer = isObject(value) ? value : { [isInWords ? TEXT : ITEMS]: value };
  const structuredContent = { ...answer, ...(notes.length > 0 && { [NOTES]: notes }) };
  const json = JSON.stringify(structuredContent);
  const text = isInWords ? value : json;
  return { result: { ...rest, content: [{ type: 'text', text }], structuredContent }, length: json.length };
}

/** The JSON in the first block of a result, or the words. */
function readValue([block]: ToolResult['content']): unknown {
  const text = block?.text ?? '';
  try {
    return parsePortableJson(text);
  } catch {
    return text;
  }
}

const readNotes = ([, block]: ToolResult['content']): string[] => block?.text.split('\n') ?? [];
