/** MCP over stdin and stdout. Both protocol eras; one connection for the life of the process. */
import { serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import type { Allowed } from '../discovery/filters.js';
import type { Live } from '../lib/observable.js';
import type { CreateServer } from '../server.js';

/**
 * Serves until stdin ends or the process is told to stop, then closes what it was given.
 *
 * @param allowed - what is enabled and listed; a change of it is notified
 * @param onClose - finishes what is under way (writes on the wire); the process exits after it
 */
export function serveStdio(
  createServer: CreateServer,
  {
    allowed,
    onClose,
    onError,
  }: { allowed: Live<Allowed>; onClose: () => Promise<void>; onError: (error: Error) => void },
): void {
  const handle = serve(
    () => {
      const server = createServer({ selection: () => allowed.current().selection });
      const unsubscribe = allowed.subscribe(() => {
        // Nobody may be connected any more, or yet.
        if (server.transport) void server.sendToolListChanged().catch(onError);
      });
      server.onclose = unsubscribe;
      return server;
    },
    { onerror: onError },
  );
  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    await handle.close();
    await onClose();
    process.exit(0);
  };
  process.stdin.once('end', close).once('close', close);
  process.once('SIGINT', close).once('SIGTERM', close);
}
