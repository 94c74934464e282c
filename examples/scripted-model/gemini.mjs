/** The Gemini API, as far as the script needs it: `generateContent`, with and without streaming. */

/** Texts of the results in a request, in order. */
export const geminiResults = ({ contents }) =>
  contents
    .flatMap(({ parts = [] }) => parts)
    .flatMap(({ functionResponse }) => (functionResponse ? [JSON.stringify(functionResponse.response)] : []));

export const geminiTools = ({ tools = [] }) =>
  tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name));

export function geminiAnswer({ call, text }) {
  const part = call ? { functionCall: { name: call.name, args: call.arguments } } : { text };
  return { candidates: [{ index: 0, finishReason: 'STOP', content: { role: 'model', parts: [part] } }] };
}
