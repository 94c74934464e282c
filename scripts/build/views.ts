/** Builds the views of src/apps/, each into one HTML document with its script and style inside. */
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { VIEW_NAMES, type ViewName } from '../../src/apps/contract.js';
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

/** Puts the pages into `apps/` of the output, and lets src/apps/pages.ts read them there. */
export function viewPages(): Plugin {
  return {
    name: 'view-pages',
    load: {
      filter: { id: PAGES },
      handler: () => `
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
export const viewPage = (view) => readFile(join(import.meta.dirname, 'apps', \`\${view}.html\`), 'utf8');
`,
    },
    async generateBundle() {
      for (const view of VIEW_NAMES) {
        this.emitFile({ type: 'asset', fileName: `apps/${view}.html`, source: (await buildView(view)).html });
      }
    },
  };
}

/** The licenses of the packages that are in the pages only. */
export async function licensesOfViews(): Promise<readonly License[]> {
  const views = await Promise.all(VIEW_NAMES.map(buildView));
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
<style>${style.trim().replaceAll('</style', '<\\/style')}</style>
</head>
<body>
<main id="view"></main>
<script type="module">${script.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')}</script>
</body>
</html>
`;
}
