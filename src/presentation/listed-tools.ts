/**
 * Every tool as `tools/list` shows it. Making the list builds every schema. The build therefore replaces this module
 * with its result (scripts/build/listed-tools.ts), so that a server starts without building any.
 */
import { definitions } from '../tools/catalogue.js';
import { overviews } from '../tools/overviews/overviews.js';
import { type ListedTool, toListedTool } from './tool-list.js';

export const listedTools: readonly ListedTool[] = [...definitions, ...overviews].map(toListedTool);
