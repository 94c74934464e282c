/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { day, freeText, open, problem, time } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, text } from '../schemas/values.js';

export const survey = lazy(() =>
  open({
    id: integer(),
    qxnExternalId: text(),
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

export const surveySurvey = lazy(() =>
  open({
    id: integer(),
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
    id: integer(),
    brandLogo: text(),
    brandWebsite: text(),
    source: text(),
    surveyType: text(),
    title: text(),
    externalRefId: text(),
    lastUpdatedOn: day(),
    warnings: list(problem()),
  });

export const surveyListQuestionsAnswer = () =>
  open({
    data: list(survey()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const surveySubmitResponsesAnswer = () =>
  open({
    data: list(surveySurvey()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const surveyLookupQuestionAnswer = () =>
  open({
    entity: idOf('surveyQuestion', integer()),
    warnings: list(problem()),
  });
