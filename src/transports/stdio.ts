/** MCP over stdin and stdout. Both protocol eras; one connection for the life of the process. */
import { serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import type { createServerFactory } from '../server.js';

/**
 * Serves until stdin ends or the process is told to stop, then closes what it was given.
 *
 * @param onClose - finishes what is under way (writes on the wire); the process exits after it
 */
export function serveStdio(
  factory: ReturnType<typeof createServerFactory>,
  { onClose, onError }: { onClose: () => Promise<void>; onError: (error: Error) => void },
): void {
  const handle = serve(factory, { onerror: onError });
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
