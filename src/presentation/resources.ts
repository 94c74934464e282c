/** The pages of the views, as resources. Loaded with the first request for any resource. */
import type { Resource } from '@modelcontextprotocol/server';
import { VIEW_MIME_TYPE, VIEW_NAMES, type ViewName, viewUri } from '../apps/contract.js';
import { viewPage } from '../apps/pages.js';

const TITLES: Readonly<Record<ViewName, string>> = {
  customer: 'Customer',
  series: 'Coupon series',
  promotion: 'Promotion or milestone',
  comparison: 'Comparison',
  plan: 'Plan of a change',
};

/** Views reach no network, so they name no domains. */
const UI = {
  ui: { csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] }, prefersBorder: true },
};

/** The pages that there are. */
export const listResources = (): Resource[] =>
  VIEW_NAMES.map((view) => ({
    uri: viewUri(view),
    name: `${view}-view`,
    title: TITLES[view],
    mimeType: VIEW_MIME_TYPE,
    _meta: UI,
  }));

/** What a resource holds; undefined if there is none with this address. */
export async function readResource(uri: string) {
  const view = VIEW_NAMES.find((name) => viewUri(name) === uri);
  if (view === undefined) return undefined;
  return { contents: [{ uri, mimeType: VIEW_MIME_TYPE, text: await viewPage(view), _meta: UI }] };
}
