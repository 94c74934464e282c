/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

export const question = lazy(() =>
  open({
    id: idOf('surveyQuestion', integer()),
    qxnExternalId: idOf('surveyQuestionExternalId', text()),
    question: text(),
    fieldOptions: text('JSON as text'),
    fieldType: text(),
    tag: text(),
    isActive: boolean(),
    lastUpdatedOn: date(),
    parentId: idOf('surveyQuestion', integer('0: no sub-question')),
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
    lastUpdatedOn: dateTime({ zone: 'server' }),
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
    lastUpdatedOn: date(),
    warnings: list(problem()),
  });

export const surveyListQuestionsAnswer = () =>
  open({ data: list(question()), warnings: list(problem()), errors: list(problem()) });

/** `errors` are the rows that failed, beside those in `data`. */
export const surveySubmitResponsesAnswer = () =>
  open({ data: list(surveyResponse()), warnings: list(problem()), errors: list(problem()) });

export const surveyLookupQuestionAnswer = () =>
  open({ entity: idOf('surveyQuestion', integer()), warnings: list(problem()) });
