/** Attributes of products and the values that they can have. */
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { type Change, changeEntry, entryByCode, type NewEntry, newEntry, ownEntry } from './catalogue.js';
import type { AttributeValue, ProductAttribute } from './state.js';

const LONGEST_CODE = 50;
const LONGEST_VALUE_CODE = 30;
const LONGEST_NAME = 100;
const MOST_ATTRIBUTES = 30;
const MOST_VALUES = 100;

export interface NewAttribute extends NewEntry {
  /** If empty, String is used, with a warning. */
  type: ProductAttribute['type'] | '';
  defaultValueId?: number | undefined;
  /** A new value to create, which becomes the default. */
  valueCode?: string | undefined;
  details?: Partial<Pick<ProductAttribute, 'isEnum' | 'isSoftEnum' | 'useInDump' | 'extractionRule'>>;
}

const unknownDefault = (id: number): Warning => ({
  code: 10210,
  message: `Value ${id} of the attribute does not exist; its default was not changed`,
});

function checkName(name: string): void {
  if (name === '') fail(400, 'The attribute name is empty');
  if (name.length > LONGEST_NAME) fail(400, `name can have at most ${LONGEST_NAME} characters`);
}

/**
 * Adds an attribute. Warnings: 10209 (no type), 10210 (unknown default value).
 * @throws 10205 if the code is too long
 * @throws 409 if the attribute already exists
 * @throws 9182 if there are too many attributes
 * @throws 400 if the name is not valid
 */
export function addAttribute(
  world: World,
  attribute: NewAttribute,
): { attribute: ProductAttribute; warnings: Warning[] } {
  const { code, ouId, type, name, defaultValueId, valueCode, details } = attribute;
  const warnings: Warning[] = [];
  if (code.length > LONGEST_CODE) fail(10205, `The attribute code can have at most ${LONGEST_CODE} characters`);
  if (ownEntry(world.productAttributes, code, ouId)) fail(409, `Attribute ${code} already exists`);
  checkName(name);
  if (type === '') warnings.push({ code: 10209, message: 'No type was given; String was used' });
  if (valueCode !== undefined) checkValueCode(valueCode);
  if (Object.keys(world.productAttributes).length >= MOST_ATTRIBUTES)
    fail(9182, `There can be at most ${MOST_ATTRIBUTES} attributes`);
  // A new attribute has no values yet that could be its default.
  if (defaultValueId !== undefined) warnings.push(unknownDefault(defaultValueId));
  const added: ProductAttribute = {
    ...newEntry(world, 'productAttribute', attribute),
    type: type || 'String',
    defaultValueId: null,
    isEnum: true,
    isSoftEnum: false,
    useInDump: false,
    extractionRule: { type: 'UPLOAD', data: '' },
    ...details,
  };
  world.productAttributes[added.id] = added;
  if (valueCode !== undefined) {
    added.defaultValueId = storeValue(world, added, { code: valueCode, name: valueCode, ouId, active: true }).id;
  }
  return { attribute: added, warnings };
}

export type AttributeChange = Change<Pick<ProductAttribute, 'name' | 'type' | 'active'>> & {
  readonly defaultValueId?: number | undefined;
};

/**
 * Changes an attribute. Warning: 10210 (unknown default value).
 * @throws 10212 if the attribute does not exist
 * @throws 400 if the name is not valid
 */
export function changeAttribute(
  world: World,
  { code, ouId }: { code: string; ouId: number },
  { name, type, defaultValueId, active }: AttributeChange,
): { attribute: ProductAttribute; warnings: Warning[] } {
  const attribute = ownEntry(world.productAttributes, code, ouId) ?? failUnknown(10212, 'Attribute', code);
  if (name !== undefined) checkName(name);
  const isOwn = defaultValueId !== undefined && world.attributeValues[defaultValueId]?.attributeId === attribute.id;
  changeEntry(world, attribute, {
    name,
    type,
    defaultValueId: isOwn ? defaultValueId : undefined,
    active,
  });
  return { attribute, warnings: defaultValueId === undefined || isOwn ? [] : [unknownDefault(defaultValueId)] };
}

/**
 * The attribute whose values are read or changed.
 * @throws 10203 if the code is missing
 * @throws 10205 if the code is too long
 * @throws 10212 if the attribute does not exist
 */
export function attributeByCode(world: World, code: string, ouId: number): ProductAttribute {
  if (code === '') fail(10203, 'attributeCode is missing');
  if (code.length > LONGEST_VALUE_CODE) fail(10205, `attributeCode can have at most ${LONGEST_VALUE_CODE} characters`);
  return entryByCode(world.productAttributes, code, ouId) ?? failUnknown(10212, 'Attribute', code);
}

export const valuesOf = (world: World, attributeId: number): AttributeValue[] =>
  Object.values(world.attributeValues).filter((each) => each.attributeId === attributeId);

export const valueByCode = (world: World, attributeId: number, code: string): AttributeValue | undefined =>
  valuesOf(world, attributeId).find((each) => each.code.toLowerCase() === code.toLowerCase());

function checkValueCode(code: string): void {
  if (code === '') fail(10251, 'The value code is empty');
  if (code.length > LONGEST_VALUE_CODE) fail(10252, `The value code can have at most ${LONGEST_VALUE_CODE} characters`);
}

function checkValueName(name: string): void {
  if (name === '') fail(10253, 'The value name is empty');
  if (name.length > LONGEST_NAME) fail(10254, `The value name can have at most ${LONGEST_NAME} characters`);
}

/**
 * Adds a value.
 * @throws 10251 if the code is missing
 * @throws 10252 if the code is too long
 * @throws 10253 if the name is empty
 * @throws 10254 if the name is too long
 * @throws 10255 if the value already exists
 * @throws 9182 if there are too many values
 */
export function addValue(world: World, attribute: ProductAttribute, value: NewEntry): AttributeValue {
  checkValueCode(value.code);
  checkValueName(value.name);
  if (valueByCode(world, attribute.id, value.code))
    fail(10255, `${attribute.code} already has the value ${value.code}`);
  if (valuesOf(world, attribute.id).length >= MOST_VALUES)
    fail(9182, `${attribute.code} can have at most ${MOST_VALUES} values`);
  return storeValue(world, attribute, value);
}

function storeValue(world: World, attribute: ProductAttribute, value: NewEntry): AttributeValue {
  const added: AttributeValue = { ...newEntry(world, 'attributeValue', value), attributeId: attribute.id };
  world.attributeValues[added.id] = added;
  return added;
}

/**
 * Changes a value.
 * @throws 10251 if the code is missing
 * @throws 10252 if the code is too long
 * @throws 10121 if the value does not exist
 * @throws 10253 if the name is empty
 * @throws 10254 if the name is too long
 */
export function changeValue(
  world: World,
  attribute: ProductAttribute,
  code: string,
  change: Change<Pick<AttributeValue, 'name' | 'active'>>,
): AttributeValue {
  checkValueCode(code);
  const value = valueByCode(world, attribute.id, code) ?? fail(10121, `${attribute.code} has no value ${code}`);
  if (change.name !== undefined) checkValueName(change.name);
  changeEntry(world, value, change);
  return value;
}
