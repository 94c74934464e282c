/** Surveys in the seed: one after a visit, one by an outside vendor, one still without questions; and some answers. */
import { DAY, later, now } from '../../world/clock.js';
import { nextId, type World } from '../../world/world.js';
import { submitResponse } from './rules.js';
import type { Survey, SurveyQuestion } from './state.js';

const RATINGS = { opt1: 'good', opt2: 'fair', opt3: 'poor' };
const SCORES = Object.fromEntries(Array.from({ length: 11 }, (_, score) => [`opt${score + 1}`, String(score)]));

type NewQuestion = Pick<SurveyQuestion, 'externalId' | 'question' | 'fieldType' | 'fieldOptions' | 'tag'> &
  Partial<Pick<SurveyQuestion, 'isActive'>> & { under?: string };

const SURVEYS: readonly (Pick<Survey, 'title' | 'surveyType' | 'source' | 'externalRefId'> & {
  questions: readonly NewQuestion[];
})[] = [
  {
    title: 'Store visit feedback',
    surveyType: 'Online',
    source: 'Capillary',
    externalRefId: 'VISIT-26',
    questions: [
      {
        externalId: 'Q-1',
        question: 'Would you recommend us to a friend?',
        fieldType: 'nps',
        fieldOptions: SCORES,
        tag: 'Nps',
      },
      {
        externalId: 'Q-2',
        question: 'How was the fitting room?',
        fieldType: 'Multiple Choice',
        fieldOptions: RATINGS,
        tag: 'CSAT',
      },
      {
        externalId: 'Q-2a',
        question: 'What could be better about it?',
        fieldType: 'TextAreaBlock',
        fieldOptions: {},
        tag: 'Comments',
        under: 'Q-2',
      },
      {
        externalId: 'Q-3',
        question: 'Did you find the parking?',
        fieldType: 'Multiple Choice',
        fieldOptions: { opt1: 'yes', opt2: 'no' },
        tag: 'Feedback',
        isActive: false,
      },
    ],
  },
  {
    title: 'Delivery rating',
    surveyType: 'Online',
    source: 'Cloudcherry',
    externalRefId: 'cc-5f21',
    questions: [
      {
        externalId: 'cc-q-88',
        question: 'How many stars for the delivery?',
        fieldType: 'Star Rating',
        fieldOptions: {},
        tag: 'CSAT',
      },
    ],
  },
  { title: 'Festive season', surveyType: 'Instore', source: 'Capillary', externalRefId: 'FEST-26', questions: [] },
];

/** Sets up the surveys, and lets the first customers answer the one about their visit. */
export function seedSurveys(world: World): void {
  const lastUpdatedOn = later(now(world), -60 * DAY);
  for (const { questions, ...details } of SURVEYS) {
    const id = nextId(world, 'survey');
    const brand = { brandLogo: 'https://cdn.example.com/meridian.png', brandWebsite: 'www.meridian.example' };
    world.surveys[id] = { id, ...details, ...brand, lastUpdatedOn };
    for (const each of questions) addQuestion(world, id, each, lastUpdatedOn);
  }
  const [visit] = Object.values(world.surveys);
  const [score, rating] = Object.values(world.surveyQuestions);
  if (!visit || !score || !rating) return;
  const customers = Object.values(world.customers).filter((each) => each.mergedInto === null);
  for (const [index, customer] of customers.slice(0, 6).entries()) {
    const bill = Object.values(world.transactions).find((each) => each.customerId === customer.id);
    const answer = {
      userId: customer.id,
      formId: 31,
      tokenId: index + 1,
      ...(bill && { entityType: 'transaction' as const, entityId: bill.id }),
      responseChannel: 'Email' as const,
    };
    submitResponse(world, visit, { ...answer, surveyQuestionId: score.id, fieldValue: String(10 - index) });
    submitResponse(world, visit, { ...answer, surveyQuestionId: rating.id, fieldValue: index < 4 ? 'good' : 'poor' });
  }
}

function addQuestion(world: World, surveyId: number, input: NewQuestion, lastUpdatedOn: string): void {
  const { under, isActive = true, ...details } = input;
  const parent = Object.values(world.surveyQuestions).find((each) => each.externalId === under);
  const id = nextId(world, 'surveyQuestion');
  world.surveyQuestions[id] = {
    id,
    surveyId,
    ...details,
    isActive,
    parentId: parent?.id ?? 0,
    params: '',
    lastUpdatedOn,
  };
}
