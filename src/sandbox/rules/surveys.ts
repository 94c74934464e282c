/** Surveys: finding them and their questions, and storing what customers answer. */
import { now } from '../clock.js';
import { fail } from '../failure.js';
import type { Survey, SurveyQuestion, SurveyResponse } from '../state/survey.js';
import { nextId, type World } from '../world.js';
import { customerById } from './customers.js';

/** A survey by Capillary's id, the vendor's, or both. 9001, 9006, 9003 (named by neither, or by ids of different ones). */
export function surveyBy(world: World, surveyId: string, externalRefId: string): Survey {
  const byId =
    surveyId === '' ? null : (world.surveys[Number(surveyId)] ?? fail(9001, `There is no survey ${surveyId}`));
  const byReference =
    externalRefId === ''
      ? null
      : (Object.values(world.surveys).find((each) => each.externalRefId === externalRefId) ??
        fail(9006, `There is no survey with the reference ${externalRefId}`));
  if (byId && byReference && byId !== byReference) fail(9003, 'No survey has both this id and this reference');
  return byId ?? byReference ?? fail(9003, 'No survey found: neither surveyId nor extRefId was given');
}

/** All questions of a survey, in use or not. 9004 where it has none. */
export function questionsOf(world: World, survey: Survey): SurveyQuestion[] {
  const questions = Object.values(world.surveyQuestions).filter(({ surveyId }) => surveyId === survey.id);
  return questions.length > 0 ? questions : fail(9004, `Survey ${survey.id} has no questions`);
}

/** A question by Capillary's id. 9002. */
export function questionById(world: World, id: string): SurveyQuestion {
  return world.surveyQuestions[Number(id)] ?? fail(9002, `There is no survey question ${id}`);
}

/** A question by the vendor's id. 9011. */
export function questionByExternalId(world: World, externalId: string): SurveyQuestion {
  const found = Object.values(world.surveyQuestions).find((each) => each.externalId === externalId);
  return found ?? fail(9011, `There is no survey question with the external id ${externalId}`);
}

export type NewResponse = Omit<SurveyResponse, 'id' | 'surveyId' | 'lastUpdatedOn'>;

/** Stores an answer. 9002 for a question that is not the survey's, 8015 and 8069 for the customer. */
export function submitResponse(world: World, survey: Survey, input: NewResponse): SurveyResponse {
  const question = questionById(world, String(input.questionId));
  if (question.surveyId !== survey.id) fail(9002, `Question ${question.id} does not belong to survey ${survey.id}`);
  const customer = customerById(world, input.customerId);
  const id = nextId(world, 'surveyResponse');
  const response = { id, surveyId: survey.id, ...input, customerId: customer.id, lastUpdatedOn: now(world) };
  world.surveyResponses[id] = response;
  return response;
}

/** A stored answer. 9005. */
export function responseById(world: World, id: string): SurveyResponse {
  return world.surveyResponses[Number(id)] ?? fail(9005, `There is no survey response ${id}`);
}
