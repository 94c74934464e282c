/** Each skill, followed step by step on the sandbox through a real MCP client, as its text says. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import {
  checkState,
  copyWorld,
  type GradedState,
  gradedState,
  type StateExpectation,
} from '../../evals/grading/state.js';
import { followPointers } from '../../evals/surfaces/pointers.js';
import { isObject } from '../../src/lib/json.js';
import { openOrganization } from '../../src/organization/organization.js';
import type { BrandName } from '../../src/sandbox/brands/names.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { listSkills, readSkill } from '../../src/skills/skills.js';
import { catalogue, selection } from '../discovery/toolboxes.js';
import { valueAt } from '../sandbox/support.js';
import { fillIn, inputsOf, stepsOf } from './skill-steps.js';

/** The state before and after. */
interface Followed {
  before: GradedState;
  after: GradedState;
}

/** A client of the server, whose organization is a sandbox that stands for a live brand. */
async function connect(sandbox: Sandbox): Promise<Client> {
  const { username, password } = sandbox.credentials;
  const organization = openOrganization({
    catalogue,
    target: { kind: 'capillary', baseUrl: sandbox.url, credentials: { kind: 'basic', username, password } },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
  });
  onTestFinished(() => organization.close());
  const [here, there] = InMemoryTransport.createLinkedPair();
  await organization.createServer({ selection }).connect(there);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(here);
  return client;
}

/** Follows all steps of a skill. Expects each of them to succeed. */
async function follow(name: string, brand: BrandName = 'fashion'): Promise<Followed> {
  const sandbox = await startSandbox({ brand, seed: 42, now: '2026-05-03T06:30:00Z' });
  onTestFinished(() => sandbox.close());
  const client = await connect(sandbox);
  const before = gradedState(copyWorld(sandbox.world));
  const text = readSkill(name) ?? '';
  const values = inputsOf(text);
  for (const { tool, args, keeps } of stepsOf(text)) {
    const filled = fillIn(args, values);
    if (!isObject(filled)) throw new Error(`the arguments of ${tool} are no object`);
    const { content, isError } = await client.callTool({ name: tool, arguments: filled });
    const [first] = content;
    const answer = first?.type === 'text' ? first.text : '';
    expect(isError ?? false, `${tool} ${JSON.stringify(filled)}: ${answer}`).toBe(false);
    const json = followPointers(JSON.parse(answer));
    for (const { call, error } of Array.isArray(json) ? json.filter(isObject) : [])
      expect(error, `${tool}, call ${call}: ${JSON.stringify(filled)}`).toBeUndefined();
    for (const { path, as } of keeps) {
      const value = valueAt(json, path.replace(/\[(\d+)\]/g, '.$1').replace(/^\./, ''));
      expect(value, `${path} in ${answer.slice(0, 800)}`).toBeDefined();
      values.set(as, value);
    }
  }
  return { before, after: gradedState(sandbox.world) };
}

interface Expected {
  brand?: BrandName;
  state: { [selector: string]: StateExpectation };
}

/** What is true once a skill has been followed, with the examples of its text. */
const EXPECTED: { [skill: string]: Expected } = {
  'enrol-and-first-purchase': {
    state: {
      'members[mobile=919811122233]': { name: 'Mira Kapoor', email: 'mira@example.com', points: 458 },
      'transactions[billNumber=B-1001]': { amount: 4580, type: 'REGULAR' },
      'members.*.#': '+1',
      'transactions.*.#': '+1',
    },
  },
  'return-and-correction': {
    state: {
      'transactions[billNumber=pnq01-00218,type=RETURN].amount': 1679.2,
      'transactions[billNumber=pnq01-00218-C]': { amount: 1479.2, type: 'REGULAR', customerId: 418400004 },
      // 15 points for each ₹100, as the tier earns them, on ₹1,479 instead of ₹1,679.
      'members[id=418400004].points': '-30',
      'transactions.*.#': '+2',
    },
  },
  'points-complaint-with-goodwill': {
    state: {
      'requests[customerId=418400003,type=GOODWILL].status': 'APPROVED',
      'members[id=418400003].points': '+150',
      'requests.*.#': '+1',
    },
  },
  'coupon-campaign': {
    state: {
      'couponSeries[discountCode=MON15]': { description: 'Monsoon 15 off', discountValue: 15, maxCreate: 500 },
      'coupons[seriesId=700407].customerId': [418400003, 418400006],
      'coupons.*.#': '+2',
      'couponSeries.*.#': '+1',
    },
  },
  'reward-launch': {
    state: {
      'rewards[texts.name=Silk scarf]': { enabled: true, 'prices.0.points': 200 },
      'rewards.*.#': '+1',
      'rewardIssues.*.#': '+1',
      // The trial order is taken back.
      'members[mobile=919800000001].points': '+0',
    },
  },
  'fleet-set-up': {
    brand: 'fuel',
    state: {
      'companies[externalId=WEST-01].name': 'Westline Transport',
      'userGroups[externalId=fleet-west-01].members.customerId': [418400024, 418400025],
      'cards[number=HF00000024]': { statusLabel: 'ACTIVE', customerId: 418400025 },
      'members[mobile=971501000092].name': 'Tariq Aziz',
      'members.*.#': '+2',
    },
  },
  'merge-of-duplicates': {
    state: { 'members[id=418400013].points': '+2546', 'customers.418400012.mergedInto': 418400013 },
  },
  'erasure-request': {
    state: {
      'requests[customerId=418400009,type=PII_DELETE].status': 'SUCCESS',
      'members[mobile=919800000009].#': '-1',
    },
  },
};

it('are all followed below', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(listSkills().map(({ name }) => name));
});

it.each(Object.entries(EXPECTED))(
  '%s: its steps succeed, and the state is what it promises',
  async (name, expected) => {
    const { before, after } = await follow(name, expected.brand);
    const problems = Object.entries(expected.state).map(([selector, value]) =>
      checkState(before, after, selector, value),
    );
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  },
);
