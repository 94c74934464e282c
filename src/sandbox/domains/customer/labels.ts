/** Customer labels: defining them, and putting them on customers. */
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { configNumber } from '../organization/config.js';
import type { CustomerLabel, LabelTag } from './label-state.js';
import type { Customer } from './state.js';

const NAME_LENGTH = 100;
const DESCRIPTION_LENGTH = 255;

interface NewLabel {
  readonly name: string;
  readonly description?: string;
}

/** Finds a label by its name, ignoring case. */
export const labelNamed = (world: World, name: string): CustomerLabel | undefined =>
  Object.values(world.customerLabels).find((each) => each.name.toLowerCase() === name.trim().toLowerCase());

/**
 * Defines labels, all or none.
 * @throws 400 if there are none, a name is too long or taken, a description is too long, or the organization would have
 *   too many labels
 */
export function addLabels(world: World, given: readonly NewLabel[], tillId: number): CustomerLabel[] {
  if (given.length === 0) fail(400, 'orgLabels is empty');
  const names = given.map(({ name }) => name.toLowerCase());
  for (const { name, description = '' } of given) {
    if (name.length > NAME_LENGTH) fail(400, `A label's name can have at most ${NAME_LENGTH} characters`);
    if (description.length > DESCRIPTION_LENGTH)
      fail(400, `A description can have at most ${DESCRIPTION_LENGTH} characters`);
    if (labelNamed(world, name)) fail(400, `Label ${name} already exists`);
  }
  if (new Set(names).size < names.length) fail(400, 'A label is listed twice');
  const most = configNumber(world, 'ORG_MAX_LABEL_COUNT');
  if (Object.keys(world.customerLabels).length + given.length > most)
    fail(400, `An organization may have at most ${most} labels`);
  return given.map(({ name, description = '' }) => {
    const label: CustomerLabel = {
      id: nextId(world, 'customerLabel'),
      name,
      description,
      tillId,
      createdOn: now(world),
    };
    world.customerLabels[label.id] = label;
    return label;
  });
}

const known = (world: World, name: string): CustomerLabel => labelNamed(world, name) ?? failUnknown(400, 'Label', name);

/**
 * Adds labels to a customer and removes others.
 * @throws 400 if a label does not exist
 */
export function changeLabels(
  world: World,
  customer: Customer,
  change: { add: readonly string[]; remove: readonly string[]; tillId: number },
): void {
  const add = change.add.map((name) => known(world, name));
  const remove = change.remove.map((name) => known(world, name));
  for (const { id } of remove) {
    customer.labels = customer.labels.filter((each) => each !== String(id));
    for (const tag of tagsOf(world, customer.id)) if (tag.labelId === id) delete world.labelTags[tag.id];
  }
  for (const { id } of add) {
    if (customer.labels.includes(String(id))) continue;
    customer.labels.push(String(id));
    const tag = { id: nextId(world, 'labelTag'), labelId: id, customerId: customer.id, tillId: change.tillId };
    world.labelTags[tag.id] = tag;
  }
}

/** The labels of a customer, oldest first. */
export const tagsOf = (world: World, customerId: number): LabelTag[] =>
  Object.values(world.labelTags).filter((each) => each.customerId === customerId);
