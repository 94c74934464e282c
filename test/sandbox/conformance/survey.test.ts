import { conform } from './conform.js';
import { ASHA, first } from './people.js';

conform('Survey', {
  survey_get: { args: (world) => ({ surveyId: first(world.surveys).id }) },
  survey_list_questions: { args: (world) => ({ surveyId: first(world.surveys).id }) },
  survey_get_question_by_query: { args: (world) => ({ questionId: first(world.surveyQuestions).id }) },
  survey_submit_responses: {
    args: (world) => {
      const { id, surveyId } = first(world.surveyQuestions);
      return {
        surveyId,
        body: [
          {
            surveyQuestionId: id,
            userId: ASHA,
            formId: 31,
            tokenId: 7,
            fieldValue: '9',
            entityType: 'transaction',
            entityId: 910044001,
            responseChannel: 'Email',
          },
        ],
      };
    },
  },
  survey_get_response: { args: (world) => ({ responseId: first(world.surveyResponses).id }) },
  survey_lookup_question: { args: (world) => ({ externalId: first(world.surveyQuestions).externalId }) },
  survey_get_question: { args: (world) => ({ surveyQuestionId: first(world.surveyQuestions).id }) },
});
