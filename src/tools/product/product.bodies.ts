/** Request bodies of Product: items. */
import { idOf } from '../schemas/leaf-types.js';
import { changedIsActive, itemDetails, newIsActive, newOuCode, ouCode } from '../schemas/product.js';
import { list, object, text } from '../schemas/values.js';

/** An item in POST v2/product. */
export const newProduct = () =>
  object({
    sku: text('Item code'),
    ean: text('Barcode').optional(),
    ...itemDetails(),
    ouCode: newOuCode(),
  });

export const addSkusBody = () =>
  list(
    object({
      sku: text('Unique item code'),
      ean: text('Barcode, unique').optional(),
      ...itemDetails(),
      colorCode: idOf('productColor', text('An existing colour')).optional(),
      styleCode: idOf('productStyle', text('An existing style')).optional(),
      sizeCode: idOf('productSize', text('An existing size')).optional(),
      ouCode: newOuCode(),
      isActive: newIsActive(),
    }),
    'At most 100; an unknown brand, category, colour … gives a warning',
  );

export const updateSkusBody = () =>
  list(
    object({
      sku: idOf('sku', text('Item to change')),
      ...itemDetails(),
      ouCode: ouCode(),
      isActive: changedIsActive(),
    }),
    'At most 100; omitted ones stay',
  );
