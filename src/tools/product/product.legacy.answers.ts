/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, itemStatus, open, responseStatus, time } from '../schemas/answer.js';
import { customerItemStatus } from '../schemas/answers.in-touch.js';
import { integer, list, number, text, textOrNumber } from '../schemas/values.js';

const attributeAttribute = lazy(() =>
  open({
    id: text(),
    name: text(),
    label: text(),
    is_enum: text(),
    type: text(),
    extraction_rule_type: text(),
    extraction_rule_data: text(),
    is_soft_enum: text(),
    use_in_dump: text(),
    default_attribute_value_name: text(),
    inventory_item_attributes: text(),
    ou_id: textOrNumber(),
    values: open({
      value: list(
        open({
          name: text(),
          label: text(),
        }),
      ),
    }),
    item_status: itemStatus(),
    ou_code: text(),
  }),
);

const productAddProduct = lazy(() =>
  open({
    item_id: text(),
    sku: text(),
    ean: text(),
    price: text(),
    img_url: text(),
    in_stock: text(),
    description: text(),
    returnable: text(),
    ou_code: text(),
    ou_id: text(),
    returnable_days: integer(),
    long_description: text(),
    size: open({
      name: text(),
    }),
    style: open({
      name: text(),
      label: text(),
      description: text(),
    }),
    brand: open({
      name: text(),
      label: text(),
      description: text(),
    }),
    color: open({
      name: text(),
      label: text(),
      description: text(),
    }),
    category: open({
      name: text(),
      label: text(),
      description: text(),
    }),
    attributes: list(anything()),
    added_on: time({ zone: 'organization' }),
    item_status: itemStatus(),
  }),
);

export const productAddAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: list(productAddProduct()),
    }),
  });

const productGetProduct = lazy(() =>
  open({
    item: list(productGetItem()),
  }),
);

const productGetItem = lazy(() =>
  open({
    item_id: text(),
    sku: text(),
    item_ean: text(),
    price: text(),
    img_url: text(),
    in_stock: text(),
    description: text(),
    long_description: text(),
    size: open({
      name: text(),
    }),
    style: open({
      name: text(),
    }),
    brand: open({
      name: text(),
    }),
    color: open({
      name: text(),
    }),
    category: open({
      name: text(),
    }),
    attributes: open({
      attribute: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    added_on: time({ zone: 'organization' }),
    ou_id: integer(),
    item_status: customerItemStatus(),
  }),
);

export const productGetAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productGetProduct(),
    }),
  });

const productSearchProduct = lazy(() =>
  open({
    count: integer(),
    start: integer(),
    rows: integer(),
    results: productSearchResult(),
  }),
);

const productSearchResult = lazy(() =>
  open({
    item: list(productSearchItem()),
  }),
);

const productSearchItem = lazy(() =>
  open({
    id: text(),
    price: number(),
    org_id: integer(),
    description: text(),
    sku: text(),
    added_on: time({ zone: 'offset' }),
    attributes: open({
      attribute: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    img_url: text(),
    ean: text(),
    ou_id: integer(),
  }),
);

export const productSearchAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productSearchProduct(),
    }),
  });

const productAddAttributesProduct = lazy(() =>
  open({
    attributes: productAddAttributesAttribute(),
  }),
);

const productAddAttributesAttribute = lazy(() =>
  open({
    attribute: list(attributeAttribute()),
  }),
);

export const productAddAttributesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productAddAttributesProduct(),
    }),
  });

const productGetAttributesProduct = lazy(() =>
  open({
    count: integer(),
    attributes: productGetAttributesAttribute(),
  }),
);

const productGetAttributesAttribute = lazy(() =>
  open({
    attribute: list(attributeAttribute()),
  }),
);

export const productGetAttributesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productGetAttributesProduct(),
    }),
  });

const productGetCategoriesProduct = lazy(() =>
  open({
    count: integer(),
    categories: category(),
  }),
);

const category = lazy(() =>
  open({
    category: list(productGetCategoriesCategory()),
  }),
);

const productGetCategoriesCategory = lazy(() =>
  open({
    id: text(),
    name: text(),
    label: text(),
    description: text(),
    parent_name: text(),
    parent_label: text(),
    ou_id: integer(),
    item_status: itemStatus(),
  }),
);

export const productGetCategoriesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productGetCategoriesProduct(),
    }),
  });

const productGetBrandsProduct = lazy(() =>
  open({
    count: integer(),
    brands: productGetBrandsBrand(),
  }),
);

const productGetBrandsBrand = lazy(() =>
  open({
    brand: list(productGetBrandsBrand2()),
  }),
);

const productGetBrandsBrand2 = lazy(() =>
  open({
    id: text(),
    name: text(),
    label: text(),
    description: text(),
    parent_name: text(),
    parent_label: text(),
    ou_id: integer(),
    item_status: itemStatus(),
  }),
);

export const productGetBrandsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productGetBrandsProduct(),
    }),
  });

const productGetColorsProduct = lazy(() =>
  open({
    count: integer(),
    colors: color(),
  }),
);

const color = lazy(() =>
  open({
    color: list(
      open({
        pallette: text(),
        name: text(),
        ou_id: integer(),
        item_status: itemStatus(),
      }),
    ),
  }),
);

export const productGetColorsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productGetColorsProduct(),
    }),
  });

const productGetSizesProduct = lazy(() =>
  open({
    count: integer(),
    sizes: size(),
  }),
);

const size = lazy(() =>
  open({
    size: list(productGetSizesSize()),
  }),
);

const productGetSizesSize = lazy(() =>
  open({
    id: text(),
    name: text(),
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

export const productGetSizesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productGetSizesProduct(),
    }),
  });

const productGetMetaSizesProduct = lazy(() =>
  open({
    count: integer(),
    meta_sizes: metaSize(),
  }),
);

const metaSize = lazy(() =>
  open({
    meta_size: list(productGetMetaSizesMetaSize()),
  }),
);

const productGetMetaSizesMetaSize = lazy(() =>
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

export const productGetMetaSizesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      product: productGetMetaSizesProduct(),
    }),
  });
