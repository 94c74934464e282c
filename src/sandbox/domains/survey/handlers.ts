/** Section Survey: reading surveys and their questions, storing and reading answers. */
import {
  surveyGet,
  surveyGetQuestion,
  surveyGetQuestionByQuery,
  surveyGetResponse,
  surveyListQuestions,
  surveyLookupQuestion,
  surveySubmitResponses,
} from '../../../tools/survey/survey.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleRows } from '../../http/rows.js';
import { questionByExternalId, questionById, questionsOf, responseById, submitResponse, surveyBy } from './rules.js';
import { toQuestionJson, toResponseJson, toStoredResponseJson, toSurveyJson } from './serializers.js';

/** An id that no survey can have is an unknown one. */
const NO_SURVEY = { surveyId: 9001 } as const;
const NO_QUESTION = 9002;

export const surveyHandlers: Handlers = {
  ...handle(surveyGet, { envelope: 'single', codes: NO_SURVEY }, ({ world, query }) =>
    toSurveyJson(world, surveyBy(world, query)),
  ),

  ...handle(surveyListQuestions, { envelope: 'list', codes: NO_SURVEY }, ({ world, query }) =>
    questionsOf(world, surveyBy(world, query)).map((question) => toQuestionJson(world, question)),
  ),

  ...handle(
    surveyGetQuestionByQuery,
    { envelope: 'single', codes: { questionId: { malformed: NO_QUESTION } } },
    ({ world, query }) => toQuestionJson(world, questionById(world, query.questionId)),
  ),

  ...handle(surveyGetQuestion, { envelope: 'single', codes: { surveyQuestionId: NO_QUESTION } }, ({ world, path }) =>
    toQuestionJson(world, questionById(world, path.surveyQuestionId)),
  ),

  ...handle(
    surveyLookupQuestion,
    { envelope: 'entity' },
    ({ world, path }) => questionByExternalId(world, path.externalId).id,
  ),

  ...handleRows(
    surveySubmitResponses,
    {
      envelope: 'dataAndErrors',
      batch: { none: 400 },
      parameters: { codes: NO_SURVEY },
      before: ({ world, query }) => surveyBy(world, query),
    },
    ({ world, query, row }) => toStoredResponseJson(world, submitResponse(world, surveyBy(world, query), row)),
  ),

  ...handle(surveyGetResponse, { envelope: 'single', codes: { responseId: 9005 } }, ({ world, path }) =>
    toResponseJson(world, responseById(world, path.responseId)),
  ),
};
