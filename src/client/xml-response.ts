/** Reads the XML that the v1 and v1.1 layers answer on `format=xml`. Loaded on demand, because almost no call asks for it. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Parsing takes ten times as long as for JSON. */
const MAX_LENGTH = 1_000_000;

/**
 * The equivalent JSON: all values are texts, and a list of one is an object.
 *
 * @param scrub - removes credentials from a text; the XML can spell them with entities
 * @returns undefined if the XML is malformed, incomplete or too long
 */
export function parseXml(text: string, scrub: (text: string) => string): { value: unknown } | undefined {
  // The layers send no document type, and entities of its own could be anything.
  if (text.length > MAX_LENGTH || /<!doctype/i.test(text) || XMLValidator.validate(text) !== true) return undefined;
  const parser = new XMLParser({
    parseTagValue: false,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    ignoreDeclaration: true,
    tagValueProcessor: (_, value) => scrub(value),
    attributeValueProcessor: (_, value) => scrub(value),
  });
  try {
    return { value: parser.parse(text) };
  } catch {
    // Too deep, too many entities, or a name that JavaScript reserves.
    return undefined;
  }
}
