/** What journeys through a real MCP client need: calls as an agent makes them, and customers who buy. */
import { expect } from 'vitest';
import { followPointers } from '../../evals/surfaces/pointers.js';
import { definitions } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { valueAt } from '../sandbox/support.js';
import { startClient } from './clients.js';

export type Args = Record<string, unknown>;

export interface Member {
  id: number;
  mobile: string;
  /** The arguments that identify them in calls by identifier. */
  named: { source: string; identifierName: string; identifierValue: string };
}

export interface Shop {
  /** The value at a path of a call's answer. */
  ask(tool: string, args: Args, path?: string): Promise<unknown>;
  /** The API's code for a call that it refuses. */
  refused(tool: string, args: Args): Promise<unknown>;
  /** The names of the tools that a search finds, best first. */
  findTools(query: string): Promise<string[]>;
  /** A new customer. */
  member(): Promise<Member>;
  /** Adds a bill for an amount. @returns its number */
  buys(customer: Member, billAmount: number, more?: object): Promise<string>;
  points(customer: Member): Promise<number>;
  tier(customer: Member): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts the command with the fashion brand's sandbox and connects to it. */
export async function openShop(env: Record<string, string> = {}): Promise<Shop> {
  const client = await startClient('2026 era, 2.x client', env);

  /** Calls a tool as an agent would after finding it: through the caller of its risk class. */
  async function call(tool: string, args: Args): Promise<{ isError: boolean; json: unknown }> {
    const definition = definitions.find((each) => each.tool === tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    return client.call(`call_${risk(definition)}_tool`, { name: tool, arguments: args });
  }

  async function ask(tool: string, args: Args, path = ''): Promise<unknown> {
    const { isError, json } = await call(tool, args);
    expect(isError, `${tool}: ${JSON.stringify(json).slice(0, 500)}`).toBe(false);
    const answer = followPointers(json);
    return path === '' ? answer : valueAt(answer, path);
  }

  async function refused(tool: string, args: Args): Promise<unknown> {
    const { isError, json } = await call(tool, args);
    expect(isError, `${tool} was answered`).toBe(true);
    return valueAt(json, 'error.details.code') ?? valueAt(json, 'error.code');
  }

  let joined = 0;
  let bills = 0;

  async function member(): Promise<Member> {
    joined += 1;
    const mobile = `9197123450${String(joined).padStart(2, '0')}`;
    const profile = {
      firstName: 'Mira',
      lastName: 'Kapoor',
      source: 'INSTORE',
      identifiers: [{ type: 'mobile', value: mobile }],
    };
    const body = { profiles: [profile], loyaltyInfo: { loyaltyType: 'loyalty' } };
    const id = await ask('customer_add', { source: 'INSTORE', body }, 'createdId');
    return {
      id: Number(id),
      mobile,
      named: { source: 'INSTORE', identifierName: 'mobile', identifierValue: mobile },
    };
  }

  async function buys({ named }: Member, billAmount: number, more: object = {}): Promise<string> {
    bills += 1;
    const billNumber = `journey-${bills}`;
    const lineItemsV2 = [{ itemCode: 'SHOE-SNK-8', qty: 1, rate: billAmount, amount: billAmount }];
    await ask('transaction_add', { ...named, body: { type: 'REGULAR', billNumber, billAmount, lineItemsV2, ...more } });
    return billNumber;
  }

  return {
    ask,
    refused,
    member,
    buys,
    findTools: async (query) =>
      [...(await client.call('find_tools', { query })).text.matchAll(/^\w+(?=\()/gm)].map(String),
    points: async ({ named }) => Number(await ask('customer_lookup_get_points_balance', named, 'mainPoints')),
    tier: ({ named }) => ask('customer_lookup_get_tier', named, 'programTiers.0.currentTierName'),
    close: () => client.close(),
  };
}
