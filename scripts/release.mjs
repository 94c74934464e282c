/**
 * What the release workflow needs to know about a version:
 *
 *   node scripts/release.mjs check v0.2.0    fails unless tag, package, lockfile, manifests and changelog agree
 *   node scripts/release.mjs notes v0.2.0    prints the version's part of the changelog
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** Where the version stands besides package.json. */
const VERSIONED = [
  'package-lock.json',
  'manifest/manifest.json',
  'manifest/server.json',
  'plugins/plugin.json',
  'plugins/.claude-plugin/plugin.json',
  'plugins/.codex-plugin/plugin.json',
  'plugins/.cursor-plugin/plugin.json',
  'plugins/gemini-extension.json',
];

/**
 * What does not agree, in words. Empty if the version can be released.
 *
 * @param {string} tag
 * @param {(path: string) => string} readFile - the text of a file of the repository
 */
export function problemsOf(tag, readFile = read) {
  const { version } = JSON.parse(readFile('package.json'));
  const others = VERSIONED.filter((path) => JSON.parse(readFile(path)).version !== version);
  return [
    ...(tag === `v${version}` ? [] : [`The tag is ${tag}, but package.json says ${version}.`]),
    ...others.map((path) => `${path} is of another version than package.json (${version}): run npm run generate.`),
    ...(notesOf(tag, readFile('CHANGELOG.md')) === '' ? [`CHANGELOG.md has nothing about ${version}.`] : []),
  ];
}

/** The part of the changelog about a version, without its heading; empty if there is none. */
export function notesOf(tag, changelog) {
  const sections = changelog.split(/^## /m);
  const own = sections.find((section) => section.startsWith(`[${tag.replace(/^v/, '')}]`)) ?? '';
  return own.split('\n').slice(1).join('\n').trim();
}

const COMMANDS = {
  check(tag) {
    const problems = problemsOf(tag);
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length === 0 ? 0 : 1;
  },
  notes: (tag) => process.stdout.write(`${notesOf(tag, read('CHANGELOG.md'))}\n`),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) COMMANDS[process.argv[2]](process.argv[3]);
