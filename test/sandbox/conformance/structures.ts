/** Whether an answer fits the output schema of its tool, as a client would find out that has listed it. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fitAnswer } from '../../../src/call/fit-answer.js';
import { answerSchema, outputSchema } from '../../../src/presentation/output-schema.js';
import type { Definition } from '../../../src/tools/define.js';

const ajv = new Ajv2020({ strict: false });

/** What does not fit the whole schema and is kept under `_unexpected`, and what a client would refuse then. */
export function misfitsInStructure(definition: Definition, body: unknown): readonly string[] {
  const { value, unexpected } = fitAnswer(body, answerSchema(definition), Number.POSITIVE_INFINITY);
  const isAccepted = ajv.validate(outputSchema(definition, 'short'), value);
  return isAccepted ? unexpected : [...unexpected, ajv.errorsText()];
}
