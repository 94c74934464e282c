/** Attributes of products and the values that they can have. */

import { oneOf } from '../arguments.js';
import { fail, type Warning } from '../failure.js';
import { ATTRIBUTE_TYPES, type AttributeValue, type ProductAttribute } from '../state/product.js';
import type { World } from '../world.js';
import { type Change, changeEntry, entryByCode, type NewEntry, newEntry, ownEntry } from './catalogue.js';

const LONGEST_CODE = 50;
const LONGEST_VALUE_CODE = 30;
const LONGEST_NAME = 100;
const MOST_ATTRIBUTES = 30;
const MOST_VALUES = 100;

export interface NewAttribute extends NewEntry {
  /** Empty where none is given: String, with a warning. */
  type: string;
  defaultValueId?: number | undefined;
  /** A value to be made, which is the default. */
  valueCode?: string | undefined;
  details?: Partial<Pick<ProductAttribute, 'isEnum' | 'isSoftEnum' | 'useInDump' | 'extractionRule'>>;
}

const unknownDefault = (id: number): Warning => ({
  code: 10210,
  message: `There is no value ${id} of the attribute; it has no new default`,
});

function typeIn(type: string): ProductAttribute['type'] {
  return oneOf(ATTRIBUTE_TYPES, type) ?? fail(400, `The type is one of ${ATTRIBUTE_TYPES.join(', ')}`);
}

function checkName(name: string): void {
  if (name === '') fail(400, 'The name of the attribute is empty');
  if (name.length > LONGEST_NAME) fail(400, `A name has at most ${LONGEST_NAME} characters`);
}

/** Adds an attribute. 10203/10205 (code), 409 (there already), 9182 (too many), 400; warnings 10209, 10210. */
export function addAttribute(
  world: World,
  attribute: NewAttribute,
): { attribute: ProductAttribute; warnings: Warning[] } {
  const { code, ouId, type, name, defaultValueId, valueCode, details } = attribute;
  const warnings: Warning[] = [];
  if (code === '') fail(10203, 'The code of the attribute is missing');
  if (code.length > LONGEST_CODE) fail(10205, `A code has at most ${LONGEST_CODE} characters`);
  if (ownEntry(world.productAttributes, code, ouId)) fail(409, `There is an attribute ${code} already`);
  checkName(name);
  if (type === '') warnings.push({ code: 10209, message: 'No type was given: String' });
  const known = type === '' ? 'String' : typeIn(type);
  if (valueCode !== undefined) checkValueCode(valueCode);
  if (Object.keys(world.productAttributes).length >= MOST_ATTRIBUTES)
    fail(9182, `There are ${MOST_ATTRIBUTES} attributes already`);
  // It is new: no value can be its own.
  if (defaultValueId !== undefined) warnings.push(unknownDefault(defaultValueId));
  const added: ProductAttribute = {
    ...newEntry(world, 'productAttribute', attribute),
    type: known,
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

export interface AttributeChange {
  name: string | undefined;
  type: string | undefined;
  defaultValueId: number | undefined;
  active: boolean | undefined;
}

/** Changes an attribute. 10203 (no code), 10212 (unknown), 400; warning 10210. */
export function changeAttribute(
  world: World,
  { code, ouId }: { code: string; ouId: number },
  { name, type, defaultValueId, active }: AttributeChange,
): { attribute: ProductAttribute; warnings: Warning[] } {
  if (code === '') fail(10203, 'The code of the attribute is missing');
  const attribute = ownEntry(world.productAttributes, code, ouId) ?? fail(10212, `There is no attribute ${code}`);
  if (name !== undefined) checkName(name);
  const isOwn = defaultValueId !== undefined && world.attributeValues[defaultValueId]?.attributeId === attribute.id;
  changeEntry(world, attribute, {
    name,
    type: type === undefined ? undefined : typeIn(type),
    defaultValueId: isOwn ? defaultValueId : undefined,
    active,
  });
  return { attribute, warnings: defaultValueId === undefined || isOwn ? [] : [unknownDefault(defaultValueId)] };
}

/** The attribute that values are about. 10203, 10205 (code), 10212 (unknown). */
export function attributeByCode(world: World, code: string, ouId: number): ProductAttribute {
  if (code === '') fail(10203, 'attributeCode is missing');
  if (code.length > LONGEST_VALUE_CODE) fail(10205, `attributeCode has at most ${LONGEST_VALUE_CODE} characters`);
  return entryByCode(world.productAttributes, code, ouId) ?? fail(10212, `There is no attribute ${code}`);
}

export const valuesOf = (world: World, attributeId: number): AttributeValue[] =>
  Object.values(world.attributeValues).filter((each) => each.attributeId === attributeId);

export const valueByCode = (world: World, attributeId: number, code: string): AttributeValue | undefined =>
  valuesOf(world, attributeId).find((each) => each.code.toLowerCase() === code.toLowerCase());

function checkValueCode(code: string): void {
  if (code === '') fail(10251, 'The code of the value is missing');
  if (code.length > LONGEST_VALUE_CODE) fail(10252, `The code of a value has at most ${LONGEST_VALUE_CODE} characters`);
}

function checkValueName(name: string): void {
  if (name === '') fail(10253, 'The name of the value is empty');
  if (name.length > LONGEST_NAME) fail(10254, `A name has at most ${LONGEST_NAME} characters`);
}

/** Adds a value. 10251/10252 (code), 10253/10254 (name), 10255 (there already), 9182 (too many). */
export function addValue(world: World, attribute: ProductAttribute, value: NewEntry): AttributeValue {
  checkValueCode(value.code);
  checkValueName(value.name);
  if (valueByCode(world, attribute.id, value.code))
    fail(10255, `${attribute.code} has the value ${value.code} already`);
  if (valuesOf(world, attribute.id).length >= MOST_VALUES) fail(9182, `${attribute.code} has ${MOST_VALUES} values`);
  return storeValue(world, attribute, value);
}

function storeValue(world: World, attribute: ProductAttribute, value: NewEntry): AttributeValue {
  const added: AttributeValue = { ...newEntry(world, 'attributeValue', value), attributeId: attribute.id };
  world.attributeValues[added.id] = added;
  return added;
}

/** Changes a value. 10251/10252 (code), 10121 (unknown), 10253/10254 (name). */
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
