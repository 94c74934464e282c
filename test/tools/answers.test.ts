/** The types of answers, held against what the documentation shows. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isObject } from '../../src/lib/json.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { innerSchemas } from '../../src/tools/schemas/leaf.js';
import { documentedAnswers } from '../documented.js';

const documentedAnswer = ({ tool }: Definition): unknown =>
  (documentedAnswers[tool] ?? documentedAnswers[tool.replace(/_v1$/, '_v1_1')])?.response;

/** The members of a documented shape that a type lacks, and the lists and objects that it has as something else. */
function missingFrom(type: z.core.$ZodType, shape: unknown, path = ''): string[] {
  const forms = formsOf(type);
  if (forms.some((form) => form instanceof z.ZodUnknown)) return [];
  if (Array.isArray(shape)) {
    const lists = forms.filter((form) => form instanceof z.ZodArray);
    if (lists.length === 0) return [`${path}[]`];
    return shape.flatMap((element) => leastOf(lists.map((form) => missingFrom(form.element, element, `${path}[]`))));
  }
  if (!isObject(shape)) return [];
  const objects = forms.filter((form) => form instanceof z.ZodObject);
  if (objects.length === 0) return forms.some((form) => form instanceof z.ZodRecord) ? [] : [`${path}{}`];
  return leastOf(
    objects.map((form) =>
      Object.entries(shape).flatMap(([name, value]) => {
        const member = form.shape[name];
        return member === undefined ? [`${path}.${name}`] : missingFrom(member, value, `${path}.${name}`);
      }),
    ),
  );
}

/** The alternatives that a type consists of. */
function formsOf(type: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (type instanceof z.ZodArray) return [type];
  const inner = innerSchemas(type);
  return inner.length === 0 ? [type] : inner.flatMap(formsOf);
}

const leastOf = (lists: readonly string[][]): string[] =>
  lists.reduce((least, list) => (list.length < least.length ? list : least));

describe('the type of an answer', () => {
  it.each(definitions.map((definition) => [definition.tool, definition] as const))(
    'has each documented member: %s',
    (_tool, definition) => {
      expect(missingFrom(definition.answer(), documentedAnswer(definition))).toEqual([]);
    },
  );
});
