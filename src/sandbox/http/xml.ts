/**
 * XML, which the v1 and v1.1 layers accept and return on request: with `format=xml`, a path that ends in `.xml`, or
 * `Accept` and `Content-Type`. A list is a repeated element. Source: the v1.1 reference.
 */
import { fail } from '../world/failure.js';
import { layerOf } from './replies.js';

const SUFFIX = /\.xml$/;

/** Whether a call requests its answer as XML; only layers that support XML return it. */
export function wantsXml({ path, query, headers }: { path: string; query: string; headers: Headers }): boolean {
  if (layerOf(path) !== 'inTouch') return false;
  const format = new URLSearchParams(query).get('format');
  if (format !== null) return format.toLowerCase() === 'xml';
  const accepted = headers['accept'] ?? '';
  return SUFFIX.test(path) || (/\bxml\b/i.test(accepted) && !/\bjson\b|\*\/\*/i.test(accepted));
}

type Headers = Readonly<Record<string, string>>;

/** The path without the suffix that requests XML. */
export const withoutSuffix = (path: string): string => (layerOf(path) === 'inTouch' ? path.replace(SUFFIX, '') : path);

/** A body as XML. The top-level key becomes the root element. */
export async function toXml(body: unknown): Promise<string> {
  const { XMLBuilder } = await import('fast-xml-parser');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLBuilder({ format: true }).build(named(body))}`;
}

/** The same value with keys that are valid XML names, because custom fields can have any name. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [xmlName(key), named(each)]));
}

const xmlName = (key: string): string => key.replaceAll(/[^\w.-]/g, '_').replace(/^(?![A-Za-z_])/, '_');

/**
 * Parses XML to the equivalent JSON: text stays text, attributes become fields.
 * @throws 400 if the XML is malformed
 */
export async function parseXml(text: string): Promise<unknown> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  if (XMLValidator.validate(text) !== true) fail(400, 'The body is not well-formed XML', 400);
  const parser = new XMLParser({
    parseTagValue: false,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    ignoreDeclaration: true,
  });
  try {
    return parser.parse(text);
  } catch {
    // The parser has limits of its own, for example on how deeply elements are nested.
    return fail(400, 'The XML of the body is nested too deeply or cannot be read', 400);
  }
}
