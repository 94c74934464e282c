/** Writes THIRD-PARTY-LICENSES.txt: the license of every package in the bundle, with its text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** Written by Vite's `build.license`, and removed from the output again. */
export const COLLECTED = 'licenses.json';
const LICENSES_FILE = 'THIRD-PARTY-LICENSES.txt';

export interface License {
  name: string;
  version: string;
  /** SPDX identifier. */
  identifier?: string;
  text?: string;
}

/**
 * Completes the licenses that Vite collects from the bundled modules. It adds packages that another package has compiled
 * into its own files, and the text if a package does not ship one.
 *
 * @param root - the repository
 * @param more - licenses of what else is in the package, besides the bundled modules
 */
export function thirdPartyLicenses(root: string, more: () => Promise<readonly License[]>): Plugin {
  return {
    name: 'third-party-licenses',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const collected = bundle[COLLECTED];
        if (collected?.type !== 'asset') this.error(`${COLLECTED} is missing: set build.license.fileName`);
        delete bundle[COLLECTED];
        const licenses: License[] = JSON.parse(collected.source.toString());
        const vendored = vendoredPackages(Object.values(bundle)).map((spec) => installedLicense(root, spec));
        const all = [...vendored, ...licenses, ...(await more())].map(
          (license) => [`${license.name}@${license.version}`, license] as const,
        );
        const source = [...new Map(all).values()]
          .map((license) => ({ ...license, text: license.text ?? missingText(root, license) }))
          .sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
        this.emitFile({ type: 'asset', fileName: LICENSES_FILE, source: licensesFile(source) });
      },
    },
  };
}

interface LicenseWithText extends License {
  text: string;
}

/** Packages with the same license share its text, below their own copyright notices. */
function licensesFile(licenses: readonly LicenseWithText[]): string {
  const byTerms = new Map<string, LicenseWithText[]>();
  for (const license of licenses) {
    const terms = termsOf(license.text).replace(/\s+/g, ' ');
    byTerms.set(terms, [...(byTerms.get(terms) ?? []), license]);
  }
  return [...byTerms.values()]
    .map((same) => {
      const packages = same.map(({ name, version, identifier, text }) =>
        [`${name} ${version} (${identifier})`, ...noticesIn(text)].join('\n'),
      );
      return `${packages.join('\n\n')}\n\n${termsOf(same[0]?.text ?? '')}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

const NOTICE = /^ *Copyright (?:\(c\)|©|\d).*$/gim;

const noticesIn = (text: string): string[] => (text.match(NOTICE) ?? []).map((notice) => notice.trim());

/** `MIT License` and the like, above the terms. The identifier beside the name of the package says the same. */
const TITLE = /^ *\(?(?:The )?MIT License(?: \(MIT\))?\)? *$/im;

const termsOf = (text: string): string =>
  text
    .replace(NOTICE, '')
    .replace(TITLE, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Bundlers leave `//#region …/.pnpm/ajv@8.18.0/node_modules/ajv/…` above the code that they put into a file. */
const VENDORED = /^\/\/#region \S*\/\.pnpm\/(@?[^@/\s]+)@([^/_\s]+)/gm;

/** The packages that others have compiled into their own files. */
function vendoredPackages(outputs: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]) {
  const files = outputs.flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []));
  const specs = files
    .filter((file) => file.includes('/node_modules/') && !file.includes('\0'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(VENDORED)])
    .map(([, name = '', version = '']) => ({ name: name.replace('+', '/'), version }));
  return [...new Map(specs.map((spec) => [`${spec.name}@${spec.version}`, spec])).values()];
}

/** The license of a package as installed here, where its version may differ. */
function installedLicense(root: string, { name, version }: { name: string; version: string }): License {
  const folder = join(root, 'node_modules', name);
  const { license }: { license: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each));
  return { name, version, identifier: license, ...(file && { text: readFileSync(join(folder, file), 'utf8') }) };
}

/** The text of the MIT license, for a package that names it but does not ship it. */
function missingText(root: string, { name, identifier }: License): string {
  if (identifier !== 'MIT') throw new Error(`${name} does not ship the text of its license, ${identifier}`);
  const { author }: { author?: string | { name: string } } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  );
  const holder = typeof author === 'object' ? author.name : (author ?? `the authors of ${name}`);
  return readFileSync(join(root, 'LICENSE'), 'utf8').replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
}
