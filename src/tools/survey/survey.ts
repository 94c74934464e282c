/** Survey: surveys, their questions, and customers' answers. */
import { section } from '../define.js';
import { customerId } from '../schemas/common.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { choice, integer, list, object, text } from '../schemas/values.js';
import * as answers from './survey.answers.js';

export const survey = section('Survey', {
  domain: 'Survey',
  accessGroup: 'Survey',
  response: { codes: { not_found: [9001, 9002, 9003, 9004, 9005, 9006, 9011] } },
});

const surveyReference = () => ({
  surveyId: idOf('survey', integer("Capillary's survey id; give this or extRefId")).optional(),
  extRefId: idOf('surveyExternalId', text("The survey vendor's id; give this or surveyId")).optional(),
});

export const surveyGet = survey.get('v2/survey', {
  tool: 'survey_get',
  rules: [{ needs: ['surveyId', 'extRefId'] }],
  title: 'Get Surveys',
  summary:
    "Reads one survey by its id or the survey vendor's: title, type, source, branding. It lists no surveys; for the questions use survey_list_questions.",
  query: surveyReference,
  answer: answers.surveyGetAnswer,
  effect: 'read',
  sources: ['Retrieve Survey Details, documentation 2022'],
  keywords: [
    'what is feedback form 101 about',
    'title and type of a questionnaire',
    'is this poll from capillary or from an outside vendor',
    'find our survey by the vendor reference',
    'which logo and website does the survey show',
    'when was the store visit questionnaire last changed',
    'details of an nps study',
    'about a survey',
    'title and kind of a questionnaire',
    'one feedback form by id',
    'which surveys exist',
  ],
});

export const surveyListQuestions = survey.get('v2/survey/questions', {
  tool: 'survey_list_questions',
  rules: [{ needs: ['surveyId', 'extRefId'] }],
  title: 'Get Survey Questions',
  summary:
    "Lists all questions of one survey, with answer options, by the survey's id or the vendor's; unpaged. For one question by its own id use survey_get_question.",
  query: surveyReference,
  answer: answers.surveyListQuestionsAnswer,
  effect: 'read',
  sources: ['Retrieve Survey Questions, documentation 2022'],
  keywords: [
    'what do we ask in the store feedback form',
    'all questions of survey 101',
    'which answers can people choose in the questionnaire',
    'render the feedback form in our app',
    'nps question of this poll',
    'inactive questions in a survey',
    'sub-questions of a satisfaction study',
    'question ids needed before sending answers',
    'what does the survey ask',
    'questions and answers to choose from',
    "list a questionnaire's questions",
    'questions of a survey',
  ],
});

export const surveyGetQuestionByQuery = survey.get('v2/survey/question', {
  tool: 'survey_get_question_by_query',
  title: 'Get Survey Question',
  summary:
    'Reads one survey question by its id, as a query parameter; returns the same as survey_get_question. For all questions of a survey use survey_list_questions.',
  query: () => ({
    questionId: idOf('surveyQuestion', integer("Capillary's question id")),
  }),
  answer: answers.question,
  answerFrom: 'sibling',
  effect: 'read',
  supersededBy: 'survey_get_question',
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/get-survey-question',
    'Get Survey Question, documentation September 2025 (prints no answer of its own; after its sibling survey_get_question)',
  ],
  keywords: [
    'fetch question 112 through the query string form',
    'singular survey question resource',
    'one feedback question with questionid as parameter',
    'same question lookup the old integration uses',
    'read a poll item via query parameter',
    'alternative way to load one questionnaire item',
    'wording of the item with questionid 208',
    'one survey question, id as parameter',
    'question by id in the query string',
    "a questionnaire's question by parameter",
  ],
});

export const surveySubmitResponses = survey.post('v2/survey/responses', {
  tool: 'survey_submit_responses',
  title: 'Submit Survey Responses',
  summary:
    "Stores customers' answers, one row per answer, for a survey by its id or the vendor's; rows fail independently. Question ids come from survey_list_questions or survey_lookup_question; to read an answer use survey_get_response.",
  query: surveyReference,
  body: () =>
    list(
      object({
        surveyQuestionId: idOf('surveyQuestion', integer("Capillary's question id")),
        userId: customerId(),
        formId: idOf('surveyForm', integer('Form of the survey campaign')),
        tokenId: idOf('surveyToken', integer("The customer's token for this survey")),
        fieldValue: freeText('The answer; where the question has options, the key or the text of one, such as good'),
        entityType: choice(['transaction', 'complaint', 'feedback'], 'Subject of the answer').optional(),
        entityId: idOf('transaction', integer('Id of that transaction, complaint or feedback')).optional(),
        responseChannel: choice(['Email', 'Call Center', 'Social', 'Instore'], 'Channel of the answer').optional(),
      }),
      'The answers',
    ),
  answer: answers.surveySubmitResponsesAnswer,
  effect: 'create',
  checkedBy: {
    unverifiable:
      'survey_get_response needs the ids that only the lost response contains, and a repeat stores the answers twice. Ask the user whether to risk that.',
  },
  limits: { batch: 'several answers per call' },
  sources: ['Add Survey Responses, documentation 2022'],
  keywords: [
    'save what the customer replied in the feedback form',
    'record an nps score given at the till',
    'shopper rated the fitting room as good, store it',
    'upload answers collected by an outside survey vendor',
    'call center agent enters satisfaction ratings',
    'post completed questionnaires',
    'log feedback about a bill from a member',
    'push poll results into capillary',
    'customer answered a survey, save it',
    'send in ratings',
    'store feedback from a guest',
    'answers of a customer to a survey',
  ],
});

export const surveyGetResponse = survey.get('v2/survey/responses/{responseId}', {
  tool: 'survey_get_response',
  title: 'Get Survey Responses',
  summary:
    'Reads one stored answer by its id, which survey_submit_responses returned; no tool lists the answers of a survey or customer. For the question itself use survey_get_question.',
  listed: 'GET v2/survey/responses',
  path: () => ({
    responseId: idOf('surveyResponse', integer('Id of the answer')),
  }),
  answer: answers.surveyResponse,
  effect: 'read',
  sources: ['Retrieve Response Details, documentation 2022'],
  keywords: [
    'what did the customer answer in response 146',
    'show a stored feedback entry',
    'open a saved rating by its id',
    'who gave this answer and when',
    'verify that the submitted reply was saved',
    'read back one questionnaire reply',
    'score a shopper left in the poll',
    'one answer from a survey',
    "read somebody's reply",
    'a stored rating by id',
    'what customers answered',
  ],
});

export const surveyLookupQuestion = survey.get('v2/survey/questions/lookup/{externalId}', {
  tool: 'survey_lookup_question',
  title: 'Lookup Survey Question',
  summary:
    "Finds Capillary's question id from the survey vendor's, and returns nothing else. For the question's text and options use survey_get_question with that id.",
  path: () => ({
    externalId: idOf('surveyQuestionExternalId', text("The survey vendor's question id (qxnExternalId)")),
  }),
  answer: answers.surveyLookupQuestionAnswer,
  effect: 'read',
  sources: ['Retrieve Question ID, documentation 2022'],
  keywords: [
    'vendor calls it q-17, what is our id',
    'map an external question reference to the internal number',
    'translate question codes of our survey provider',
    'resolve qxnexternalid',
    'convert a third-party item code before sending answers',
    'which capillary question matches this vendor code',
    'get the internal id of an imported poll item',
    "our id for a vendor's question",
    'match an outside question number',
    "question id from the survey provider's id",
  ],
});

export const surveyGetQuestion = survey.get('v2/survey/questions/{surveyQuestionId}', {
  tool: 'survey_get_question',
  title: 'Get Survey Question by ID',
  summary:
    "Reads one survey question by Capillary's id: wording, answer options, type, tag. For all questions of a survey use survey_list_questions; with the vendor's id only, survey_lookup_question first.",
  path: () => ({
    surveyQuestionId: idOf('surveyQuestion', integer("Capillary's question id")),
  }),
  answer: answers.question,
  effect: 'read',
  sources: ['Retrieve Survey Question, documentation 2022'],
  keywords: [
    'what does question 208 ask',
    'answer choices of a single question',
    'is this question still active',
    'text of one feedback item by number',
    'checkbox or radio, which input type is it',
    'which tag does question 112 have, nps or csat',
    'parent of a sub-question',
    'look at one item of the questionnaire',
    'one survey question',
    'text and choices of a question by id',
    'what is this question about',
    'open a survey question by its id to see the wording and options',
  ],
});
