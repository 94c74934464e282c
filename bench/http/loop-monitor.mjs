/** Loaded into the measured server with `--import`: reports how long its event loop was blocked, when asked. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 2;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
process.on('message', () => {
  process.send({ maxBlockedMs: Math.max(0, delays.max / 1e6 - RESOLUTION_MS) });
  delays.reset();
});
process.channel?.unref();
