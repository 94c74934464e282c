/** The page of each view: one HTML document that needs nothing else. */
import type { ViewName } from './contract.js';

/** From sources the page is built here. `npm run build` replaces this module with one that reads dist/apps/. */
export async function viewPage(view: ViewName): Promise<string> {
  const { buildView } = await import('../../scripts/build/views.js');
  return (await buildView(view)).html;
}
