/**
 * A till was down. For each customer whose name or number begins with a text: lists the coupons that expire soon, which they
 * could not use, and gives back the points of their last redemption.
 *
 *     capillary-mcp catalogue --typescript > capillary.d.ts
 *     node make-amends.js asha 30
 *
 * Prints one line of JSON for each customer. Without credentials, it runs on the embedded sandbox.
 */
import process from 'node:process';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Answer, Call, Mobile, NumberLike } from './capillary.js';

const DAY = 86_400_000;

type Coupon = NonNullable<
  NonNullable<
    NonNullable<NonNullable<Answer<'customer_list_coupons'>['entity']>['customers']>[number]['coupons']
  >[number]
>;

interface Amends {
  customer: NumberLike;
  mobile: Mobile | undefined;
  expiring: { code: string; days: number }[];
  pointsGivenBack: number;
}

/** Starts the server, which reads its settings from the environment. */
async function connect(command: string): Promise<{ call: Call; close: () => Promise<void> }> {
  const client = new Client({ name: 'make-amends', version: '1.0.0' });
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PATH|CAPILLARY_)/.test(name)));
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [command, '--answers', 'whole'],
      env: env as Record<string, string>,
      stderr: 'ignore',
    }),
  );
  const call: Call = async (name, args) => {
    const { content, isError } = await client.callTool({ name, arguments: { ...args } });
    const [first] = content;
    const text = first?.type === 'text' ? first.text : '{}';
    if (isError) throw new Error(`${name}: ${text}`);
    return JSON.parse(text);
  };
  return { call, close: () => client.close() };
}

async function findCustomers(call: Call, text: string): Promise<NumberLike[]> {
  const { data } = await call('customer_search', { q: text });
  return (data ?? []).flatMap(({ userId }) => (userId === null || userId === undefined ? [] : [userId]));
}

/** Days until a coupon expires; rounded up. */
function daysLeft({ validTill }: Coupon, now: number): number {
  return validTill ? Math.ceil((Date.parse(validTill) - now) / DAY) : Number.POSITIVE_INFINITY;
}

async function makeAmends(call: Call, id: NumberLike, maxDays: number): Promise<Amends> {
  const { entity } = await call('customer_list_coupons', { id, status: 'REDEEMABLE', limit: 100 });
  const [customer] = entity?.customers ?? [];
  const now = Date.now();
  const expiring = (customer?.coupons ?? [])
    .map((coupon) => ({ code: coupon.code ?? '', days: daysLeft(coupon, now) }))
    .filter(({ days }) => days >= 0 && days <= maxDays)
    .sort((one, other) => one.days - other.days);
  return {
    customer: id,
    mobile: customer?.mobile ?? undefined,
    expiring,
    pointsGivenBack: await giveBack(call, id),
  };
}

/** Reverses the last redemption of points that has not been reversed. @returns the points */
async function giveBack(call: Call, id: NumberLike): Promise<number> {
  const { response } = await call('customer_get_redemptions_v1_1', { id: String(id), type: 'POINTS', order: 'desc' });
  // The API writes a list with one element as the element.
  const [customer] = [response?.customer].flat();
  const redemptions = [customer?.redemptions?.points?.point ?? []].flat();
  const last = redemptions.find(({ redemption_id, reversals }) => redemption_id && !reversals?.length);
  if (!last?.redemption_id) return 0;
  const { pointsReversed, pointsToBeReversed } = await call('points_reverse_redemption', {
    body: { redemptionId: String(last.redemption_id), identifier: { type: 'id', value: String(id) } },
  });
  return Number(pointsReversed ?? pointsToBeReversed ?? 0);
}

const [text = '', days = '30', command = 'node_modules/capillary-mcp/dist/cli.js'] = process.argv.slice(2);
const { call, close } = await connect(command);
try {
  for (const id of await findCustomers(call, text)) {
    process.stdout.write(`${JSON.stringify(await makeAmends(call, id, Number(days)))}\n`);
  }
} finally {
  await close();
}
