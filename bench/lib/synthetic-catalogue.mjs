/**
 * The command with a larger catalogue: the sources with additional sections, which are made from the real ones. Each has
 * the size and the schemas of its model, and a noun of its own in a quarter of its words, so that the index grows by words
 * as well as by documents.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions } from '../../src/tools/catalogue.ts';
import { inputJsonSchema } from '../../src/tools/input.ts';
import { answerJsonSchema } from '../../src/tools/output.ts';

const COPIED = ['plugins', 'src', 'scripts/build', 'vite.config.ts', 'package.json', 'tsconfig.json', 'LICENSE'];

/**
 * Builds the command with a catalogue of `size` endpoints.
 *
 * @param {string} root - the repository
 * @param {string} folder - where to build; it must not exist
 * @returns the path of the command
 */
export function buildWithCatalogue(root, folder, size) {
  for (const path of COPIED) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const tools = join(folder, 'src/tools');
  mkdirSync(join(tools, 'synthetic'));
  const all = syntheticSections(size - definitions.length);
  const domains = [...new Set(all.map(({ domain }) => domain))];
  for (const domain of domains) {
    const sections = all.filter((each) => each.domain === domain);
    sections.forEach(({ source }, number) => {
      writeFileSync(join(tools, `synthetic/${domain}-${number}.ts`), source);
    });
    writeFileSync(join(tools, `synthetic/${domain}.ts`), domainSource(domain, sections.length));
  }
  writeFileSync(join(tools, 'synthetic/sections.ts'), indexSource(domains));
  addToCatalogue(join(tools, 'sections.ts'));
  execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(folder, 'dist/cli.js');
}

function addToCatalogue(file) {
  const source = readFileSync(file, 'utf8');
  const own = '(await load())';
  if (!source.includes(own)) throw new Error(`${file}: no '${own}'`);
  const larger = source.replace(own, '[...(await load()), ...(await synthetic(slug))]');
  writeFileSync(file, `import { synthetic } from './synthetic/sections.js';\n${larger}`);
}

const indexSource = (domains) => `
const sections = { ${domains.map((domain) => `'${domain}': () => import('./${domain}.js')`).join(', ')} };
export const synthetic = async (domain) => (await sections[domain]?.())?.sections ?? [];
`;

function domainSource(domain, count) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const imports = numbers.map((number) => `import { synthetic as s${number} } from './${domain}-${number}.js';`);
  return `${imports.join('\n')}\nexport const sections = [${numbers.map((number) => `s${number}`).join(', ')}];\n`;
}

/** Sections with `count` endpoints in total: the short names of their domains, and their sources. */
function syntheticSections(count) {
  const sections = new Map();
  for (let number = 0; number < count; number++) {
    const model = definitions[number % definitions.length];
    const copy = Math.floor(number / definitions.length);
    const key = `${copy} ${model.section}`;
    if (!sections.has(key)) sections.set(key, { noun: noun(sections.size), model, endpoints: [] });
    sections.get(key).endpoints.push(model);
  }
  return [...sections.values()].map((section) => ({ domain: section.model.toolset, source: sectionSource(section) }));
}

/** A word that no document has, the same for the same number. */
function noun(number) {
  const consonants = 'bdfgklmnprtvz';
  const syllable = (at) => `${consonants[at % consonants.length]}${'aeiou'[at % 5]}`;
  const syllables = [number, Math.floor(number / 13), number * 7 + 3, Math.floor(number / 169)].map(syllable);
  return `${syllables.join('')}x`;
}

function sectionSource({ noun: word, model, endpoints }) {
  const { domain, section, accessGroup } = model;
  const defaults = JSON.stringify({ domain, accessGroup });
  return `import { section } from '../define.js';
import { boolean, integer, list, number, object, text } from '../schemas/values.js';
export const synthetic = section(${JSON.stringify(`${section} ${word}`)}, ${defaults});
${endpoints.map((endpoint) => endpointSource(endpoint, word)).join('\n')}`;
}

function endpointSource(endpoint, word) {
  const { tool, title, summary, keywords, effect, destructive, checkedBy, sources } = endpoint;
  const plain = {
    tool: `${word}_${tool}`.slice(0, 48),
    title: withNoun(title, word),
    summary: withNoun(summary, word),
    effect,
    destructive,
    ...(checkedBy && { checkedBy }),
    sources,
    keywords: keywords.map((keyword) => withNoun(keyword, word)),
  };
  const { properties, required = [] } = inputJsonSchema(endpoint);
  const shape = (names) =>
    `({ ${names.map((name) => `${JSON.stringify(name)}: ${schemaSource(properties[name], !required.includes(name))}`).join(', ')} })`;
  const places = [
    ['path', Object.keys(endpoint.pathParameters())],
    ['query', Object.keys(endpoint.query())],
  ].flatMap(([place, names]) => (names.length > 0 ? [`${place}: () => ${shape(names)}`] : []));
  if (properties.body) places.push(`body: () => ${schemaSource(properties.body)}`);
  places.push(`answer: () => ${schemaSource(answerJsonSchema(endpoint), true, ANSWER_LEVELS)}`);
  const path = `v2/${word}/${endpoint.path.replaceAll('.', '')}`;
  const fields = [`...${JSON.stringify(plain)}`, ...places].join(', ');
  return `synthetic.${endpoint.method.toLowerCase()}(${JSON.stringify(path)}, { ${fields} });`;
}

/** The text with the noun in place of each fourth word. */
const withNoun = (text, word) =>
  text
    .split(' ')
    .map((each, index) => (index % 4 === 1 ? word : each))
    .join(' ');

const PLAIN = { string: 'text', integer: 'integer', number: 'number', boolean: 'boolean' };

/** The real answers share their inner parts, which a copy for each endpoint would multiply. */
const ANSWER_LEVELS = 3;

/** The source of a zod schema, with so many levels of objects. */
function schemaSource(schema, isOptional = false, levels = Infinity) {
  const about = JSON.stringify(schema.description ?? 'A value');
  const optional = isOptional ? '.optional()' : '';
  // Members of answers may be null: their type is `['string', 'null']`.
  const [type] = [schema.type].flat();
  if (type === 'array') return `list(${schemaSource(schema.items ?? {}, false, levels)}, ${about})${optional}`;
  if (type !== 'object' || levels === 0) return `${PLAIN[type] ?? 'text'}(${about})${optional}`;
  const required = schema.required ?? [];
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, value]) => `${JSON.stringify(name)}: ${schemaSource(value, !required.includes(name), levels - 1)}`,
  );
  return `object({ ${fields.join(', ')} }, ${about})${optional}`;
}
