/** Surveys, questions and answers as v2 shows them. */
import type { Answer, RowOf } from '../../../tools/schemas/decoded.js';
import type {
  surveyGet,
  surveyGetResponse,
  surveyListQuestions,
  surveySubmitResponses,
} from '../../../tools/survey/survey.js';
import { localDate, zonedDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Survey, SurveyQuestion, SurveyResponse } from './state.js';

export const toSurveyJson = (world: World, survey: Survey): Answer<typeof surveyGet> => ({
  ...survey,
  lastUpdatedOn: localDate(survey.lastUpdatedOn, world.organisation.timezone),
});

/** A question, its options as JSON text. */
export function toQuestionJson(world: World, question: SurveyQuestion): RowOf<typeof surveyListQuestions> {
  const { externalId, surveyId: _, fieldOptions, lastUpdatedOn, ...rest } = question;
  return {
    ...rest,
    qxnExternalId: externalId,
    fieldOptions: Object.keys(fieldOptions).length === 0 ? '' : JSON.stringify(fieldOptions),
    lastUpdatedOn: localDate(lastUpdatedOn, world.organisation.timezone),
  };
}

/** An answer as reading shows it: without subject and place, and with a date only. */
export const toResponseJson = (world: World, response: SurveyResponse): Answer<typeof surveyGetResponse> => ({
  id: response.id,
  surveyQuestionId: response.questionId,
  entityId: response.entityId,
  fieldValue: response.fieldValue,
  formId: response.formId,
  userId: response.customerId,
  tokenId: response.tokenId,
  lastUpdatedOn: localDate(response.lastUpdatedOn, world.organisation.timezone),
});

/** An answer as storing it shows it. */
export const toStoredResponseJson = (world: World, response: SurveyResponse): RowOf<typeof surveySubmitResponses> => ({
  ...toResponseJson(world, response),
  entityType: response.entityType ?? undefined,
  responseChannel: response.responseChannel ?? undefined,
  lastUpdatedOn: zonedDateTime(response.lastUpdatedOn, 'UTC'),
});
