/** What the definition of an answer names: for tests of what the documentation says about it. */

import type { z } from 'zod';
import { answerPart } from '../../src/tools/answer-parts.js';
import type { Definition } from '../../src/tools/define.js';
import { answerJsonSchema } from '../../src/tools/output.js';

/** The paths of all members, such as `data.rows.id`: lists are not counted. */
function answerPaths({ answer }: Definition): string[] {
  const paths: string[] = [];
  const visit = (schema: z.core.$ZodType, path: readonly string[]): void => {
    for (const [name, member] of answerPart(schema).members) {
      paths.push([...path, name].join('.'));
      visit(member, [...path, name]);
    }
  };
  visit(answer(), []);
  return paths;
}

/** Whether the answer has such a member anywhere (`reward.id`, `id`), or a description in it has these words. */
export function answerMentions(definition: Definition, words: string): boolean {
  return (
    answerPaths(definition).some((path) => `.${path}`.endsWith(`.${words}`)) ||
    JSON.stringify(answerJsonSchema(definition))
      .split('"description":')
      .slice(1)
      .some((text) => text.split('",')[0]?.includes(words))
  );
}
