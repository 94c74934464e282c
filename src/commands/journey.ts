/** A loyalty journey through an MCP client, of whatever SDK and transport. */
import { type Answer, type Member, STEPS, type Step } from './journey-steps.js';

/** What the journey needs of an MCP client. */
export interface JourneyClient {
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<object>;
}

/** What a step came to. */
interface Outcome {
  step: Step;
  answer: Answer;
  failed: boolean;
  /** The tool that was found, and what calls it; absent where the tool is listed. */
  found?: string;
}

/**
 * From registration to redemption, a step at a time.
 *
 * @param listed - the tools that need not be found first
 */
export async function* journey(
  client: JourneyClient,
  listed: ReadonlySet<string>,
  member: Member,
): AsyncGenerator<Outcome, void> {
  const answers = new Map<string, Answer>();
  const answerOf = (tool: string): Answer => answers.get(tool) ?? toAnswer(undefined);
  for (const stepOf of STEPS) {
    const outcome = await take(client, listed, stepOf({ member, answerOf }));
    answers.set(outcome.step.tool, outcome.answer);
    yield outcome;
  }
}

async function take(client: JourneyClient, listed: ReadonlySet<string>, step: Step): Promise<Outcome> {
  const found = step.find === undefined || listed.has(step.tool) ? undefined : await find(client, step);
  const result = await client.callTool(
    found
      ? { name: `call_${found}_tool`, arguments: { name: step.tool, arguments: step.args } }
      : { name: step.tool, arguments: step.args },
  );
  return {
    step,
    answer: toAnswer(JSON.parse(firstText(result))),
    failed: 'isError' in result && result.isError === true,
    ...(found && { found: `${step.tool}, call_${found}_tool` }),
  };
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

function toAnswer(json: unknown): Answer {
  const at = (path: string): unknown =>
    path
      .split('.')
      .filter(Boolean)
      .reduce<unknown>(
        (value, key) => (typeof value === 'object' && value ? Reflect.get(value, key) : undefined),
        json,
      );
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
    return Array.isArray(value) ? value.map(toAnswer) : [];
  };
  return { text, list };
}
