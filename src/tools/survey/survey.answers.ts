/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { day, freeText, open, problem, time } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, text } from '../schemas/values.js';

/** `fieldOptions` is a JSON object as text; `parentId` is 0 without a parent. */
export const question = lazy(() =>
  open({
    id: idOf('surveyQuestion', integer()),
    qxnExternalId: idOf('surveyQuestionExternalId', text()),
    question: text(),
    fieldOptions: text(),
    fieldType: text(),
    tag: text(),
    isActive: boolean(),
    lastUpdatedOn: day(),
    parentId: idOf('surveyQuestion', integer()),
    params: text(),
    warnings: list(problem()),
  }),
);

/** A customer's answer to a question. `entityId` is 0 without an entity. */
export const surveyResponse = lazy(() =>
  open({
    id: idOf('surveyResponse', integer()),
    surveyQuestionId: idOf('surveyQuestion', integer()),
    entityId: integer(),
    entityType: text(),
    fieldValue: freeText(),
    formId: idOf('surveyForm', integer()),
    responseChannel: text(),
    userId: idOf('customer', integer()),
    tokenId: idOf('surveyToken', integer()),
    lastUpdatedOn: time({ zone: 'organization' }),
    warnings: list(problem()),
  }),
);

export const surveyGetAnswer = () =>
  open({
    id: idOf('survey', integer()),
    title: text(),
    surveyType: text(),
    source: text(),
    externalRefId: idOf('surveyExternalId', text()),
    brandLogo: text(),
    brandWebsite: text(),
    lastUpdatedOn: day(),
    warnings: list(problem()),
  });

export const surveyListQuestionsAnswer = () =>
  open({ data: list(question()), warnings: list(problem()), errors: list(problem()) });

/** `errors` are the rows that failed, beside those in `data`. */
export const surveySubmitResponsesAnswer = () =>
  open({ data: list(surveyResponse()), warnings: list(problem()), errors: list(problem()) });

export const surveyLookupQuestionAnswer = () =>
  open({ entity: idOf('surveyQuestion', integer()), warnings: list(problem()) });
