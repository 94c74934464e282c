/** Section Survey: reading surveys and their questions, storing and reading answers. */
import { given, type JsonObject, listOf, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, reply, v2Entity, v2List, v2Single } from '../../http/replies.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import {
  type NewResponse,
  questionByExternalId,
  questionById,
  questionsOf,
  responseById,
  submitResponse,
  surveyBy,
} from './rules.js';
import { questionFace, responseFace, storedResponseFace, surveyFace } from './serializers.js';
import { ANSWER_CHANNELS, ANSWER_SUBJECTS, type Survey } from './state.js';

const surveyAsked = ({ world, query }: Call): Survey =>
  surveyBy(world, textOf(query['surveyId']), textOf(query['extRefId']));

function listQuestions(call: Call): Reply {
  const { world } = call;
  return v2List(questionsOf(world, surveyAsked(call)).map((question) => questionFace(world, question)));
}

function question(world: World, id: unknown): Reply {
  if (!given(id)) fail(400, 'questionId is missing', 400);
  return v2Single(questionFace(world, questionById(world, textOf(id))));
}

const idAt = (row: JsonObject, name: string): number => {
  const id = numberOf(row[name]);
  return id !== null && Number.isInteger(id) ? id : fail(400, `${name} is not a whole number`);
};

/** A value of a closed list; null if absent. */
const choiceAt = <T extends string>(row: JsonObject, name: string, values: readonly T[]): T | null => {
  if (!given(row[name])) return null;
  return oneOf(values, row[name]) ?? fail(400, `${name} must be one of ${values.join(', ')}`);
};

function readResponse(row: JsonObject): NewResponse {
  for (const name of ['surveyQuestionId', 'userId', 'formId', 'tokenId', 'fieldValue']) {
    if (!given(row[name])) fail(400, `${name} is missing`);
  }
  return {
    questionId: idAt(row, 'surveyQuestionId'),
    customerId: idAt(row, 'userId'),
    formId: idAt(row, 'formId'),
    tokenId: idAt(row, 'tokenId'),
    fieldValue: textOf(row['fieldValue']),
    entityType: choiceAt(row, 'entityType', ANSWER_SUBJECTS),
    entityId: given(row['entityId']) ? idAt(row, 'entityId') : 0,
    responseChannel: choiceAt(row, 'responseChannel', ANSWER_CHANNELS),
  };
}

/** Answers are stored one by one; failed ones are listed in `errors`. */
function submitResponses(call: Call): Reply {
  const { world } = call;
  const survey = surveyAsked(call);
  const rows = listOf(call.body);
  if (rows.length === 0) fail(400, 'Send at least one answer', 400);
  const data: object[] = [];
  const errors: object[] = [];
  for (const row of rows) {
    try {
      data.push(storedResponseFace(world, submitResponse(world, survey, readResponse(objectOf(row)))));
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      errors.push({ status: false, code: error.code, message: error.message });
    }
  }
  return reply({ data, warnings: [], errors }, data.length === 0 ? 400 : 200);
}

export const surveyHandlers: Handlers = {
  survey_get: (call) => v2Single(surveyFace(call.world, surveyAsked(call))),
  survey_list_questions: listQuestions,
  survey_get_question_by_query: ({ world, query }) => question(world, query['questionId']),
  survey_get_question: ({ world, path }) => question(world, path['surveyQuestionId']),
  survey_lookup_question: ({ world, path }) => v2Entity(questionByExternalId(world, path['externalId'] ?? '').id),
  survey_submit_responses: submitResponses,
  survey_get_response: ({ world, path }) =>
    v2Single(responseFace(world, responseById(world, path['responseId'] ?? ''))),
};
