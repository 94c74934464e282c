/** The process that holds a session: it answers the commands over loopback, and ends with the session. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { pickTasks } from '../commands/pick-tasks.js';
import { saveAttempt } from '../run/store.js';
import { SURFACES } from '../surfaces/surface.js';
import { Session, type SessionCommand, type SessionReply } from './session.js';
import { removeAddress, sessionFile, writeAddress } from './session-file.js';

/** A session that nobody uses for so long ends by itself. */
const IDLE_MS = 2 * 60 * 60 * 1000;

const OPTIONS = z.object({
  task: z.string(),
  surface: z.enum(SURFACES),
  worker: z.string(),
  run: z.number(),
  session: z.string(),
  /** Where attempts are stored. */
  folder: z.string(),
});

export type DaemonOptions = z.infer<typeof OPTIONS>;

const COMMAND = z.discriminatedUnion('command', [
  z.object({ command: z.literal('tools'), names: z.array(z.string()) }),
  z.object({ command: z.literal('call'), tool: z.string(), args: z.record(z.string(), z.unknown()) }),
  z.object({ command: z.literal('answer'), text: z.string() }),
  z.object({ command: z.literal('stop') }),
]) satisfies z.ZodType<SessionCommand>;

/** Holds a session until it ends. Sends its introduction to the parent process once it listens. */
export async function serveSession(options: string): Promise<void> {
  const { introduction, ended } = await openSession(OPTIONS.parse(JSON.parse(options)));
  process.send?.({ introduction });
  process.disconnect?.();
  await ended;
}

/** A session that can be reached. */
export interface OpenSession {
  introduction: string;
  /** Resolves when the session has ended. */
  ended: Promise<void>;
}

export async function openSession(options: DaemonOptions): Promise<OpenSession> {
  const [task] = pickTasks([options.task]);
  if (!task) throw new Error(`there is no task ${options.task}`);
  const session = await Session.start({ ...options, task });
  const file = sessionFile(options.folder, options.session);
  const token = randomBytes(16).toString('hex');
  const { promise: ended, resolve: end } = deferred();
  const idle = setTimeout(() => end(), IDLE_MS);
  const server = createServer((request, response) => {
    idle.refresh();
    answer(session, token, request, options.folder).then(
      ({ reply, isLast }) => {
        response.setHeader('connection', 'close');
        response.end(JSON.stringify(reply), () => isLast && end());
      },
      (error: unknown) => {
        response.statusCode = 500;
        response.end(JSON.stringify({ text: String(error), isError: true }));
      },
    );
  });
  await writeAddress(file, { port: await listen(server), token, task: task.id });
  return {
    introduction: session.introduction,
    ended: ended.then(async () => {
      clearTimeout(idle);
      await removeAddress(file);
      server.closeAllConnections();
      server.close();
      await session.close();
    }),
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}

async function answer(
  session: Session,
  token: string,
  request: IncomingMessage,
  folder: string,
): Promise<{ reply: SessionReply; isLast: boolean }> {
  if (request.headers.authorization !== `Bearer ${token}`) throw new Error('The token of the session is wrong');
  const command = COMMAND.parse(await json(request));
  switch (command.command) {
    case 'tools':
      return { reply: await session.listTools(command.names), isLast: false };
    case 'call':
      return { reply: await session.call(command.tool, command.args), isLast: false };
    case 'answer': {
      const reply = session.answer(command.text);
      await saveAttempt(join(folder, 'serve'), reply.record);
      return { reply, isLast: true };
    }
    case 'stop':
      return { reply: { text: 'The session has ended; nothing was recorded.' }, isLast: true };
  }
}
