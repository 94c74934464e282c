/** HTTP requests of the tests, sent by undici itself: `fetch` takes as long again as everything that it is there to test. */
import { Agent, request } from 'undici';

export interface SentRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Received {
  status: number;
  headers: Headers;
  text: string;
}

const agent = new Agent();

export async function send(url: string, { method = 'GET', headers = {}, body }: SentRequest = {}): Promise<Received> {
  const response = await request(url, {
    dispatcher: agent,
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const fields = Object.entries(response.headers).flatMap(([name, value]): [string, string][] =>
    [value ?? []].flat().map((each) => [name, each]),
  );
  return { status: response.statusCode, headers: new Headers(fields), text: await response.body.text() };
}
