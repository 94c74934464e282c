/**
 * Every tool as `tools/list` shows it. Making the list builds every schema, so the build replaces this module by its
 * result (scripts/build/listed-tools.ts), and a server starts without any schema.
 */
import { definitions } from '../tools/catalogue.js';
import { type ListedTool, listedTool } from './tool-list.js';

export const listedTools: readonly ListedTool[] = definitions.map(listedTool);
