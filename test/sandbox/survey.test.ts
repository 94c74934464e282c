import { beforeEach, describe, expect, it } from 'vitest';
import { survey } from '../../src/tools/survey/survey.js';
import { fieldOfEach, listAt, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(survey.definitions);
const { call, expectRefused } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

/** Asha Rao of the seed, and the first survey with its questions. */
const ASHA = 418400001;
const VISIT = 101;
const SCORE = 201;
const DELIVERY_STARS = 205;

const answer = (more: object = {}): object => ({
  surveyQuestionId: SCORE,
  userId: ASHA,
  formId: 31,
  tokenId: 7,
  fieldValue: '9',
  ...more,
});

describe('a survey', () => {
  it('is found by its id and by the vendor’s', async () => {
    const byId = await call(`GET /v2/survey?surveyId=${VISIT}`);
    expect(byId.body).toEqual({
      id: VISIT,
      title: 'Store visit feedback',
      surveyType: 'Online',
      source: 'Capillary',
      externalRefId: 'VISIT-26',
      brandLogo: 'https://cdn.example.com/meridian.png',
      brandWebsite: 'www.meridian.example',
      lastUpdatedOn: '2026-03-04',
      warnings: [],
    });
    expect((await call('GET /v2/survey?extRefId=VISIT-26')).body).toEqual(byId.body);
    expect((await call(`GET /v2/survey?extRefId=VISIT-26&surveyId=${VISIT}`)).body).toEqual(byId.body);
  });

  it('is not found by what names none, nothing, or two', async () => {
    await expectRefused('GET /v2/survey?surveyId=1', 9001);
    await expectRefused('GET /v2/survey?extRefId=none', 9006);
    await expectRefused('GET /v2/survey', 9003);
    await expectRefused(`GET /v2/survey?surveyId=${VISIT}&extRefId=cc-5f21`, 9003);
  });
});

describe('questions', () => {
  it('are listed with their options, sub-questions and those out of use', async () => {
    const { body } = await call(`GET /v2/survey/questions?surveyId=${VISIT}`);
    expect(fieldOfEach(body, 'data', 'qxnExternalId')).toEqual(['Q-1', 'Q-2', 'Q-2a', 'Q-3']);
    expect(fieldOfEach(body, 'data', 'parentId')).toEqual([0, 0, 202, 0]);
    expect(fieldOfEach(body, 'data', 'isActive')).toEqual([true, true, true, false]);
    expect(body).toMatchObject({ warnings: [], errors: [] });
    const other = await call('GET /v2/survey/questions?extRefId=cc-5f21');
    expect(fieldOfEach(other.body, 'data', 'id')).toEqual([DELIVERY_STARS]);
  });

  it('are read one by one, by either form of the call', async () => {
    const { body } = await call('GET /v2/survey/questions/202');
    expect(body).toEqual({
      id: 202,
      qxnExternalId: 'Q-2',
      question: 'How was the fitting room?',
      fieldOptions: '{"opt1":"good","opt2":"fair","opt3":"poor"}',
      fieldType: 'Multiple Choice',
      tag: 'CSAT',
      isActive: true,
      lastUpdatedOn: '2026-03-04',
      parentId: 0,
      params: '',
      warnings: [],
    });
    expect((await call('GET /v2/survey/question?questionId=202')).body).toEqual(body);
    expect((await call('GET /v2/survey/questions/lookup/Q-2')).body).toEqual({ entity: 202, warnings: [] });
  });

  it('that do not exist are refused', async () => {
    await expectRefused('GET /v2/survey/questions?surveyId=1', 9001);
    await expectRefused('GET /v2/survey/questions?extRefId=none', 9006);
    await expectRefused('GET /v2/survey/questions?extRefId=FEST-26', 9004);
    await expectRefused('GET /v2/survey/questions/1', 9002);
    await expectRefused('GET /v2/survey/question?questionId=1', 9002);
    await expectRefused('GET /v2/survey/question', 400);
    await expectRefused('GET /v2/survey/questions/lookup/none', 9011);
  });
});

describe('answers', () => {
  it('are stored and read back', async () => {
    const about = { entityType: 'transaction', entityId: 990012, responseChannel: 'Call Center' };
    const sent = await call(`POST /v2/survey/responses?surveyId=${VISIT}`, { body: [answer(about)] });
    const id = valueAt(sent.body, 'data.0.id');
    const row = { id, ...answer(), entityId: 990012 };
    expect(sent.status).toBe(200);
    expect(sent.body).toEqual({
      data: [{ ...row, ...about, lastUpdatedOn: '2026-05-03T06:30:00+00:00' }],
      warnings: [],
      errors: [],
    });
    const read = await call(`GET /v2/survey/responses/${id}`);
    expect(read.body).toEqual({ ...row, lastUpdatedOn: '2026-05-03', warnings: [] });
  });

  it('are stored one by one: those that fail stand beside the others', async () => {
    const before = Object.keys(sandbox.world.surveyResponses).length;
    const { status, body } = await call('POST /v2/survey/responses?extRefId=VISIT-26', {
      body: [
        answer(),
        answer({ surveyQuestionId: 1 }),
        answer({ surveyQuestionId: DELIVERY_STARS }),
        answer({ userId: 1 }),
        answer({ fieldValue: '' }),
        answer({ responseChannel: 'Fax' }),
        answer({ fieldValue: '11' }),
        answer({ surveyQuestionId: String(SCORE), fieldValue: '3' }),
      ],
    });
    expect(status).toBe(200);
    expect(fieldOfEach(body, 'data', 'fieldValue')).toEqual(['9', '3']);
    expect(fieldOfEach(body, 'errors', 'code')).toEqual([9002, 9002, 8015, 400, 400, 400]);
    expect(valueAt(body, 'errors.5.message')).toMatch(
      /^11 is not an option of question \d+; the options are 0 \(opt1\), 1 \(opt2\)/,
    );
    expect(Object.keys(sandbox.world.surveyResponses)).toHaveLength(before + 2);
  });

  it('are refused when none can be stored, or the survey is not known', async () => {
    const path = `POST /v2/survey/responses?surveyId=${VISIT}`;
    await expectRefused(path, 9002, { body: [answer({ surveyQuestionId: 1 })] });
    await expectRefused(path, 400, { body: [] });
    await expectRefused(path, 400, { body: [answer({ tokenId: 'x' })] });
    await expectRefused('POST /v2/survey/responses?surveyId=1', 9001, { body: [answer()] });
    await expectRefused('POST /v2/survey/responses?extRefId=none', 9006, { body: [answer()] });
  });

  it('of the seed can be read, others not', async () => {
    const [stored] = Object.values(sandbox.world.surveyResponses);
    expect((await call(`GET /v2/survey/responses/${stored?.id}`)).body).toMatchObject({
      userId: ASHA,
      fieldValue: '10',
    });
    await expectRefused('GET /v2/survey/responses/1', 9005);
    expect(listAt(await call('GET /v2/survey/questions?surveyId=101'), 'body.data')).toHaveLength(4);
  });
});
