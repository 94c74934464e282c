/** Ways in which a server can misbehave. */
import { gzipSync } from 'node:zlib';
import { answerProperly, type Connection, httpResponse, type Misbehavior } from './upstream.js';

/** Writes this instead of a proper response. */
export const write = (text: string | Buffer | ((connection: Connection) => string | Buffer)): Misbehavior => ({
  onRequest: (connection) => {
    connection.socket.write(typeof text === 'string' || Buffer.isBuffer(text) ? text : text(connection));
  },
});

/** The same, then ends the connection. */
export const writeAndEnd = (text: string | Buffer): Misbehavior => ({ onRequest: ({ socket }) => socket.end(text) });

/** The same, then resets the connection as soon as the text was handed to the network. */
export const writeAndReset = (text: string): Misbehavior => ({
  onRequest: ({ socket }) => void socket.write(text, () => socket.resetAndDestroy()),
});

export const reset = ({ socket }: Connection): void => {
  socket.resetAndDestroy();
};

export const end = ({ socket }: Connection): void => {
  socket.end();
};

/** Never answers. */
export const hang: Misbehavior = { onRequest: () => {} };

/** A response with this status. */
export const status = (statusLine: string, body = '{"message":"Refused"}', headers = ''): Misbehavior =>
  write(httpResponse(body, statusLine, headers));

/** HTTP 200 with this body. */
export const ok = (body: string, headers = ''): Misbehavior => status('200 OK', body, headers);

/** Only the first request meets this; all others are answered properly. */
export const once = (misbehavior: Misbehavior): Misbehavior => ({
  onRequest: (connection) => {
    if (connection.serverRequests === 1) misbehavior.onRequest?.(connection);
    else answerProperly(connection);
  },
});

/** Answers the first request of each connection properly, and the second one like this. */
export const onReuse = (onSecond: (connection: Connection) => void): Misbehavior => ({
  onRequest: (connection) => {
    if (connection.requests === 1) answerProperly(connection);
    else onSecond(connection);
  },
});

/**
 * Writes a proper response slowly.
 *
 * @param everyMs - pause between two bytes
 * @param from - number of bytes that are written at once
 */
export const drip = (everyMs: number, from: number): Misbehavior => ({
  onRequest: (connection) => {
    const { socket } = connection;
    const response = connection.properAnswer();
    socket.write(response.slice(0, from));
    let next = from;
    const timer = setInterval(() => {
      socket.write(response.slice(next, next + 1));
      next += 1;
      if (next === response.length) clearInterval(timer);
    }, everyMs);
    socket.once('close', () => clearInterval(timer));
  },
});

/** A proper response, but with the body that `encode` makes of it. */
export const encoded = (headers: string, encode: (body: string) => Buffer = (body) => gzipSync(body)): Misbehavior =>
  write((connection) => {
    const body = encode(bodyOf(connection.properAnswer()));
    const head = `HTTP/1.1 200 OK\r\n${headers}content-length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  });

/** A proper response in chunks. */
export const chunked: Misbehavior = write((connection) => {
  const chunks = [...bodyOf(connection.properAnswer()).matchAll(/.{1,7}/gs)].map(
    ([text]) => `${text.length.toString(16)}\r\n${text}\r\n`,
  );
  return `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`;
});

/** A proper response as in HTTP/1.0, whose body ends with the connection. */
export const withoutLength: Misbehavior = {
  onRequest: (connection) => void connection.socket.end(`HTTP/1.0 200 OK\r\n\r\n${bodyOf(connection.properAnswer())}`),
};

const bodyOf = (response: string): string => response.slice(response.indexOf('\r\n\r\n') + 4);
