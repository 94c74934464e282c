/** Customer labels: tags that the organization defines and assigns to customers. */
import { section } from '../define.js';
import { customerId, offset } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { integer, list, object, text } from '../schemas/values.js';
import * as answers from './labels.answers.js';

export const customerLabels = section('Customer labels', { domain: 'Customer Management', accessGroup: 'Customer' });

const labelNames = (about: string) =>
  list(object({ labelName: idOf('customerLabel', text('Name of the label')) }), about).optional();

export const customerLabelCreate = customerLabels.post('v2/organization/labels', {
  tool: 'customer_label_create',
  title: 'Add Labels',
  summary:
    'Defines new customer tags for the organization; no customer has them yet: assign them with customer_label_tag. For labels that expire or that go on products and stores too, use product_label_create.',
  listed: 'POST v2/organization/label',
  accessGroup: 'Organization',
  body: () =>
    object({
      orgLabels: list(
        object({
          name: text('1 to 100 characters, special characters allowed'),
          description: text('At most 255 characters').optional(),
        }),
        'Labels to define',
      ),
    }),
  answer: answers.customerLabelCreateAnswer,
  effect: 'create',
  checkedBy: ['customer_label_list'],
  evidence: 'tags with these names',
  nextStep: 'no customer has it yet. customer_label_tag puts it on one.',
  limits: { batch: 'several per call, ORG_MAX_LABEL_COUNT in total', rate: '200 per minute' },
  sources: ['https://docs.capillarytech.com/reference/add-labels', 'Add Labels, documentation 2022'],
  keywords: [
    'set up a weekend shopper tag',
    'new category to mark people with',
    'introduce a vip flag for the organisation',
    'define tags for the crm team',
    'make a do-not-call marker available',
    'create our tag vocabulary for members',
    'tag does not exist yet',
    'add words we can mark shoppers with',
    'new tag for customers',
    'make up a label for a kind of shopper',
    'add a customer tag to the company list',
  ],
});

export const customerLabelList = customerLabels.get('v2/organization/labels', {
  tool: 'customer_label_list',
  title: 'Get Org Labels',
  summary:
    'Lists all customer tags the organization has defined, with description and active state; unpaged. For the tags on one customer use customer_label_get_for_customer, for labels of products and stores product_label_search.',
  accessGroup: 'Organization',
  answer: answers.customerLabelListAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-org-labels', 'Get Org Labels, documentation 2022'],
  keywords: [
    'which tags do we have',
    'what can i mark a shopper with',
    'all available member tags',
    'exact spelling of a tag name',
    'is there already a dormant tag',
    'tag catalogue of the brand',
    'show the meaning of our customer markers',
    'overview of crm tags and whether they are active',
    'list customer tags',
    'which labels can customers get',
    'tags of the organisation',
    'which tags do we have for customers',
  ],
});

export const customerLabelTag = customerLabels.post('v2/customers/{userId}/changeLabels', {
  tool: 'customer_label_tag',
  title: 'Tag Customers (to Labels)',
  summary:
    'Puts tags on one customer, takes tags off, or both, by customer id. The tags must exist: customer_label_list shows them, customer_label_create defines more; for labels that expire use product_label_assign.',
  listed: 'POST v2/customers/USERID/changeLabels',
  path: () => ({
    userId: customerId(),
  }),
  body: () =>
    object({
      add: labelNames('Labels to put on the customer'),
      remove: labelNames('Labels to remove'),
    }),
  answer: answers.customerLabelTagAnswer,
  effect: 'update',
  checkedBy: ['customer_label_get_for_customer'],
  evidence: 'the tags you put on, without those you took off',
  idempotent: true,
  destructive: true,
  limits: { batch: 'one customer per call' },
  sources: [
    'https://docs.capillarytech.com/reference/tag-customers-to-labels',
    'Tag Customers (to Labels), documentation 2022',
  ],
  keywords: [
    'mark this shopper as vip',
    'flag a member for follow-up',
    'untag a person',
    'take the dormant marker off her',
    'attach a tag to user 51200991',
    'swap one tag for another',
    'note in the crm that he shops at weekends',
    'remove a label from a customer',
    'tag a customer',
    'put or take off a label on a member',
    'mark somebody as special',
  ],
});

export const customerLabelGetForCustomer = customerLabels.get('v2/customers/{userId}/labels', {
  tool: 'customer_label_get_for_customer',
  title: 'Get Customer Labels',
  summary:
    'Lists the tags on one customer, by customer id; unpaged, rows with deleted true no longer count. For all defined tags use customer_label_list, for everybody with a tag customer_label_search_customers.',
  listed: 'GET v2/customers/USERID/labels',
  path: () => ({
    userId: customerId(),
  }),
  answer: answers.customerLabelGetForCustomerAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-labels',
    'Fetch Labels of a Customer, documentation 2022',
  ],
  keywords: [
    'is she tagged as vip',
    'how is this person marked in the crm',
    'which tags does user 51200991 carry',
    'who flagged this member',
    'tags of one shopper',
    'does he have the do-not-call marker',
    'see the markers before a service call',
    'was a tag taken off this account',
    'labels on a customer id',
    'what is this person tagged with',
    'tags a member has',
    'tags of a customer',
  ],
});

export const customerLabelSearchCustomers = customerLabels.get('v2/customers/labels/search', {
  tool: 'customer_label_search_customers',
  title: 'Search Customers by Label',
  summary:
    'Finds the customers who carry a tag and returns their customer ids; page with limit and offset. Labels created with product_label_create are separate: search those with product_label_search_assignments.',
  listed: 'GET v2/customers/labels/search?q={LabelName}',
  query: () => ({
    q: text('Full label name, case-insensitive'),
    offset: offset(),
    limit: integer('Rows to return; -1 for all', { min: -1 }).optional(),
  }),
  answer: answers.customerLabelSearchCustomersAnswer,
  effect: 'read',
  whenEmpty: 'Labels that expire, or of products and stores, are elsewhere: product_label_search_assignments.',
  limits: { pagination: 'limit 10 (-1 for all), offset', rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/search-customers-by-labels',
    'Search Customers by Labels, documentation 2022',
  ],
  keywords: [
    'everyone tagged weekend shopper',
    'who are our vips',
    'pull a list of flagged members',
    'how many people have this tag',
    'audience of all dormant shoppers by tag',
    'segment members on a crm marker',
    'ids of persons marked for follow-up',
    'export shoppers with a certain tag',
    'customers with a certain label',
    'which people are tagged so',
    'members behind a tag',
    'all customers with a tag',
  ],
});
