/** The parts of an answer, by the type in its definition: what a path leads to, and which parts only hold others. */
import { z } from 'zod';
import { leafOf } from './schemas/leaf.js';

/** The forms of a value, without `null`: a schema that is neither optional nor a union. */
export function formsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(formsOf);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodLazy)
    return formsOf(schema.unwrap());
  return [schema];
}

/** A part of an answer, for paths that do not count lists: `data.id` leads into each row of `data`. */
export interface AnswerPart {
  readonly members: ReadonlyMap<string, z.core.$ZodType>;
  /** Whether it may have any other members: it is a table with keys of its own, or nobody knows what it is. */
  readonly isOpen: boolean;
  readonly isList: boolean;
}

export function answerPart(schema: z.core.$ZodType): AnswerPart {
  const members = new Map<string, z.core.$ZodType>();
  const found = { members, isOpen: false, isList: false };
  const visit = (part: z.core.$ZodType): void => {
    for (const form of formsOf(part)) {
      if (form instanceof z.ZodObject) {
        for (const [name, member] of Object.entries<z.core.$ZodType>(form.shape)) {
          const other = members.get(name);
          members.set(name, other === undefined ? member : z.union([other, member]));
        }
      } else if (form instanceof z.ZodArray) {
        found.isList = true;
        visit(form.element);
      } else if (form instanceof z.ZodRecord || form instanceof z.ZodUnknown) found.isOpen = true;
    }
  };
  visit(schema);
  return found;
}

/** Whether a part only holds others: none of its own values is an id, a time or anything else with a meaning. */
export const isWrapper = ({ members, isOpen }: AnswerPart): boolean =>
  !isOpen && members.size > 0 && [...members.values()].every((member) => hasParts(member) || !leafOf(member));

const hasParts = (schema: z.core.$ZodType): boolean =>
  formsOf(schema).some((form) => form instanceof z.ZodObject || (form instanceof z.ZodArray && hasParts(form.element)));

const NAMES_OF_OUTCOMES = new Set(['warnings', 'errors', 'item_status', 'status', 'success', 'code', 'message']);

/** Whether a member of an answer may report how the call went rather than what was found. */
export const isNamedAsOutcome = (name: string): boolean => NAMES_OF_OUTCOMES.has(name);
