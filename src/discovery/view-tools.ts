/** The list of tools as clients see it that show views: the views of tools, and the tool that only views call. */
import type { Tool } from '@modelcontextprotocol/server';
import { APPROVE_PLAN, type ViewName, viewUri } from '../apps/contract.js';
import { overviews } from '../tools/overviews/overviews.js';
import { PREVIEW_CALL } from './meta-tools.js';

const VIEWS: ReadonlyMap<string, ViewName> = new Map([
  [PREVIEW_CALL, 'plan'],
  ...overviews.flatMap(({ tool, composition }) => (composition ? [[tool, composition.view] as const] : [])),
]);

/** Hosts show it to no model. It is marked as what it does at worst. */
const APPROVE: Tool = {
  name: APPROVE_PLAN,
  title: 'Carry out a plan',
  description: 'Makes the call of a plan, as its tool would. It is no consent: whoever has to be asked is asked.',
  inputSchema: { type: 'object', properties: { plan: { type: 'string' } }, required: ['plan'] },
  annotations: { title: 'Carry out a plan', readOnlyHint: false, destructiveHint: true, openWorldHint: true },
  _meta: { ui: { resourceUri: viewUri('plan'), visibility: ['app'] } },
};

/** What comes of lists, for clients that certainly show views and for others. */
const lists = { certain: new WeakMap<readonly Tool[], Tool[]>(), uncertain: new WeakMap<readonly Tool[], Tool[]>() };

/**
 * @param tools - the list without views
 * @param areCertain - whether the client certainly shows views; else it must not see the tool that only views call
 */
export function withViews(tools: readonly Tool[], areCertain: boolean): readonly Tool[] {
  const kept = lists[areCertain ? 'certain' : 'uncertain'];
  const known = kept.get(tools);
  if (known) return known;
  const list = tools.map((tool) => {
    const view = VIEWS.get(tool.name);
    return view === undefined ? tool : { ...tool, _meta: { ...tool._meta, ui: { resourceUri: viewUri(view) } } };
  });
  if (areCertain && tools.some(({ name }) => name === PREVIEW_CALL)) list.push(APPROVE);
  kept.set(tools, list);
  return list;
}
