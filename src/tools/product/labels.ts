/** Labels: tags with an optional expiry, for customers, products and stores. */
import { section } from '../define.js';
import { limit, offset } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, list, object, text } from '../schemas/values.js';
import * as answers from './labels.answers.js';

export const productLabels = section('Labels', {
  domain: 'Product Catalogue',
  accessGroup: 'Labels',
  response: {
    codes: {
      not_found: [23025, 23037, 23045, 23050],
      conflict: [23027, 23028, 23029, 23044, 23055],
      transient: [23029, 23055],
    },
  },
});

const entityType = (about: string) => choice(['CUSTOMER', 'PRODUCT', 'STORE'], about);

const entityId = () =>
  idOf('labelledThing', text('SKU code of a product, in any letter case; id of a customer or store'));

/** How long assignments of a label last. */
const expiryConfig = () =>
  object(
    {
      type: choice(['NONE', 'FIXED_DATE', 'RELATIVE'], 'Default NONE').optional(),
      expiryDate: dateTime({ zone: 'offset', ends: true }, 'In the future; needed for FIXED_DATE').optional(),
      unit: choice(['DAYS', 'MONTHS', 'YEARS'], 'Needed for RELATIVE').optional(),
      value: integer('Number of units from the assignment; needed for RELATIVE', { min: 0 }).optional(),
      roundingUnit: text('For RELATIVE; the values are not documented').optional(),
    },
    'When assignments end; never if absent',
  ).optional();

/** Identifies a label; exactly one of the three. */
const whichLabel = () => ({
  labelId: idOf('label', integer('Give exactly one of labelId, labelName and labelExternalId')).optional(),
  labelName: idOf('labelName', text('Name of the label')).optional(),
  labelExternalId: idOf('labelExternalId', text('Its own external id')).optional(),
});

export const productLabelCreate = productLabels.post('v2/labels', {
  tool: 'product_label_create',
  title: 'Create Labels',
  summary:
    'Defines labels for customers, products or stores, with or without an expiry; nothing carries them yet: assign them with product_label_assign. They cannot be deleted, only archived; for plain customer tags use customer_label_create.',
  body: () =>
    object({
      labels: list(
        object({
          name: text('Unique for its entityType', 255),
          externalId: text('Own id, unique for its entityType', 255).optional(),
          description: text(undefined, 1024).optional(),
          entityType: entityType('Kind of entity it is for'),
          expiryConfig: expiryConfig(),
        }),
        '1 to 10',
      ),
    }),
  answer: answers.labelsWritten,
  answerFrom: 'sibling',
  effect: 'create',
  amounts: { rows: 'body.labels[]' },
  checkedBy: ['product_label_search'],
  evidence: 'labels with these names',
  nextStep: 'nothing carries it yet. product_label_assign puts it on products, customers or stores.',
  limits: { batch: '10 per call' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/create-labels',
    'https://docs.capillarytech.com/reference/update-labels (limits and codes)',
    'https://docs.capillarytech.com/reference/labels',
  ],
  keywords: [
    'set up a monsoon picks badge for items',
    'define a tag that runs out after 45 days',
    'new marker for stores under renovation',
    'make a clearance sticker available for the catalogue',
    'merchandiser introduces a bestseller flag',
    'configure a seasonal tag with an end date',
    'create metadata tags for skus',
    'vocabulary of stickers for products and branches',
    'define a label for products or stores',
    'new tag with an expiry',
    'make a tag for items',
  ],
});

export const productLabelUpdate = productLabels.put('v2/labels', {
  tool: 'product_label_update',
  title: 'Update Labels',
  summary:
    'Changes labels by id: name, external id, description, expiry or status (ARCHIVED retires a label, ACTIVE revives it). A new expiry counts for later assignments only; for existing ones use product_label_update_assignments.',
  body: () =>
    object({
      labels: list(
        object({
          labelId: idOf('label', integer('From product_label_search')),
          name: text('New unique name', 255).optional(),
          externalId: text('New unique external id', 255).optional(),
          description: text(undefined, 1024).optional(),
          status: choice(['ACTIVE', 'ARCHIVED'], 'An archived label can only change to ACTIVE').optional(),
          expiryConfig: expiryConfig(),
        }),
        '1 to 10',
      ),
    }),
  answer: answers.labelsWritten,
  effect: 'update',
  amounts: { rows: 'body.labels[]' },
  checkedBy: ['product_label_search'],
  idempotent: true,
  destructive: true,
  limits: { batch: '10 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/update-labels',
    'https://docs.capillarytech.com/reference/labels',
  ],
  keywords: [
    'rename the monsoon tag',
    'retire a sticker nobody uses any more',
    'archive last season markers',
    'bring back an old tag',
    'new default lifetime of a marker',
    'correct the description of a product flag',
    'delete a label definition',
    'make a tag run out sooner from now on',
    'change or archive a label',
    'edit a tag for items',
    'rename a label',
  ],
});

export const productLabelSearch = productLabels.get('v2/labels', {
  tool: 'product_label_search',
  title: 'Get/Search Labels',
  summary:
    'Lists or searches the labels defined for products (default), customers or stores, last changed first; page with limit and offset. For the entities with a label use product_label_search_assignments, for plain customer tags customer_label_list.',
  query: () => ({
    entityType: entityType('Default PRODUCT').optional(),
    q: text('Part of the name or external id, case-insensitive').optional(),
    status: choice(['ACTIVE', 'ARCHIVED'], 'Default ACTIVE').optional(),
    limit: limit('1 to 100; default 50'),
    offset: offset(),
  }),
  response: { confirmation: ['labels'] },
  answer: answers.productLabelSearchAnswer,
  effect: 'read',
  whenEmpty: 'Plain customer tags are elsewhere: customer_label_list.',
  limits: { pagination: 'limit 50 (max 100), offset' },
  sources: ['https://docs.capillarytech.com/reference/get-labels', 'https://docs.capillarytech.com/reference/labels'],
  keywords: [
    'which stickers exist for items',
    'id of the monsoon picks tag',
    'do we already have a clearance marker',
    'archived tags',
    'when does this flag run out by default',
    'all store markers',
    'overview of catalogue tags',
    'find a tag whose name contains sale',
    'list labels for products, stores or customers',
    'find a label by name',
    'which tags are defined for items',
  ],
});

export const productLabelAssign = productLabels.post('v2/labels/assignments', {
  tool: 'product_label_assign',
  title: 'Create Label Assignments',
  summary:
    'Puts labels on up to 100 products, customers or stores of one type; an unknown labelName is created, without expiry. For plain tags on one customer use customer_label_tag; to take labels off product_label_remove_assignments.',
  body: () =>
    object({
      entityType: entityType('Type of all entities in the call'),
      assignments: list(
        object({
          entityId: entityId(),
          labelName: idOf(
            'labelName',
            text('Needed without labelExternalId; created if no active label has it'),
          ).optional(),
          labelExternalId: idOf(
            'labelExternalId',
            text('Needed without labelName; if both are set, they must refer to the same label'),
          ).optional(),
          expiryDate: dateTime(
            { zone: 'offset', ends: true },
            "In the future; the label's own expiry if absent",
          ).optional(),
        }),
        '1 to 100',
      ),
    }),
  answer: answers.assignmentsWritten,
  effect: 'create',
  amounts: { rows: 'body.assignments[]' },
  checkedBy: ['product_label_get_assignments'],
  evidence: 'the labels on each entity',
  limits: { batch: '100 per call, split into tens if that is refused; 100 to 200 labels on one entity' },
  sources: [
    'Release notes April to September 2026 (10 rows in a call; letter case of SKUs)',
    'https://docs.capillarytech.com/reference/create-label-assignments',
    'https://docs.capillarytech.com/reference/post_v2-labels-assignments',
    'https://docs.capillarytech.com/reference/labels',
  ],
  keywords: [
    'tag these skus as monsoon picks',
    'mark a raincoat as clearance until august',
    'flag fifty items as bestsellers',
    'stick a marker on a branch',
    'tag a batch of customers for 30 days',
    'put a sticker on a product',
    'apply an expiring tag to many shoppers at once',
    'bulk mark items for a campaign',
    'put labels on products',
    'tag stores or items',
    'give a label to a number of records',
    'put a label on products',
  ],
});

export const productLabelGetAssignments = productLabels.get('v2/labels/assignments', {
  tool: 'product_label_get_assignments',
  title: 'Get Label Assignments',
  summary:
    'Shows which labels each of up to 10 products, customers or stores carries; unpaged. To go from a label to what carries it use product_label_search_assignments; for the plain tags of a customer customer_label_get_for_customer.',
  query: () => ({
    entityType: entityType('What carries the label'),
    entityIds: idOf(
      'labelledThing',
      text('At most 10, comma-separated: SKU codes in any letter case, or ids of customers or stores'),
    ),
    includeInactive: boolean('true adds expired and removed ones; default false').optional(),
  }),
  answer: answers.productLabelGetAssignmentsAnswer,
  effect: 'read',
  limits: { batch: '10 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/get-label-assignments',
    'https://docs.capillarytech.com/reference/labels',
  ],
  keywords: [
    'how is this sku tagged',
    'stickers on a raincoat',
    'is this item marked as clearance',
    'markers a store has',
    'when does the tag on this product run out',
    'what was this item flagged with before',
    'check tags of a handful of skus',
    'labels of an item',
    'which tags are on these products',
    'tags a store carries',
  ],
});

export const productLabelSearchAssignments = productLabels.get('v2/labels/assignments/search', {
  tool: 'product_label_search_assignments',
  title: 'Search Label Assignments',
  summary:
    'Lists the products, customers or stores that carry a label now; page with limit and offset. To go from those to their labels use product_label_get_assignments; to find the label itself product_label_search.',
  query: () => ({
    entityType: entityType('What carries the label'),
    ...whichLabel(),
    entityId: idOf('labelledThing', text('Only this one')).optional(),
    limit: limit('1 to 50; default 10'),
    offset: offset(),
  }),
  answer: answers.productLabelSearchAssignmentsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10 (max 50), offset' },
  sources: [
    'https://docs.capillarytech.com/reference/search-label-assignments',
    'https://docs.capillarytech.com/reference/labels',
  ],
  keywords: [
    'all items with the monsoon tag',
    'which skus are marked clearance',
    'how many products carry a sticker',
    'stores flagged for renovation',
    'everyone who has an expiring marker',
    'is this tag still in use anywhere',
    'export what a flag is on',
    'what carries this label',
    'products with a certain tag',
    'stores with a label',
    'what carries a label',
  ],
});

export const productLabelUpdateAssignments = productLabels.put('v2/labels/assignments', {
  tool: 'product_label_update_assignments',
  title: 'Update Label Assignments',
  summary:
    'Moves the expiry date of labels that products, customers or stores already carry; nothing else can change. For the label itself, or the expiry of later assignments, use product_label_update.',
  body: () =>
    object({
      entityType: entityType('Type of all entities in the call'),
      updates: list(
        object({
          entityId: entityId(),
          ...whichLabel(),
          expiryDate: dateTime({ zone: 'offset', ends: true }, 'New date in the future'),
        }),
        '1 to 100',
      ),
    }),
  answer: answers.assignmentsWritten,
  answerFrom: 'sibling',
  effect: 'update',
  amounts: { rows: 'body.updates[]' },
  checkedBy: ['product_label_get_assignments'],
  evidence: 'the expiry dates you sent',
  idempotent: true,
  limits: { batch: '100 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/update-label-assignments',
    'https://docs.capillarytech.com/reference/put_v2-labels-assignments',
    'https://docs.capillarytech.com/reference/labels',
  ],
  keywords: [
    'keep the clearance tag on this item two weeks longer',
    'extend how long a sku stays marked',
    'end a sticker on these products at month end',
    'new end date for tags already given out',
    'the sale goes on, prolong the markers',
    'shorten the flag on a branch',
    'postpone when tagged shoppers lose their marker',
    'let a tag stay longer on items',
    'change when a label ends for products',
    'new expiry for labels already put on',
  ],
});

export const productLabelRemoveAssignments = productLabels.delete('v2/labels/assignments', {
  tool: 'product_label_remove_assignments',
  title: 'Remove Label Assignments',
  summary:
    'Takes labels off up to 100 products, customers or stores at once; only product_label_assign puts them back. To retire a label completely use product_label_update with status ARCHIVED.',
  body: () =>
    object({
      entityType: entityType('Type of all entities in the call'),
      removals: list(
        object({
          entityId: entityId(),
          labelIds: idOf(
            'label',
            list(integer(), 'Give exactly one of labelIds, labelNames and labelExternalIds'),
          ).optional(),
          labelNames: idOf('labelName', list(text(), 'Names of labels')).optional(),
          labelExternalIds: idOf('labelExternalId', list(text(), 'External ids of labels')).optional(),
        }),
        '1 to 100',
      ),
    }),
  answer: answers.productLabelRemoveAssignmentsAnswer,
  effect: 'delete',
  amounts: { rows: 'body.removals[]' },
  checkedBy: ['product_label_get_assignments'],
  evidence: 'that the labels are gone',
  idempotent: true,
  destructive: true,
  limits: { batch: '100 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/remove-label-assignments',
    'https://docs.capillarytech.com/reference/labels',
  ],
  keywords: [
    'untag these skus',
    'sale is over, take the sticker off the items',
    'remove the bestseller flag from a product',
    'this branch is no longer under renovation',
    'clear markers from a list of shoppers',
    'unmark items after the campaign',
    'detach a tag that was put on by mistake',
    'take tags off products',
    'label no longer applies to items',
    'strip a label from stores',
    'take a label off products',
  ],
});
