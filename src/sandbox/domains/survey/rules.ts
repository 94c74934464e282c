/** Surveys: finding them and their questions, and storing what customers answer. */
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { customerById } from '../customer/rules.js';
import type { AnswerChannel, AnswerSubject, Survey, SurveyQuestion, SurveyResponse } from './state.js';

/**
 * Finds a survey by Capillary's id, the vendor's id, or both.
 * @throws 9001 if no survey has the id
 * @throws 9006 if no survey has the vendor's id
 * @throws 9003 if neither id is given, or they belong to different surveys
 */
export function surveyBy(world: World, by: { surveyId?: number; extRefId?: string }): Survey {
  const { surveyId, extRefId } = by;
  const byId = surveyId === undefined ? null : (world.surveys[surveyId] ?? failUnknown(9001, 'Survey', surveyId));
  const byReference =
    extRefId === undefined
      ? null
      : (Object.values(world.surveys).find((each) => each.externalRefId === extRefId) ??
        fail(9006, `No survey has the reference ${extRefId}`));
  if (byId && byReference && byId !== byReference) fail(9003, 'No survey has both this id and this reference');
  return byId ?? byReference ?? fail(9003, 'Give surveyId or extRefId');
}

/**
 * All questions of a survey, including unused ones.
 * @throws 9004 if the survey has no questions
 */
export function questionsOf(world: World, survey: Survey): SurveyQuestion[] {
  const questions = Object.values(world.surveyQuestions).filter(({ surveyId }) => surveyId === survey.id);
  return questions.length > 0 ? questions : fail(9004, `Survey ${survey.id} has no questions`);
}

/**
 * Finds a question by Capillary's id.
 * @throws 9002 if the question does not exist
 */
export function questionById(world: World, id: number): SurveyQuestion {
  return world.surveyQuestions[id] ?? failUnknown(9002, 'Survey question', id);
}

/**
 * Finds a question by the vendor's id.
 * @throws 9011 if the question does not exist
 */
export function questionByExternalId(world: World, externalId: string): SurveyQuestion {
  const found = Object.values(world.surveyQuestions).find((each) => each.externalId === externalId);
  return found ?? fail(9011, `No survey question has the external id ${externalId}`);
}

function checkOption({ id, fieldOptions }: SurveyQuestion, answer: string): void {
  const options = Object.entries(fieldOptions);
  const isOption = options.some((option) => option.some((form) => form.toLowerCase() === answer.toLowerCase()));
  if (options.length === 0 || isOption) return;
  const named = options.map(([key, text]) => (key === text ? key : `${text} (${key})`)).join(', ');
  fail(400, `${answer} is not an option of question ${id}; the options are ${named}`);
}

interface NewResponse {
  readonly surveyQuestionId: number;
  /** The customer. */
  readonly userId: number;
  readonly formId: number;
  readonly tokenId: number;
  readonly fieldValue: string;
  readonly entityType?: AnswerSubject;
  readonly entityId?: number;
  readonly responseChannel?: AnswerChannel;
}

/**
 * Stores an answer.
 * @throws 9002 if the question does not exist or belongs to another survey
 * @throws 400 if the answer is none of the question's options: neither the key of one nor its text
 * @throws 8015 if the customer does not exist
 * @throws 8069 if the customer was merged into another
 */
export function submitResponse(world: World, survey: Survey, input: NewResponse): SurveyResponse {
  const question = questionById(world, input.surveyQuestionId);
  if (question.surveyId !== survey.id) fail(9002, `Question ${question.id} does not belong to survey ${survey.id}`);
  checkOption(question, input.fieldValue);
  const customer = customerById(world, input.userId);
  const id = nextId(world, 'surveyResponse');
  const response: SurveyResponse = {
    id,
    surveyId: survey.id,
    questionId: question.id,
    customerId: customer.id,
    formId: input.formId,
    tokenId: input.tokenId,
    fieldValue: input.fieldValue,
    entityType: input.entityType ?? null,
    entityId: input.entityId ?? 0,
    responseChannel: input.responseChannel ?? null,
    lastUpdatedOn: now(world),
  };
  world.surveyResponses[id] = response;
  return response;
}

/**
 * Finds a stored answer.
 * @throws 9005 if the answer does not exist
 */
export function responseById(world: World, id: number): SurveyResponse {
  return world.surveyResponses[id] ?? failUnknown(9005, 'Survey response', id);
}
