/** Where the page is, as the part of its address after `#`: `#/customers?q=rao&page=2`, `#/customers/501`. */
import { useEffect, useState } from 'preact/hooks';

export interface Route {
  /** Of a part of the page. */
  readonly name: string;
  /** Of an entry of a list. */
  readonly id: string | undefined;
  readonly search: string;
  /** Counted from 1. */
  readonly page: number;
}

function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name, id] = path.split('/');
  const given = new URLSearchParams(query);
  return {
    name: name || 'overview',
    id: id || undefined,
    search: given.get('q') ?? '',
    page: Number(given.get('page') ?? 1) || 1,
  };
}

export function hrefOf({ name, id, search = '', page = 1 }: Partial<Route> & Pick<Route, 'name'>): string {
  const query = new URLSearchParams();
  if (search !== '') query.set('q', search);
  if (page > 1) query.set('page', String(page));
  return `#/${name}${id === undefined ? '' : `/${id}`}${query.size === 0 ? '' : `?${query}`}`;
}

/** @returns the route, and how to move within a part, which is no step back in the history */
export function useRoute(): [Route, (next: Route) => void] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const move = (next: Route): void => {
    history.replaceState(null, '', hrefOf(next));
    setRoute(next);
  };
  return [route, move];
}
