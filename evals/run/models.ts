/** The models that a run can use. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import { UsageError } from '../commands/usage-error.js';
import type { Task } from '../task.js';
import { MODEL_HELP } from './model-help.js';
import { scriptedModel } from './scripted-model.js';

/** @throws UsageError if the name or the environment is incomplete */
export function openModel(name: string, tasks: readonly Task[], env: NodeJS.ProcessEnv): LanguageModel {
  const [provider, id = ''] = name.split(/:(.*)/s);
  if (name === 'scripted') return scriptedModel(tasks, ({ reference }) => reference);
  if (name === 'scripted:wrong') return scriptedModel(tasks, ({ wrong }) => wrong);
  if (provider === 'anthropic' && id !== '') {
    const baseURL = env['ANTHROPIC_BASE_URL'];
    return createAnthropic({ apiKey: needed(env, 'ANTHROPIC_API_KEY'), ...(baseURL && { baseURL }) })(id);
  }
  if (provider === 'openai' && id !== '') {
    const baseURL = env['OPENAI_BASE_URL'] ?? 'https://api.openai.com/v1';
    const apiKey = env['OPENAI_API_KEY'] ?? (env['OPENAI_BASE_URL'] ? undefined : needed(env, 'OPENAI_API_KEY'));
    return createOpenAICompatible({ name: 'openai', baseURL, ...(apiKey && { apiKey }) })(id);
  }
  throw new UsageError(`--model must be one of:\n${MODEL_HELP}`);
}

function needed(env: NodeJS.ProcessEnv, variable: string): string {
  const value = env[variable];
  if (!value) throw new UsageError(`Set ${variable} to the API key of the model's provider.`);
  return value;
}
