/** The values of --model, for people. */
export const MODEL_HELP = [
  'anthropic:<model>  needs ANTHROPIC_API_KEY; ANTHROPIC_BASE_URL for another host',
  'openai:<model>     needs OPENAI_API_KEY; OPENAI_BASE_URL for any OpenAI-compatible host',
  'scripted           plays the reference of each task; costs nothing',
  'scripted:wrong     plays the wrong way of each task',
].join('\n');
