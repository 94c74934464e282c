/** Runs the loyalty journey through an MCP client, with any SDK and transport. */
import { type Answer, type JourneyMember, STEPS, type Step } from './journey-steps.js';

/** The part of an MCP client that the journey needs. */
export interface JourneyClient {
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<object>;
}

/** The result of a step. */
interface StepResult {
  step: Step;
  answer: Answer;
  hasFailed: boolean;
  /** The tool that find_tools found, and its caller; absent if the tool is listed. */
  discovery?: string;
}

/**
 * Runs the steps one by one, from registration to redemption.
 *
 * @param listed - the tools that do not have to be found first
 */
export async function* runJourney(
  client: JourneyClient,
  listed: ReadonlySet<string>,
  member: JourneyMember,
): AsyncGenerator<StepResult, void> {
  const answers = new Map<string, Answer>();
  const answerOf = (tool: string): Answer => answers.get(tool) ?? toAnswer(undefined);
  for (const createStep of STEPS) {
    const result = await runStep(client, listed, createStep({ member, answerOf }));
    answers.set(result.step.tool, result.answer);
    yield result;
  }
}

async function runStep(client: JourneyClient, listed: ReadonlySet<string>, step: Step): Promise<StepResult> {
  const risk = step.query === undefined || listed.has(step.tool) ? undefined : await findRisk(client, step);
  const result = await client.callTool(
    risk
      ? { name: `call_${risk}_tool`, arguments: { name: step.tool, arguments: step.args } }
      : { name: step.tool, arguments: step.args },
  );
  return {
    step,
    answer: toAnswer(JSON.parse(firstText(result))),
    hasFailed: 'isError' in result && result.isError === true,
    ...(risk && { discovery: `${step.tool}, call_${risk}_tool` }),
  };
}

/** Finds a tool that is not listed by words, as an agent would. @returns its risk class, which decides the caller */
async function findRisk(client: JourneyClient, { tool, query }: Step): Promise<string> {
  const result = await client.callTool({ name: 'find_tools', arguments: { query: query ?? tool } });
  const [, risk, purpose = ''] = new RegExp(`^${tool}\\(.*\\n {2}(\\w+): (.*)`, 'm').exec(firstText(result)) ?? [];
  if (!risk) throw new Error(`find_tools does not find ${tool} for '${query}'`);
  // No step has an argument that keeps such a call from being a read.
  return purpose.includes('A read unless') ? 'read' : risk;
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
