/** What the InTouch calls on products answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, inTouchAnswer, itemStatus, listOrOne, open, textOrBoolean } from '../schemas/answer.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, list, text, textOrNumber } from '../schemas/values.js';

/** The style, brand, colour, category or size of an item. Its members are null where the item has none. */
const named = lazy(() => open({ name: text(), label: text(), description: text() }));

/** The values of an item's attributes. */
const attributeValues = lazy(() =>
  open({ attribute: listOrOne(open({ name: idOf('productAttribute', text()), value: text() })) }),
);

/** What items have in common wherever they are answered. `ou_id` is -1 for the organization itself. */
const item = lazy(() => ({
  sku: idOf('sku', text()),
  price: money(textOrNumber()),
  img_url: text(),
  in_stock: textOrNumber(),
  description: text(),
  long_description: text(),
  size: named(),
  style: named(),
  brand: named(),
  color: named(),
  category: named(),
  added_on: dateTime({ zone: 'organization' }),
  ou_id: integer(),
}));

/** The verdict on an item, whose flag is `success` in some answers and `status` in others. */
const verdict = lazy(() =>
  open({ success: textOrBoolean(), status: textOrBoolean(), code: textOrNumber(), message: text() }),
);

const addedItem = lazy(() =>
  open({
    item_id: idOf('product', text()),
    ean: text(),
    ...item(),
    returnable: textOrBoolean(),
    returnable_days: integer(),
    ou_code: idOf('conceptCode', text()),
    // An empty list in every sample, although attributes were sent.
    attributes: anyOf(list(open({ name: text(), value: text() })), attributeValues()),
    item_status: verdict(),
  }),
);

const readItem = lazy(() =>
  open({
    item_id: idOf('product', text()),
    item_ean: text(),
    ...item(),
    attributes: attributeValues(),
    /** The brand and the category with those above them. Only with `include_hierarchy`. */
    hierarchy: open({ brand: list(ancestor()), category: list(ancestor()) }),
    item_status: verdict(),
  }),
);

const ancestor = lazy(() => open({ id: integer(), name: text(), label: text() }));

const foundItem = lazy(() =>
  open({
    id: idOf('product', text()),
    sku: idOf('sku', text()),
    ean: text(),
    price: money(textOrNumber()),
    org_id: integer(),
    description: text(),
    img_url: text(),
    added_on: dateTime({ zone: 'offset' }),
    attributes: attributeValues(),
    ou_id: integer(),
  }),
);

const attribute = lazy(() =>
  open({
    id: idOf('productAttributeId', text()),
    name: idOf('productAttribute', text()),
    label: text(),
    type: text(),
    is_enum: text(),
    is_soft_enum: text(),
    use_in_dump: text(),
    extraction_rule_type: text(),
    extraction_rule_data: text(),
    default_attribute_value_name: text(),
    inventory_item_attributes: text(),
    ou_id: textOrNumber(),
    ou_code: idOf('conceptCode', text()),
    values: open({ value: listOrOne(open({ name: text(), label: text() })) }),
    item_status: itemStatus(),
  }),
);

/** What brands and categories have in common. */
const node = lazy(() => ({
  label: text(),
  description: text(),
  parent_label: text(),
  ou_id: integer(),
  item_status: itemStatus(),
}));

const category = lazy(() =>
  open({
    id: idOf('productCategoryId', text()),
    name: idOf('productCategoryName', text()),
    parent_name: idOf('productCategoryName', text()),
    ...node(),
  }),
);

const brand = lazy(() =>
  open({
    id: idOf('productBrandId', text()),
    name: idOf('productBrandName', text()),
    parent_name: idOf('productBrandName', text()),
    ...node(),
  }),
);

/** A colour; `pallette` is its hex digits. */
const color = lazy(() =>
  open({ pallette: idOf('productColor', text()), name: text(), ou_id: integer(), item_status: itemStatus() }),
);

const size = lazy(() =>
  open({
    id: text(),
    name: idOf('productSize', text()),
    label: text(),
    canonical_name: text(),
    description: text(),
    size_family: text(),
    type: text(),
    parent_canonical_name: text(),
    ou_id: integer(),
    item_status: itemStatus(),
  }),
);

const metaSize = lazy(() =>
  open({
    id: text(),
    name: text(),
    label: text(),
    description: text(),
    size_family: text(),
    type: text(),
    parent_meta_size: text(),
    ou_id: integer(),
    item_status: itemStatus(),
  }),
);

export const productAddAnswer = () => inTouchAnswer({ product: listOrOne(addedItem()) });

export const productGetAnswer = () => inTouchAnswer({ product: open({ item: listOrOne(readItem()) }) });

export const productSearchAnswer = () =>
  inTouchAnswer({
    product: open({
      count: integer(),
      start: integer(),
      rows: integer(),
      results: open({ item: listOrOne(foundItem()) }),
    }),
  });

export const productAddAttributesAnswer = () =>
  inTouchAnswer({
    product: open({ attributes: open({ attribute: listOrOne(attribute()) }) }),
  });

export const productGetAttributesAnswer = () =>
  inTouchAnswer({
    product: open({ count: integer(), attributes: open({ attribute: listOrOne(attribute()) }) }),
  });

export const productGetCategoriesAnswer = () =>
  inTouchAnswer({
    product: open({ count: integer(), categories: open({ category: listOrOne(category()) }) }),
  });

export const productGetBrandsAnswer = () =>
  inTouchAnswer({
    product: open({ count: integer(), brands: open({ brand: listOrOne(brand()) }) }),
  });

export const productGetColorsAnswer = () =>
  inTouchAnswer({
    product: open({ count: integer(), colors: open({ color: listOrOne(color()) }) }),
  });

export const productGetSizesAnswer = () =>
  inTouchAnswer({
    product: open({ count: integer(), sizes: open({ size: listOrOne(size()) }) }),
  });

export const productGetMetaSizesAnswer = () =>
  inTouchAnswer({
    product: open({ count: integer(), meta_sizes: open({ meta_size: listOrOne(metaSize()) }) }),
  });
