/** Surveys and what customers answered. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptySurveyState } from './state.js';

export const survey: Domain = {
  name: 'survey',
  state: emptySurveyState,
  ids: { survey: 101, surveyQuestion: 201, surveyResponse: 14001 },
  handlers: async () => (await import('./handlers.js')).surveyHandlers,
  onErase,
  onMerge,
};
