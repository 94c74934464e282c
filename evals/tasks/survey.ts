/** Tasks about surveys. */
import { tasksOf } from '../task.js';

const [RECOMMEND, FITTING_ROOM, COMMENT] = [201, 202, 203];
const [KARAN, DIVYA, SNEHA] = [418400008, 418400011, 418400009];
const VISIT = { extRefId: 'VISIT-26' };
const answer = (tokenId: number, userId: unknown, surveyQuestionId: unknown, fieldValue: string) => ({
  surveyQuestionId,
  userId,
  formId: 31,
  tokenId,
  fieldValue,
  responseChannel: 'Instore',
});
const ANSWERS = [
  answer(7, KARAN, RECOMMEND, '9'),
  answer(7, KARAN, FITTING_ROOM, 'good'),
  answer(8, DIVYA, RECOMMEND, '10'),
  answer(8, DIVYA, FITTING_ROOM, 'fair'),
  answer(9, SNEHA, RECOMMEND, '6'),
  answer(9, SNEHA, FITTING_ROOM, 'poor'),
];
const MIRROR = answer(9, SNEHA, COMMENT, 'Needs a larger mirror');

export const surveyTasks = tasksOf('survey', [
  {
    id: 'three-paper-slips',
    brand: 'fashion',
    kind: 'many',
    prompt:
      'Three paper slips of our survey VISIT-26 (form 31) from the counter; please enter them as answered in the store. Slip 7, Karan Malhotra: recommends us 9 out of 10, fitting room good. Slip 8, Divya Krishnan: 10, fair. Slip 9, Sneha Patil: 6, poor, and below that she wrote "Needs a larger mirror". The slip number is the token.',
    expect: {
      state: {
        [`surveyResponses[customerId=${KARAN},tokenId=7].fieldValue`]: ['9', 'good'],
        [`surveyResponses[customerId=${DIVYA},tokenId=8].fieldValue`]: ['10', 'fair'],
        [`surveyResponses[customerId=${SNEHA},tokenId=9,questionId!=${COMMENT}].fieldValue`]: ['6', 'poor'],
        [`surveyResponses[customerId=${SNEHA},questionId=${COMMENT}].fieldValue`]: /mirror/i,
        [`surveyResponses[id>14012,questionId=${RECOMMEND}].fieldValue`]: ['9', '10', '6'],
        'surveyResponses[id>14012]': { surveyId: 101, formId: 31, responseChannel: 'Instore' },
        'surveyResponses.*.#': '+7',
      },
      unchanged: ['surveyResponses[id<14013]', 'surveyQuestions'],
    },
    reference: [
      ['survey_list_questions', VISIT],
      ['customer_search', { q: 'Malhotra' }],
      ['customer_search', { q: 'Krishnan' }],
      ['customer_search', { q: 'Patil' }],
      [
        'survey_submit_responses',
        {
          ...VISIT,
          body: [
            answer(7, '{2.data.0.userId}', '{1.data[tag=Nps].id}', '9'),
            answer(7, '{2.data.0.userId}', '{1.data[question~fitting room].id}', 'good'),
            answer(8, '{3.data.0.userId}', '{1.data[tag=Nps].id}', '10'),
            answer(8, '{3.data.0.userId}', '{1.data[question~fitting room].id}', 'fair'),
            answer(9, '{4.data.0.userId}', '{1.data[tag=Nps].id}', '6'),
            answer(9, '{4.data.0.userId}', '{1.data[question~fitting room].id}', 'poor'),
            answer(9, '{4.data.0.userId}', '{1.data[tag=Comments].id}', 'Needs a larger mirror'),
          ],
        },
      ],
    ],
    // Without what she wrote.
    wrong: [
      ['survey_list_questions', VISIT],
      ['survey_submit_responses', { ...VISIT, body: ANSWERS }],
    ],
    otherWays: [
      [
        ['survey_get', VISIT],
        ['survey_submit_responses', { surveyId: '{1.id}', body: [MIRROR] }],
        ['survey_submit_responses', { surveyId: '{1.id}', body: ANSWERS }],
      ],
    ],
  },
]);
