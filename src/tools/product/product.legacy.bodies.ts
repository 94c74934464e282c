/** Request bodies of Product, InTouch layers. */
import { z } from 'zod';
import type { EntityName } from '../schemas/entities.js';
import { envelope } from '../schemas/in-touch.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { attributeType } from '../schemas/product.js';
import { boolean, choice, integer, list, object, text } from '../schemas/values.js';

/** A list for which the API also accepts a single item. It is wrapped only for validation. */
const oneOrMore = <T extends z.core.$ZodType>(item: T, about?: string) =>
  z.preprocess((input) => (input === undefined || Array.isArray(input) ? input : [input]), list(item, about));

const flag = (about: string) => choice(['0', '1'], about);

const configured = (what: string, entity?: EntityName) => {
  const name = text(`Name of the ${what}`);
  return object({ name: (entity ? idOf(entity, name) : name).optional() }, `A configured ${what}`);
};

const item = () =>
  object({
    sku: text('Item code'),
    price: money('Unit price'),
    ean: text('Barcode, unique; the SKU if blank').optional(),
    description: text('Short text').optional(),
    long_description: text().optional(),
    img_url: text().optional(),
    returnable: boolean('Whether it can be returned').optional(),
    returnableDays: integer('Days for returns; -1 (default) for no limit').optional(),
    ou_code: idOf('conceptCode', text('Organization unit (OU), if products have OUs')).optional(),
    size: object(
      { name: text('Name of the size').optional(), type: text('Type of the size').optional() },
      'A configured size',
    ).optional(),
    style: configured('style').optional(),
    brand: configured('brand', 'productBrandName').optional(),
    color: configured('colour').optional(),
    category: configured('category', 'productCategoryName').optional(),
    attributes: object(
      {
        attribute: oneOrMore(
          object({ name: text('Name of the attribute').optional(), value: text('Its value').optional() }),
        ).optional(),
      },
      'Custom attributes',
    ).optional(),
  });

const attribute = () =>
  object({
    name: text('Name of the attribute'),
    label: text('Display name').optional(),
    type: attributeType('Type of its values').optional(),
    is_enum: flag('1: a fixed list of values').optional(),
    is_soft_enum: flag('1: an open list of values').optional(),
    use_in_dump: flag('1: in data dumps').optional(),
    extraction_rule_type: choice(['POS', 'UPLOAD'], 'Where values come from').optional(),
    extraction_rule_data: text('Name of the field they come from').optional(),
    default_attribute_value_name: text('Default value').optional(),
    ou_code: idOf('conceptCode', text('Organization unit (OU), if products have OUs')).optional(),
    values: object(
      {
        value: oneOrMore(
          object({ name: text('The value').optional(), label: text('Display name').optional() }),
        ).optional(),
      },
      'Allowed values',
    ).optional(),
  });

export const addProductsBody = () => envelope({ product: list(item(), 'Items') });

export const addAttributesBody = () =>
  envelope({
    product: list(object({ attributes: object({ attribute: oneOrMore(attribute()) }, 'Attributes') }), 'One entry'),
  });
