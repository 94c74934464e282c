/**
 * Stands for OpenAI and Gemini on this machine, so that the examples run without a key: it answers their requests with
 * the calls of script.mjs. A request that it does not understand is answered with 400 and what was wrong.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { geminiAnswer, geminiResults, geminiTools } from './gemini.mjs';
import {
  chatAnswer,
  chatResults,
  chatTools,
  responseAnswer,
  responseEvents,
  responseResults,
  responseTools,
} from './openai.mjs';
import { nextStep } from './script.mjs';

/** Starts it on a free port. */
export async function startScriptedModel() {
  let answers = 0;
  const server = createServer(async (request, response) => {
    try {
      answers += 1;
      reply(response, answer(request.url ?? '', await json(request), `call_${answers}`));
    } catch (error) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `scripted model: ${error.message}` } }));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What answers a request: one object, or the events of a stream. */
function answer(url, body, id) {
  if (url.endsWith('/chat/completions')) {
    const step = chooseStep(chatResults(body), chatTools(body));
    const chunk = chatAnswer(step, id, body.stream);
    return body.stream ? { events: [chunk], end: '[DONE]' } : chunk;
  }
  if (url.endsWith('/responses')) {
    const response = responseAnswer(chooseStep(responseResults(body), responseTools(body)), id);
    return body.stream ? { events: responseEvents(response) } : response;
  }
  if (/:(stream)?generateContent/i.test(url)) {
    const content = geminiAnswer(chooseStep(geminiResults(body), geminiTools(body)));
    return url.includes(':stream') ? { events: [content] } : content;
  }
  throw new Error(`no answer to ${url}`);
}

/** The next step, with the name that the framework gave to the tool: some put the server's name before it. */
function chooseStep(results, offered) {
  const step = nextStep(results);
  if (!step.call) return step;
  const name = offered.find((candidate) => candidate?.endsWith(step.call.name));
  if (name === undefined) throw new Error(`the request offers no tool ${step.call.name}, but ${offered.join(', ')}`);
  return { call: { ...step.call, name } };
}

function reply(response, content) {
  if (!content.events) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of content.events)
    response.write(`${event.type ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`);
  response.end(content.end ? `data: ${content.end}\n\n` : '');
}
