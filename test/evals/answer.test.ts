import { expect, it } from 'vitest';
import { type AnswerFact, QUESTION, states } from '../../evals/grading/answer.js';

const find = (selector: string): unknown[] => (selector === 'members.points' ? [1200] : []);

it.each<[answer: string, fact: AnswerFact]>([
  ['She has 1200 points.', 1200],
  ['She has 1,200 points.', 1200],
  ['That is ₹1,200.00 in all.', 1200],
  ['1 200 points', 1200],
  ['₹1,00,000 this year', 100_000],
  ['The bill is 1679.20.', 1679.2],
  ['She lost 50: −50', -50],
  ['There are three of them.', 3],
  ['No coupons are left.', 0],
  ['7, 8 and 1200', 8],
  ['Tier: **GOLD**', 'gold'],
  ['Karthik  Subramanian manages it', 'Karthik Subramanian'],
  ['Call +91 98000 00002', '919800000002'],
  ['until 2026-08-31T18:29:59Z', '2026-08-31'],
  ['until 31 August 2026', '2026-08-31'],
  ['until August 31st, 2026', '2026-08-31'],
  ['until 31 Aug', '2026-08-31'],
  ['until 31/08/2026', '2026-08-31'],
  ['until 8/31/26', '2026-08-31'],
  ['until the 1st of September 2026', '2026-09-01'],
  ['It has expired.', /expired/i],
  ['It is Gold.', { anyOf: ['Silver', 'Gold'] }],
  ['It is Gold.', { none: 'Silver' }],
  ['She has 1,200 now.', { found: 'members.points' }],
  ['There are two. Which one do you mean?', QUESTION],
  ['There are two: please tell me her mobile number.', QUESTION],
])('%s states %j', (answer, fact) => {
  expect(states(answer, fact, find)).toBe(true);
});

it.each<[answer: string, fact: AnswerFact]>([
  ['', 1200],
  ['She has 12000 points.', 1200],
  ['She has 11,200 points.', 1200],
  ['She has 1200.5 points.', 1200],
  ['Number 91200', 1200],
  ['Nine of them', 3],
  ['someone', 1],
  ['marigold', 'gold'],
  ['Call 91980000000', '919800000002'],
  ['until 30 August 2026', '2026-08-31'],
  ['until 31 August 2025', '2026-08-31'],
  ['until 1 August 2026', '2026-08-31'],
  ['It is valid.', /expired/i],
  ['It is Bronze.', { anyOf: ['Silver', 'Gold'] }],
  ['It is Silver.', { none: 'Silver' }],
  ['She has 1,300 now.', { found: 'members.points' }],
  ['nothing', { found: 'members.nowhere' }],
  ['She has 5 points.', QUESTION],
])('%s does not state %j', (answer, fact) => {
  expect(states(answer, fact, find)).toBe(false);
});
