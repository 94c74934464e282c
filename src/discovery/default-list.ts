/**
 * What `tools/list` shows if no filter is set. Making it takes the whole catalogue. The build therefore replaces this
 * module with its result (scripts/build/listed-tools.ts), so that a start without filters does not grow with the catalogue.
 */
import type { Tool } from '@modelcontextprotocol/server';
import { listedTools } from '../presentation/listed-tools.js';
import { createList } from './list.js';
import { createSelection } from './selection.js';

export const defaultList: readonly Tool[] = createList(
  createSelection({}, (filter) => filter),
  listedTools,
);
