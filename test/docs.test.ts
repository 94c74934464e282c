/** The pages for people: they are found, and their links lead somewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), 'utf8');
const docs = readdirSync(at('docs')).filter((name) => name.endsWith('.md'));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'examples/README.md',
  ...docs.map((name) => `docs/${name}`),
];

/** The anchor that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');

const anchors = (path: string): string[] =>
  [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe.each(pages)('%s', (page) => {
  it('links only to files and headings that exist', () => {
    const text = read(page).replaceAll(/^```.*?^```$/gms, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    for (const link of links.filter((each) => !/^[a-z]+:/.test(each))) {
      const target = new URL(link, new URL(page, 'file:///'));
      const path = target.pathname.slice(1);
      expect(existsSync(at(path)), link).toBe(true);
      if (target.hash !== '' && path.endsWith('.md')) expect(anchors(path), link).toContain(target.hash.slice(1));
    }
  });
});

describe('docs/README.md', () => {
  it('names every page of docs/', () => {
    for (const name of docs.filter((each) => each !== 'README.md'))
      expect(read('docs/README.md')).toContain(`](${name})`);
  });

  it('fits on a screen', () => {
    expect(read('docs/README.md').split('\n').length).toBeLessThanOrEqual(40);
  });
});

describe('README.md', () => {
  it('is short enough to be read', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });
});
