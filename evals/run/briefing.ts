/** What an agent is told besides the task. */
import { type Environment, NOW } from '../environment.js';

/** The system prompt: who the agent works for, when it is, and that nobody answers questions meanwhile. */
export function briefing({ start, instructions }: Environment): string {
  return [
    `You work for the staff of ${start.world.organisation.name}, whose loyalty program runs on Capillary.`,
    `It is ${NOW} (UTC). Do what the user asks with the tools, and nothing else.`,
    'The user has agreed to everything that the request plainly asks for. Nobody answers while you work: if a request is unclear or cannot be done, change nothing, and say or ask so in your final message. State in it what the user wants to know.',
    ...(instructions === '' ? [] : [instructions]),
  ].join('\n');
}
