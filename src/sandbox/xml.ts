/**
 * XML, which the v1 and v1.1 layers take and give where they are asked to: by `format=xml`, by a path that ends in
 * `.xml`, or by `Accept` and `Content-Type`. A list is its element repeated. Source: the v1.1 reference.
 */
import { fail } from './failure.js';
import { layerOf } from './replies.js';

const SUFFIX = /\.xml$/;

/** Whether a call wants its answer as XML; only the layers that have it do. */
export function wantsXml({ path, query, headers }: { path: string; query: string; headers: Headers }): boolean {
  if (layerOf(path) !== 'inTouch') return false;
  const format = new URLSearchParams(query).get('format');
  if (format !== null) return format.toLowerCase() === 'xml';
  const accepted = headers['accept'] ?? '';
  return SUFFIX.test(path) || (/\bxml\b/i.test(accepted) && !/\bjson\b|\*\/\*/i.test(accepted));
}

type Headers = Readonly<Record<string, string>>;

/** The path without the suffix that asks for XML. */
export const withoutSuffix = (path: string): string => (layerOf(path) === 'inTouch' ? path.replace(SUFFIX, '') : path);

/** A body as XML. What stands at the top becomes the root element. */
export async function toXml(body: unknown): Promise<string> {
  const { XMLBuilder } = await import('fast-xml-parser');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLBuilder({ format: true }).build(named(body))}`;
}

/** The same with every key a name that XML allows: custom fields are named as an organisation likes. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [xmlName(key), named(each)]));
}

const xmlName = (key: string): string => key.replaceAll(/[^\w.-]/g, '_').replace(/^(?![A-Za-z_])/, '_');

/** Reads XML as the JSON that it stands for: text stays text, attributes count as fields. 400 where it is malformed. */
export async function parseXml(text: string): Promise<unknown> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  if (XMLValidator.validate(text) !== true) fail(400, 'The body is not well-formed XML', 400);
  const parser = new XMLParser({
    parseTagValue: false,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    ignoreDeclaration: true,
  });
  return parser.parse(text);
}
