/** Pictures of customers. */
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { randomHex } from '../../world/random.js';
import type { World } from '../../world/world.js';
import type { Customer, CustomerImage } from './state.js';

const MOST_FILES = 5;
const SMALLEST = 10 * 1024;
const LARGEST = 49 * 1024 * 1024;

/** A file in the request. */
export interface ImageFile {
  filename: string;
  contentType: string;
  /** In bytes. */
  size: number;
}

/**
 * Adds pictures.
 * @throws 400 if there is no picture, or more than five
 * @throws 8083 if a picture is below 10 KB or above 49 MB
 */
export function addImages(world: World, customer: Customer, files: readonly ImageFile[]): CustomerImage[] {
  if (files.length === 0) fail(400, 'Send at least one picture', 400);
  if (files.length > MOST_FILES) fail(400, `At most ${MOST_FILES} pictures can be sent in one call`, 400);
  for (const { filename, size } of files) {
    if (size < SMALLEST || size > LARGEST) fail(8083, `${filename}: the size must be between 10 KB and 49 MB`);
  }
  const added = files.map((file) => ({ ...file, fileHandle: fileHandle(world), uploadedOn: now(world) }));
  customer.images.push(...added);
  return added;
}

/** In the form of a UUID. */
function fileHandle(world: World): string {
  return [8, 4, 4, 4, 12].map((length) => randomHex(world, length)).join('-');
}

/**
 * Deletes the picture at an index, from 0.
 * @throws 8078 if there is no picture at the index
 */
export function deleteImage(customer: Customer, index: number): void {
  if (customer.images[index] === undefined) fail(8078, 'The customer has no picture at this index');
  customer.images.splice(index, 1);
}
