/** Queries that name a tool: by its name, its API path or its title. */
import { currentToolName } from '../tools/current-names.js';
import type { Definition } from '../tools/define.js';
import { withoutPrefix } from './tool-name.js';

/** The name of the tool that a query may be; a former name is replaced by the current one. */
export const toToolName = (query: string): string => currentToolName(writtenName(query));

/** The name that a query may be, as written: without arguments and the prefix of a host. */
export const writtenName = (query: string): string => withoutHostPrefix(query.toLowerCase().split('(', 1)[0] ?? '');

/** The name after the prefix of a host, such as `mcp__capillary__`. Other queries, such as paths, stay as they are. */
const withoutHostPrefix = (name: string): string => (/^\w+$/.test(name) ? withoutPrefix(name) : name);

/** The tools that a query names exactly: by tool name, by API path (with or without method and host), or by title. */
export function findExact(query: string, definitions: readonly Definition[]): Definition[] {
  const name = toToolName(query);
  const byName = definitions.filter(({ tool }) => tool === name);
  if (byName.length > 0) return byName;
  const endpoint = parseEndpoint(query);
  const text = query.toLowerCase();
  return definitions
    .filter(({ title, method, path, listedMethod, listedPath, composition }) => {
      // Most titles differ in length, which is cheaper to see than their letters.
      if (title.length === text.length && title.toLowerCase() === text) return true;
      if (!endpoint || composition) return false;
      const matches = (toolMethod: string, toolPath: string): boolean =>
        (endpoint.method === undefined || endpoint.method === toolMethod) && matchesPath(endpoint.segments, toolPath);
      return matches(method, path) || matches(listedMethod, listedPath);
    })
    .sort((a, b) => ageRank(a) - ageRank(b));
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Parses `GET /v2/customers/7?x=y`, where the method is optional, and scheme and host may precede the path. */
function parseEndpoint(query: string): { method?: string; segments: string[] } | undefined {
  const words = query.split(/\s+/);
  const url = words.pop() ?? '';
  const method = words[0]?.toUpperCase();
  if (words.length > 1 || (method !== undefined && !METHODS.includes(method))) return undefined;
  const [scheme = '', ...afterScheme] = url.split('://');
  const isAbsolute = ['http', 'https'].includes(scheme.toLowerCase()) && afterScheme.length > 0;
  const [path = ''] = (isAbsolute ? afterScheme.join('://') : url).split(/[?#]/, 1);
  const segments = path.split('/');
  // The host, or nothing before a leading slash.
  if (isAbsolute || segments[0] === '') segments.shift();
  while (segments.at(-1) === '') segments.pop();
  return segments.length < 2 ? undefined : { ...(method !== undefined && { method }), segments };
}

/** Sorts recommended tools first. */
const ageRank = ({ legacy, supersededBy, version }: Definition): number =>
  (supersededBy !== undefined ? 2 : 0) + (legacy ? 1 : 0) + (version === 'v1' && legacy ? 1 : 0);

function matchesPath(segments: readonly string[], template: string): boolean {
  const templateSegments = template.split('/').filter((segment) => segment !== '');
  return (
    segments.length === templateSegments.length &&
    templateSegments.every(
      (segment, index) => segment.startsWith('{') || segment.toLowerCase() === segments[index]?.toLowerCase(),
    )
  );
}
