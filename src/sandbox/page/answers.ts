/** What the page reads of the world. Each answer is bounded, however large the world is. */

import { type DetailData, LIST_NAMES, type ListName } from '../../apps/page/contract.js';
import type { World } from '../world/world.js';
import { brandOf } from './brand.js';
import { customerData } from './customer.js';
import { glanceOf } from './glance.js';
import { listPage } from './lists.js';
import { promotionData } from './promotions.js';
import { seriesData } from './series.js';

export { brandOf };

/** The lists whose entries can be shown whole. */
const DETAILS: Readonly<Partial<Record<ListName, (world: World, id: string) => DetailData | undefined>>> = {
  customers: customerData,
  coupons: seriesData,
  promotions: promotionData,
};

/**
 * @param path - below that of the page, such as `customers` or `customers/501`, still encoded
 * @returns undefined if there is nothing
 */
export function pageAnswer(world: World, path: string, query: URLSearchParams): object | undefined {
  if (path === 'glance') return glanceOf(world);
  const [, named, id] = /^([a-z]+)(?:\/([\w-]+))?$/.exec(path) ?? [];
  const name = LIST_NAMES.find((each) => each === named);
  if (name === undefined) return undefined;
  if (id !== undefined) return DETAILS[name]?.(world, id);
  return listPage(world, name, { search: query.get('q') ?? '', page: Number(query.get('page') ?? 1) || 1 });
}
