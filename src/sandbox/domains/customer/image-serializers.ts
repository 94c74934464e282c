/** Pictures of customers as v2 shows them. */
import type { customerAddImage } from '../../../tools/customer/customer.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import { serverDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Customer, CustomerImage } from './state.js';

/** A picture with its status; `message` differs between upload and reading. */
export function toImageJson(
  world: World,
  customer: Customer,
  image: CustomerImage,
  message: string,
): RowOf<typeof customerAddImage> {
  const owner = `${world.organisation.id}/${customer.id}`;
  return {
    code: 200,
    file: {
      acl: 'PRIVATE',
      fileHandle: image.fileHandle,
      fileSize: String(image.size),
      lastModified: serverDateTime(image.uploadedOn),
      // Pictures have no versions here, which the API shows as -1.
      latestVersion: -1,
      version: -1,
      name: `${owner}/${customer.images.indexOf(image)}`,
      namespace: 'customerImage',
      s3Token: `customerImage/${owner}/${image.fileHandle}`,
    },
    message,
    status: 'true',
  };
}
