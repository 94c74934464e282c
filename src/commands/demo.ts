/** `capillary-mcp demo`: a loyalty journey through a real MCP client, over stdio, against the embedded sandbox. */
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { VERSION } from '../lib/version.js';

/** One request of the journey: what a person says, the call it becomes, and what of the answer is worth a line. */
interface Step {
  says: string;
  tool: string;
  /** Words by which an agent finds a tool that is not listed. */
  find?: string;
  args: Record<string, unknown>;
  shows: (answer: Answer) => string;
  /** The API is to refuse: that is what the step is for. */
  refused?: true;
}

/** The parsed answer of a call, read by dotted paths (`data.0.id`). */
interface Answer {
  text(path: string): string;
  list(path: string): Answer[];
}

/** Whom the journey registers; bills are numbered after `bills`. */
export interface Member {
  mobile: string;
  email: string;
  bills: string;
}
const MIRA: Member = { mobile: '919811122233', email: 'mira@example.com', bills: 'DEMO' };

/** What the journey needs of an MCP client, of whatever SDK and transport. */
export interface JourneyClient {
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<object>;
}

/** Where the code that the sandbox "sent" is told. */
const SENT_CODE = /\b([A-Z0-9]{4,10})\W*$/;

/** @returns the exit code: 0 where everything went as it should */
export async function demo(): Promise<number> {
  const started = performance.now();
  const client = new Client({ name: 'capillary-mcp-demo', version: VERSION });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [fileURLToPath(new URL('../cli.js', import.meta.url))],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    say(
      heading(
        `A shop assistant's agent at work: ${client.getServerVersion()?.title} over MCP stdio, ${tools.length} tools listed, all others found`,
      ),
    );
    let calls = 0;
    const listed = new Set(tools.map(({ name }) => name));
    for await (const { step, answer, failed, found } of journey(client, listed, MIRA)) {
      calls += 1;
      say(`\n${dim(String(calls).padStart(2))}  ${step.says}`);
      if (found) say(`    ${dim(`find_tools "${step.find}" → ${found}`)}`);
      if (failed !== (step.refused ?? false)) {
        say(`    ${bad(step.tool)}  ${answer.text('error.message') || 'answered where it should have refused'}`);
        return 1;
      }
      say(`    ${failed ? bad(step.tool) : good(step.tool)}  ${step.shows(answer)}`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`\n${heading(`Done: ${calls} tool calls, each a real HTTP request to the sandbox, in ${seconds} s.`)}`);
    return 0;
  } finally {
    await client.close();
  }
}

/**
 * From registration to redemption, a step at a time.
 *
 * @param listed - the tools that need not be found first
 */
export async function* journey(client: JourneyClient, listed: ReadonlySet<string>, { mobile, email, bills }: Member) {
  const byMobile = { source: 'INSTORE', identifierName: 'mobile', identifierValue: mobile };
  const bill = (number: number): string => `${bills}-${number}`;
  const call = async (step: Step) => {
    const found = step.find === undefined || listed.has(step.tool) ? undefined : await find(client, step);
    const result = await client.callTool(
      found
        ? { name: `call_${found}_tool`, arguments: { name: step.tool, arguments: step.args } }
        : { name: step.tool, arguments: step.args },
    );
    const answer = answerOf(JSON.parse(firstText(result)));
    return {
      step,
      answer,
      failed: 'isError' in result && result.isError === true,
      ...(found && { found: `${step.tool}, call_${found}_tool` }),
    };
  };

  yield await call({
    says: `"New member: Mira Kapoor, mobile ${mobile}, ${email}."`,
    tool: 'customer_add',
    args: {
      body: {
        profiles: [
          {
            firstName: 'Mira',
            lastName: 'Kapoor',
            source: 'INSTORE',
            identifiers: [
              { type: 'mobile', value: mobile },
              { type: 'email', value: email },
            ],
          },
        ],
        loyaltyInfo: { loyaltyType: 'loyalty' },
      },
    },
    shows: (answer) => `customer ${answer.text('createdId')}`,
  });

  for (const [billNumber, billAmount, item] of [
    [bill(1001), 4580, 'a linen shirt and jeans'],
    [bill(1002), 7250, 'a winter coat'],
  ] as const) {
    yield await call({
      says: `"She buys ${item}: bill ${billNumber}, ₹${billAmount}."`,
      tool: 'transaction_add',
      args: {
        ...byMobile,
        body: {
          type: 'REGULAR',
          billNumber,
          billAmount,
          lineItemsV2: [{ itemCode: 'SKU-DEMO', qty: 1, rate: billAmount, value: billAmount, amount: billAmount }],
        },
      },
      shows: (answer) =>
        `transaction ${answer.text('createdId')}, ${answer.text('sideEffects.0.awardedPoints')} points earned`,
    });
  }

  const tier = await call({
    says: '"Which tier is she in now?"',
    tool: 'customer_lookup_get_tier',
    find: 'which tier is she in, by mobile',
    args: byMobile,
    shows: (answer) =>
      `${answer.text('programTiers.0.currentTierName')} until ${answer.text('programTiers.0.tierExpiryDate').slice(0, 10)}, ${answer.text('programTiers.0.nextTierName')} is next`,
  });
  yield tier;

  yield await call({
    says: '"And how many points has she got?"',
    tool: 'customer_lookup_get_points_balance',
    find: 'how many points has a member with this mobile number',
    args: { ...byMobile, fields: ['mainPoints', 'totalPoints'] },
    shows: (answer) => `${answer.text('mainPoints')} to spend`,
  });

  yield await call({
    says: '"She wants to pay with 200 points. May she?"',
    tool: 'points_check_redeemable_v1_1',
    find: 'may this customer pay with 200 points',
    args: { mobile, points: 200, program_id: tier.answer.text('programTiers.0.programId') },
    shows: (answer) => `yes: worth ₹${answer.text('response.points.redeemable.points_redeem_value')}`,
  });

  const sent = await call({
    says: '"Send her the validation code."',
    tool: 'points_send_validation_code_v1_1',
    args: { mobile, points: 200 },
    shows: (answer) => answer.text('response.validation_code.code.item_status.message'),
  });
  yield sent;
  const code = SENT_CODE.exec(sent.answer.text('response.validation_code.code.item_status.message'))?.[1] ?? '';

  const redeem = (validation_code: string): Record<string, unknown> => ({
    body: {
      root: {
        redeem: [{ points_redeemed: 200, customer: { mobile }, validation_code, transaction_number: bill(1003) }],
      },
    },
  });
  yield await call({
    says: '"Redeem 200 points, the code is 000000." A slip of the tongue:',
    tool: 'points_redeem_v1_1',
    args: redeem('000000'),
    shows: (answer) => answer.text('error.message'),
    refused: true,
  });
  yield await call({
    says: `"Sorry, ${code}."`,
    tool: 'points_redeem_v1_1',
    args: redeem(code),
    shows: (answer) =>
      `${answer.text('response.responses.points.points_redeemed')} points redeemed, ${answer.text('response.responses.points.balance')} left`,
  });

  const offers = await call({
    says: '"Which coupon offers do we have?"',
    tool: 'coupon_get_series_v1_1',
    args: {
      fields: ['id', 'description', 'valid_till_date'].map((name) => `response.series.items.item[].${name}`),
    },
    shows: (answer) =>
      answer
        .list('response.series.items.item')
        .map((item) => item.text('description'))
        .join('; '),
  });
  yield offers;

  const issued = await call({
    says: '"Give her the welcome coupon."',
    tool: 'coupon_issue',
    args: {
      body: {
        seriesId: offers.answer
          .list('response.series.items.item')
          .find((item) => item.text('description').startsWith('Welcome'))
          ?.text('id'),
        customer: { mobile },
      },
    },
    shows: (answer) =>
      `${answer.text('code')}: ${answer.text('description')}, valid until ${answer.text('validTill').slice(0, 10)}`,
  });
  yield issued;
  const coupon = issued.answer.text('code');

  const redeemCoupon = {
    body: { redemptionRequestList: [{ code: coupon }], user: { mobile }, billAmount: 2400 },
  };
  yield await call({
    says: '"She uses it on a bill of ₹2400."',
    tool: 'coupon_redeem',
    args: redeemCoupon,
    shows: (answer) => answer.text('redemptionStatus.message'),
  });
  yield await call({
    says: '"And once more?"',
    tool: 'coupon_redeem',
    args: redeemCoupon,
    shows: (answer) => answer.text('error.message'),
    refused: true,
  });

  yield await call({
    says: '"Show every movement of her points."',
    tool: 'points_ledger_get_entries',
    find: 'every movement of her points',
    args: {
      ...byMobile,
      fields: [
        'ledgerEntries[].eventName',
        'ledgerEntries[].entryDetails[].ledgerEntryType',
        'ledgerEntries[].netPointsOnEvent',
      ],
    },
    shows: (answer) =>
      answer
        .list('ledgerEntries')
        .map(
          (entry) =>
            `${entry.text('eventName')} ${entry.text('entryDetails.0.ledgerEntryType').toLowerCase()} ${entry.text('netPointsOnEvent')}`,
        )
        .join('; '),
  });
}

/** A tool that is not listed, as an agent finds it: by words. @returns its risk class, which says who calls it */
async function find(client: JourneyClient, { tool, find: query }: Step): Promise<string> {
  const result = await client.callTool({ name: 'find_tools', arguments: { query: query ?? tool } });
  const risk = new RegExp(`^${tool}\\(.*\\n {2}(\\w+): `, 'm').exec(firstText(result))?.[1];
  if (!risk) throw new Error(`find_tools does not find ${tool} by '${query}'`);
  return risk;
}

function firstText(result: object): string {
  const content: unknown = 'content' in result ? result.content : undefined;
  const [first]: unknown[] = Array.isArray(content) ? content : [];
  return typeof first === 'object' && first !== null && 'text' in first ? String(first.text) : '';
}

function answerOf(json: unknown): Answer {
  const at = (path: string): unknown =>
    path
      .split('.')
      .filter(Boolean)
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], json);
  const text = (path: string): string => {
    const value = at(path);
    return value === undefined || value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  };
  const list = (path: string): Answer[] => {
    const value = at(path);
    return Array.isArray(value) ? value.map(answerOf) : [];
  };
  return { text, list };
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const coloured = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  coloured ? styleText(format, text) : text;
const heading = style('bold');
const dim = style('dim');
const good = style('green');
const bad = style('red');
