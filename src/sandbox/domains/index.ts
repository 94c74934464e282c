/** The domains of the sandbox. A new one is a folder here and a line in this list. */
import { type Domain, registerDomains } from './domain.js';
import { leads } from './leads/index.js';
import { transactions } from './transactions/index.js';

/** In the order in which they are seeded, and in which they react to what happens in other domains. */
export const DOMAINS: readonly Domain[] = [leads, transactions];

registerDomains(DOMAINS);
