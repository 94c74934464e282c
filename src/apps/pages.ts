/** The page of each view, and that of the sandbox: one HTML document each that needs nothing else. */
import type { ViewName } from './contract.js';
import type { SandboxPage } from './page/contract.js';

/** From sources the pages are built here. `npm run build` replaces this module with one that reads dist/apps/. */
export async function viewPage(view: ViewName): Promise<string> {
  const { buildView } = await import('../../scripts/build/views.js');
  return (await buildView(view)).html;
}

export async function sandboxPage(): Promise<SandboxPage> {
  const { buildSandboxPage } = await import('../../scripts/build/views.js');
  return buildSandboxPage();
}
