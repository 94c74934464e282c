/** Makes answers fit the output schemas of their tools, and logs what did not. */
import type { AdaptAnswer } from '../call/call.js';
import { lazyAsync } from '../lib/lazy.js';
import type { Log } from '../lib/log.js';
import { UNEXPECTED } from '../tools/result-members.js';

/** Each place is logged once. There are fewer places in all types together. */
const MAX_LOGGED = 10_000;

/**
 * Nothing is loaded before the first call that needs it.
 *
 * @param maxCharacters - the limit for a result
 */
export const createAdapterLoader = (log: Log, maxCharacters: number): (() => Promise<AdaptAnswer>) =>
  lazyAsync(async () => {
    const [{ fitAnswer }, { answerSchema }] = await Promise.all([
      import('../call/fit-answer.js'),
      import('../presentation/output-schema.js'),
    ]);
    const logged = new Set<string>();
    return (definition, answer) => {
      const { value, unexpected } = fitAnswer(answer, answerSchema(definition), maxCharacters);
      const { tool } = definition;
      const news = unexpected.filter((path) => !logged.has(`${tool} ${path}`));
      if (news.length > 0 && logged.size < MAX_LOGGED) {
        for (const path of news) logged.add(`${tool} ${path}`);
        log('warn', 'answer does not fit its output schema', { tool, paths: news });
      }
      return { value, notes: unexpected.length > 0 ? [UNEXPECTED_NOTE] : [] };
    };
  });

const UNEXPECTED_NOTE = `"${UNEXPECTED}" holds what has another form than the output schema says.`;
