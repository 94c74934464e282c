/** Tasks about leads. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const BOUGHT_IN_STORE = 3;
const won = (leadId: unknown, reasonId: unknown) => ({ leadId, body: { status: 'WON', reasonId } });
const lead = (userId: number, leadFor: string, owner: string, more = {}) =>
  ['lead_add', { body: { type: 'CUSTOM', leadFor, userId, owner, ...more } }] as const;
const toImran = (leadId: unknown) => ['lead_update', { leadId, body: { owner: 'imran.q' } }] as const;
const HUDA = 418400013;
const GOPAL = 418400018;

export const leadTasks = tasksOf('leads', [
  {
    id: 'wedding-outfits',
    brand: 'fashion',
    kind: 'steps',
    prompt:
      'Good news: Farah Sheikh (919800000005) came to the store and bought the wedding outfits she was interested in. Please close her lead as won, and give the reason that we always use for that.',
    expect: {
      state: { 'leads.505': { status: 'WON', owner: 'vikram.s', 'statusLog.reasonId': BOUGHT_IN_STORE } },
      unchanged: ['leads[id!=505]', 'leadReasons', 'leadSubStatuses', 'members'],
    },
    reference: [
      ['customer_get_id', byMobile('919800000005')],
      ['lead_get', { userId: '{1.entity}' }],
      ['lead_get_reasons', {}],
      ['lead_update_status', won('{2.data[status=OPEN].id}', '{3.data[reason~bought].id}')],
    ],
    // Invents a reason of its own.
    wrong: [
      ['customer_get_id', byMobile('919800000005')],
      ['lead_get', { userId: '{1.entity}' }],
      ['lead_add_reasons', { body: [{ reason: 'Bought the wedding outfits' }] }],
      ['lead_update_status', won('{2.data[status=OPEN].id}', 5)],
    ],
    otherWays: [
      [
        ['lead_search', { type: 'ALL', status: 'WON' }],
        ['lead_search', { type: 'CUSTOM' }],
        [
          'lead_update_status',
          won('{2.data[leadFor~wedding].id}', '{1.data[leadFor=Northline].statusLogDetails.reasonId}'),
        ],
      ],
    ],
  },
  {
    id: 'leila-hands-over',
    brand: 'fuel',
    kind: 'many',
    prompt:
      'Leila Nasser leaves us. All her open leads go to Imran Qureshi, written as in the leads that he already has. Leads of hers that are on hold or lost stay with her name, and those of the others are not to be touched.',
    setup: [
      lead(HUDA, 'Ten fleet cards', 'leila.n'),
      lead(418400014, 'Bulk diesel for a farm', 'imran.q'),
      lead(418400016, 'Car wash for a taxi company', 'leila.n', { status: 'ON_HOLD' }),
      lead(GOPAL, 'Monthly invoice', 'leila.n'),
      lead(418400021, 'Four fleet cards', 'leila.n', { status: 'LOST' }),
      lead(418400020, 'AdBlue in drums', 'omar.k'),
    ],
    expect: {
      state: {
        [`leads[customerId=${HUDA}].owner`]: 'imran.q',
        [`leads[customerId=${GOPAL}].owner`]: 'imran.q',
      },
      unchanged: [
        `leads[customerId!=${HUDA},customerId!=${GOPAL}]`,
        'leads.*.status',
        'leads.*.leadFor',
        'leads.*.statusLog',
      ],
    },
    reference: [
      ['lead_search', { type: 'ALL', status: 'OPEN' }],
      toImran(`{1.data[userId=${HUDA}].id}`),
      toImran(`{1.data[userId=${GOPAL}].id}`),
    ],
    // All of hers.
    wrong: [
      ['lead_list_assigned', { owner: 'leila.n' }],
      toImran('{1.data[leadFor~ten].id}'),
      toImran('{1.data[leadFor~wash].id}'),
      toImran('{1.data[leadFor~invoice].id}'),
      toImran('{1.data[leadFor~four].id}'),
    ],
    otherWays: [
      [
        ['lead_list_assigned', { owner: 'leila.n', status: 'OPEN' }],
        toImran('{1.data[leadFor~invoice].id}'),
        toImran('{1.data[leadFor~ten].id}'),
      ],
    ],
  },
]);
