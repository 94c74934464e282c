/**
 * Finds the endpoints of a method and path, with a tree of segments in which a fixed segment takes precedence over a
 * placeholder.
 */
import type { Route } from '../../tools/routes.js';

interface Node {
  fixed: Map<string, Node>;
  placeholder: Node | undefined;
  /** By method, in the order of the catalog. */
  routes: Map<string, Route[]>;
}

/** The endpoints at a path, all of one method, and the values of their placeholders. */
export interface Match {
  kind: 'found';
  routes: readonly Route[];
  /** Decoded, by the names in the path of one of them. */
  path: (route: Route) => Record<string, string>;
}

type Found = Match | { kind: 'wrong_method'; allowed: readonly string[] } | { kind: 'unknown' };

export interface Router {
  /**
   * `path` is as received: encoded, with or without slashes at start and end.
   * @throws URIError if the encoding is malformed
   */
  find: (method: string, path: string) => Found;
}

const newNode = (): Node => ({ fixed: new Map(), placeholder: undefined, routes: new Map() });

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

const isPlaceholder = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');

export function createRouter(routes: readonly Route[]): Router {
  const root = newNode();
  for (const route of routes) {
    const node = segmentsOf(route.path).reduce(descend, root);
    const same = node.routes.get(route.method) ?? [];
    same.push(route);
    node.routes.set(route.method, same);
  }
  return {
    find(method, path) {
      const segments = segmentsOf(path).map(decodeURIComponent);
      const ends = [...endsOf(root, segments, 0)];
      for (const end of ends) {
        const found = end.routes.get(method);
        if (found) return { kind: 'found', routes: found, path: (each) => valuesOf(each, segments) };
      }
      const allowed = [...new Set(ends.flatMap((end) => [...end.routes.keys()]))];
      return allowed.length > 0 ? { kind: 'wrong_method', allowed } : { kind: 'unknown' };
    },
  };
}

function descend(node: Node, segment: string): Node {
  if (isPlaceholder(segment)) {
    node.placeholder ??= newNode();
    return node.placeholder;
  }
  const next = node.fixed.get(segment) ?? newNode();
  node.fixed.set(segment, next);
  return next;
}

/** The nodes that match a path, best match first. */
function* endsOf(node: Node, segments: readonly string[], at: number): Generator<Node> {
  const segment = segments[at];
  if (segment === undefined) {
    if (node.routes.size > 0) yield node;
    return;
  }
  const fixed = node.fixed.get(segment);
  if (fixed) yield* endsOf(fixed, segments, at + 1);
  if (node.placeholder) yield* endsOf(node.placeholder, segments, at + 1);
}

function valuesOf(route: Route, segments: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [index, segment] of segmentsOf(route.path).entries()) {
    if (isPlaceholder(segment)) values[segment.slice(1, -1)] = segments[index] ?? '';
  }
  return values;
}
