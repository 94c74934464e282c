/** The kinds of request that meet each fault. */
import { findDefinition } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';

/** In the order of the table's columns; with `token`, the request for an access token meets the fault. */
export const REQUEST_KINDS = ['read', 'update', 'redemption', 'upload', 'token'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export interface TestRequest {
  definition: Definition;
  /** @param padding - text that makes the body of a write so large that it arrives in many parts */
  args: (padding: string) => Record<string, unknown>;
  /** The JSON of a response that confirms the call. */
  answer: unknown;
}

/** On the InTouch host, so that requests for tokens, which go to the API host, arrive elsewhere. */
function onInTouchHost(tool: string): Definition {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  return { ...definition, host: 'intouch' };
}

const redemption: TestRequest = {
  definition: onInTouchHost('points_redeem_v1_1'),
  args: (padding) => ({
    body: { root: { redeem: [{ points_redeemed: '10', customer: { mobile: '919800000001' }, notes: padding }] } },
  }),
  answer: {
    response: {
      status: { success: 'true', code: 200 },
      responses: { points: { redemption_id: 'r1', item_status: { success: 'true', code: 800 } } },
    },
  },
};

export const REQUESTS: Readonly<Record<RequestKind, TestRequest>> = {
  read: {
    definition: onInTouchHost('customer_get'),
    args: () => ({ customerId: 418400001 }),
    answer: { id: 418400001 },
  },
  /** Idempotent. */
  update: {
    definition: onInTouchHost('customer_update'),
    args: (padding) => ({ userId: 418400001, body: { profiles: [{ firstName: 'Asha', lastName: padding }] } }),
    answer: { createdId: 418400001 },
  },
  redemption,
  upload: {
    definition: onInTouchHost('customer_add_image'),
    args: (padding) => ({ customerId: 418400001, body: { file: [{ filename: 'asha.png', text: `png${padding}` }] } }),
    answer: { data: [{ code: 200, status: true, file: { fileHandle: 'f1' } }] },
  },
  token: redemption,
};

export const TOKEN_ANSWER = { data: { accessToken: 'token-1', ttlSeconds: 3600 } };
