/** Endpoints with one method and path, of which a call says by its arguments which it means. */
import type { Call, Handler, Handlers } from './handler.js';

/**
 * Registers handlers of such endpoints, each decoded by its own definition.
 *
 * @param choose - the tool that a call means, or a handler of what no documentation has
 * @throws as `choose` does
 */
export function choosing(handlers: Handlers, choose: (call: Call) => string | Handler): Handlers {
  const handler: Handler = (call) => {
    const choice = choose(call);
    const chosen = typeof choice === 'string' ? handlers[choice] : choice;
    if (!chosen) throw new Error(`nothing handles ${choice}`);
    return chosen(call);
  };
  return Object.fromEntries(Object.keys(handlers).map((tool) => [tool, handler]));
}
