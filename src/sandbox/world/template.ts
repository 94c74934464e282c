/** Makes equal worlds from one: each is as good as new, at the cost of what is used of it. */
import { asLookup, type World } from './world.js';

/**
 * A world as text, part by part. A world made from it parses a part when that is first read, as most calls need few of
 * the hundred and more. Until then the part is a getter, equal in all worlds of the template.
 */
export class WorldTemplate {
  private readonly parts: PropertyDescriptorMap;

  constructor(world: World) {
    this.parts = Object.fromEntries(Object.entries(world).map(([name, part]) => [name, toBeRead(name, part)]));
  }

  create(): World {
    return Object.create(Object.prototype, this.parts);
  }
}

/** The property of a part, which replaces itself by a plain one when it is first read or set. */
function toBeRead(name: string, part: unknown): PropertyDescriptor {
  const plain = { enumerable: true, configurable: true, writable: true };
  if (typeof part !== 'object' || part === null) return { ...plain, value: part };
  const text = JSON.stringify(part);
  return {
    enumerable: true,
    configurable: true,
    get() {
      const value: unknown = asLookup(JSON.parse(text));
      Object.defineProperty(this, name, { ...plain, value });
      return value;
    },
    set(value: unknown) {
      Object.defineProperty(this, name, { ...plain, value });
    },
  };
}
