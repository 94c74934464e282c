/** Builds the views of src/apps/ and the page of the sandbox, each into one HTML document with its script and style inside. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { VIEW_NAMES, type ViewName } from '../../src/apps/contract.js';
import type { SandboxPage } from '../../src/apps/page/contract.js';
import { lazyAsync } from '../../src/lib/lazy.js';
import { COLLECTED, type License } from './licenses.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = `${root}src/apps/pages.ts`;

export interface BuiltView {
  readonly html: string;
  /** The licenses of the packages inside. */
  readonly licenses: readonly License[];
}

const built = new Map<string, Promise<BuiltView>>();

/** A view is built once in a process. */
export function buildView(view: ViewName): Promise<BuiltView> {
  let page = built.get(view);
  if (page === undefined) {
    page = bundle(`src/apps/${view}/main.tsx`).then(({ script, style, licenses }) => ({
      html: documentOf(view, script, style),
      licenses,
    }));
    built.set(view, page);
  }
  return page;
}

/** The page of the sandbox is built once in a process. */
export const buildSandboxPage = lazyAsync(async (): Promise<SandboxPage & Pick<BuiltView, 'licenses'>> => {
  const { script, style, licenses } = await bundle('src/apps/page/main.tsx');
  const [ownScript, ownStyle] = [inScript(script), inStyle(style)];
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(ownScript)}`,
    `style-src ${hashOf(ownStyle)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return { html: sandboxDocument(ownScript, ownStyle), policy, licenses };
});

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const sandboxDocument = (script: string, style: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Capillary sandbox</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript. The state is at /__sandbox/state.</noscript>
<script type="module">${script}</script>
</body>
</html>
`;

/** Puts the pages into `apps/` of the output, and lets src/apps/pages.ts read them there. */
export function viewPages(): Plugin {
  return {
    name: 'view-pages',
    load: {
      filter: { id: PAGES },
      handler: async () => `
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
const read = (name) => readFile(join(import.meta.dirname, 'apps', \`\${name}.html\`), 'utf8');
export const viewPage = (view) => read(view);
const policy = ${JSON.stringify((await buildSandboxPage()).policy)};
export const sandboxPage = async () => ({ html: await read('page'), policy });
`,
    },
    async generateBundle() {
      for (const view of VIEW_NAMES) {
        this.emitFile({ type: 'asset', fileName: `apps/${view}.html`, source: (await buildView(view)).html });
      }
      this.emitFile({ type: 'asset', fileName: 'apps/page.html', source: (await buildSandboxPage()).html });
    },
  };
}

/** The licenses of the packages that are in the pages only. */
export async function licensesOfViews(): Promise<readonly License[]> {
  const views = await Promise.all([...VIEW_NAMES.map(buildView), buildSandboxPage()]);
  return views.flatMap(({ licenses }) => licenses);
}

/**
 * A script for browsers with everything that it imports.
 *
 * @param entry - its path in the repository
 */
export async function bundle(entry: string): Promise<{ script: string; style: string; licenses: License[] }> {
  const output = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: ['chrome123', 'safari17.5', 'firefox120'],
      license: { fileName: COLLECTED },
      cssCodeSplit: false,
      rolldownOptions: { input: `${root}${entry}`, output: { format: 'iife', entryFileNames: 'main.js' } },
    },
  });
  const files = (Array.isArray(output) ? output : [output as Rolldown.RolldownOutput]).flatMap((each) => each.output);
  const textOf = (name: RegExp): string => {
    const file = files.find(({ fileName }) => name.test(fileName));
    if (file === undefined) return '';
    return file.type === 'chunk' ? file.code : file.source.toString();
  };
  return {
    script: textOf(/^main\.js$/),
    style: textOf(/\.css$/),
    licenses: JSON.parse(textOf(/^licenses\.json$/) || '[]'),
  };
}

/**
 * Hosts set a policy of their own, by header or before this one; the browser applies both. This one forbids every
 * request. It permits inline scripts in general and not by hash, because hosts put scripts of theirs into the document.
 */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** As they may be within their elements. */
const inStyle = (style: string): string => style.trim().replaceAll('</style', '<\\/style');
const inScript = (script: string): string =>
  script.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');

/** @param name - what the page is about */
export function documentOf(name: string, script: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Capillary: ${name}</title>
<style>${inStyle(style)}</style>
</head>
<body>
<main id="view"></main>
<script type="module">${inScript(script)}</script>
</body>
</html>
`;
}
