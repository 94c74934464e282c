/** Surveys, questions and answers as v2 shows them. */
import { localDate, zonedDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Survey, SurveyQuestion, SurveyResponse } from './state.js';

export function surveyFace(world: World, survey: Survey): object {
  return { ...survey, lastUpdatedOn: localDate(survey.lastUpdatedOn, world.organisation.timezone) };
}

/** A question, its options as JSON text. */
export function questionFace(world: World, question: SurveyQuestion): object {
  const { externalId, surveyId: _, fieldOptions, lastUpdatedOn, ...rest } = question;
  return {
    ...rest,
    qxnExternalId: externalId,
    fieldOptions: Object.keys(fieldOptions).length === 0 ? '' : JSON.stringify(fieldOptions),
    lastUpdatedOn: localDate(lastUpdatedOn, world.organisation.timezone),
  };
}

/** An answer as reading shows it: without subject and place, and with a date only. */
export function responseFace(world: World, response: SurveyResponse): object {
  return {
    id: response.id,
    surveyQuestionId: response.questionId,
    entityId: response.entityId,
    fieldValue: response.fieldValue,
    formId: response.formId,
    userId: response.customerId,
    tokenId: response.tokenId,
    lastUpdatedOn: localDate(response.lastUpdatedOn, world.organisation.timezone),
  };
}

/** An answer as storing it shows it. */
export function storedResponseFace(world: World, response: SurveyResponse): object {
  return {
    ...responseFace(world, response),
    ...(response.entityType !== null && { entityType: response.entityType }),
    ...(response.responseChannel !== null && { responseChannel: response.responseChannel }),
    lastUpdatedOn: zonedDateTime(response.lastUpdatedOn, 'UTC'),
  };
}
