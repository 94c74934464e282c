/** Section Customer labels: labels of the organization, and the customers who have them. */
import {
  customerLabelCreate,
  customerLabelGetForCustomer,
  customerLabelList,
  customerLabelSearchCustomers,
  customerLabelTag,
} from '../../../tools/customer/labels.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { fail } from '../../world/failure.js';
import { addLabels, changeLabels, labelNamed, tagsOf } from './labels.js';
import { customerById, NO_CUSTOMER } from './rules.js';

export const customerLabelHandlers: Handlers = {
  ...handle(customerLabelCreate, { envelope: 'entity' }, ({ world, till, body }) => {
    addLabels(world, body.orgLabels, till.id);
    return world.organisation.id;
  }),

  ...handle(customerLabelList, { envelope: 'list' }, ({ world }) =>
    Object.values(world.customerLabels).map(({ id, name, description, tillId }) => ({
      id,
      orgId: world.organisation.id,
      description,
      lastUpdatedBy: tillId,
      name,
      active: true,
    })),
  ),

  ...handle(
    customerLabelTag,
    {
      envelope: 'entity',
      codes: { userId: NO_CUSTOMER },
      // The API ignores labels without a name.
      optional: ['body.add[].labelName', 'body.remove[].labelName'],
    },
    ({ world, till, path, body }) => {
      const customer = customerById(world, path.userId);
      const namesIn = (rows: typeof body.add = []) => rows.flatMap(({ labelName }) => labelName || []);
      const [add, remove] = [namesIn(body.add), namesIn(body.remove)];
      if (add.length + remove.length === 0) fail(400, 'Give labels in add or remove');
      changeLabels(world, customer, { add, remove, tillId: till.id });
      return customer.id;
    },
  ),

  ...handle(customerLabelGetForCustomer, { envelope: 'list', codes: { userId: NO_CUSTOMER } }, ({ world, path }) => {
    const customer = customerById(world, path.userId);
    return tagsOf(world, customer.id).map(({ id, labelId, tillId }) => ({
      id,
      orgId: world.organisation.id,
      addedBy: tillId,
      labelId,
      userId: customer.id,
      labelName: world.customerLabels[labelId]?.name ?? '',
      deleted: false,
    }));
  }),

  ...handle(
    customerLabelSearchCustomers,
    { envelope: 'list', paging: byOffset({ limit: 10, all: -1, reported: true }) },
    ({ world, query, page }) => {
      const label = labelNamed(world, query.q);
      const found = Object.values(world.labelTags).filter((each) => each.labelId === label?.id);
      return page(found).map(({ customerId, labelId }) => ({
        userId: customerId,
        customerLabels: [{ orgId: world.organisation.id, labelId, userId: customerId, labelName: label?.name ?? '' }],
      }));
    },
  ),
};
