/** How much memory a process takes for garbage. */
import { setFlagsFromString } from 'node:v8';

/**
 * By how much the heap may grow, in percent of what is in use, before garbage is collected again. V8's own rule lets it grow
 * to several times of that.
 */
const GROWTH_PERCENT = 50;

/** Limits the garbage of a process that runs long: a few large responses, or thousands of bills, would else leave much. */
export function limitHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
