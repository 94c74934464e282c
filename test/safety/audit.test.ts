/** The audit: what is recorded, what is not, and that it is recorded before the answer is given. */
import { describe, expect, it } from 'vitest';
import { type CallContext, createCallTool } from '../../src/call/call.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { CapillaryClient } from '../../src/client/types.js';
import { observable } from '../../src/lib/observable.js';
import { type AuditLine, withAudit } from '../../src/safety/audit.js';
import { createGuard } from '../../src/safety/guard.js';
import { combinePolicies, UNLIMITED_POLICY } from '../../src/safety/policy.js';
import { findDefinition } from '../../src/tools/catalogue.js';

const AT = Date.parse('2026-05-04T06:30:00Z');

interface Setup {
  send?: CapillaryClient['send'];
  isRequired?: boolean;
  /** What is wrong with the file. */
  broken?: Error;
}

function organization({ send = confirm, isRequired = false, broken }: Setup = {}) {
  const lines: AuditLine[] = [];
  const errors: unknown[] = [];
  let sent = 0;
  const client: CapillaryClient = {
    send: (...call) => {
      sent += 1;
      return send(...call);
    },
    close: async () => {},
  };
  const policy = observable(combinePolicies(UNLIMITED_POLICY, [{ points: { perCall: 500 } }]));
  const callTool = withAudit(
    createCallTool({
      client: async () => client,
      maxCharacters: 28_000,
      getPermit: createGuard({
        policy,
        organization: '',
        read: async () => ({}),
        source: 'INSTORE',
        timeZone: async () => undefined,
      }).getPermit,
    }),
    {
      append: async (line) => {
        if (broken) throw broken;
        lines.push(JSON.parse(line));
      },
      isRequired,
      tenant: 'acme',
      onError: (error) => errors.push(error),
      now: () => AT,
    },
  );
  const call = async (tool: string, args: Record<string, unknown>, context: CallContext = {}) => {
    const definition = findDefinition(tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    const result = await callTool(definition, args, { subject: 'agent-7', client: 'Claude 1.2', ...context });
    return result.isError ? JSON.parse(result.content[0]?.text ?? '').error : 'success';
  };
  return { call, lines, errors, sent: () => sent };
}

const confirm: CapillaryClient['send'] = async () => ({ httpStatus: 200, data: {}, warnings: [], requestId: 'r-1' });
const transfer = (points: unknown = 200) => ({
  body: {
    pointsTobeTransferred: points,
    notes: 'Asha Rao asked for it on the phone',
    fromCustomerIdentifier: { type: 'mobile', value: '919800000001' },
    toCustomerIdentifier: { type: 'email', value: 'ravi@example.com' },
    code: '445566',
  },
});

describe('a line of the audit', () => {
  it('says if the caller claims to know what became of the same call before', async () => {
    const { call, lines } = organization();
    await call('points_transfer', { ...transfer(), again: true });
    await call('points_transfer', transfer());
    expect(lines.map(({ again }) => again)).toEqual([true, undefined]);
    expect(lines[0]?.arguments).not.toHaveProperty('again');
  });

  it('says who did what, with what outcome, without secrets and with personal values shortened', async () => {
    const { call, lines } = organization();
    await call('points_transfer', transfer());
    expect(lines).toEqual([
      {
        at: '2026-05-04T06:30:00.000Z',
        event: 'call',
        id: expect.stringMatching(/^[\w-]{12}$/),
        tenant: 'acme',
        subject: 'agent-7',
        client: 'Claude 1.2',
        tool: 'points_transfer',
        risk: 'destructive',
        arguments: {
          body: {
            pointsTobeTransferred: 200,
            notes: '(34 characters)',
            fromCustomerIdentifier: { type: 'mobile', value: '…0001' },
            toCustomerIdentifier: { type: 'email', value: 'r…@example.com' },
            code: '(hidden)',
          },
        },
        limits: ['points.perCall'],
        result: 'success',
        outcome: 'applied',
        requestId: 'r-1',
        ms: 0,
      },
    ]);
  });

  it.each([
    ['a limit', 'points_transfer', transfer(501), { result: 'limit_reached', outcome: 'not_sent' }],
    ['wrong arguments', 'points_transfer', {}, { result: 'invalid_arguments', outcome: 'not_sent' }],
    ['a read of personal data', 'customer_search', { q: 'Asha' }, { result: 'success', risk: 'read' }],
  ])('is there for %s', async (_, tool, args, expected) => {
    const { call, lines } = organization();
    await call(tool, args);
    expect(lines).toMatchObject([expected]);
  });

  it('is not there for reads without personal data', async () => {
    const { call, lines } = organization();
    await call('organization_get_programs', {});
    expect(lines).toEqual([]);
  });

  it('has no value of an argument that no documentation has', async () => {
    const { call, lines } = organization();
    await call('points_transfer', { ...transfer(), remark: 'call 919800000001', loyaltyCode: 919800000001 });
    expect(JSON.stringify(lines)).not.toContain('98000000');
  });

  it('says that a call was only previewed', async () => {
    const { call, lines, sent } = organization();
    await call('points_transfer', transfer(), { preview: true });
    expect(lines).toMatchObject([{ event: 'call', tool: 'points_transfer', result: 'previewed', outcome: 'not_sent' }]);
    expect(sent()).toBe(0);
  });

  it('follows when an outcome becomes known later', async () => {
    let end: (failure: undefined) => void = () => {};
    const { call, lines } = organization({
      send: async (_definition, _args, { onLateEnd } = {}) => {
        end = (failure) => onLateEnd?.(failure);
        throw new CapillaryError({ kind: 'timeout', message: 'm', hint: 'h', retryable: false, outcome: 'unknown' });
      },
    });
    await call('points_transfer', transfer());
    end(undefined);
    expect(lines).toMatchObject([
      { event: 'call', outcome: 'unknown' },
      { event: 'late', outcome: 'applied', id: lines[0]?.id },
    ]);
  });
});

describe('an audit that cannot be written', () => {
  it('stops nothing unless it is required, and is reported', async () => {
    const { call, errors, sent } = organization({ broken: new Error('no space left') });
    expect(await call('points_transfer', transfer())).toBe('success');
    expect(sent()).toBe(1);
    expect(errors).toHaveLength(1);
  });

  it('stops every write if it is required, and no read', async () => {
    const { call, sent } = organization({ isRequired: true, broken: new Error('no space left') });
    expect(await call('points_transfer', transfer())).toMatchObject({ kind: 'not_configured', outcome: 'not_sent' });
    expect(sent()).toBe(0);
    expect(await call('customer_search', { q: 'Asha' })).toBe('success');
  });
});

describe('a required audit', () => {
  it('has a line before the request is sent', async () => {
    const { call, lines } = organization({
      isRequired: true,
      send: async (...sent) => {
        expect(lines).toMatchObject([{ event: 'begin', tool: 'points_transfer', limits: ['points.perCall'] }]);
        return confirm(...sent);
      },
    });
    expect(await call('points_transfer', transfer())).toBe('success');
    expect(lines).toMatchObject([{ event: 'begin' }, { event: 'call', id: lines[0]?.id }]);
  });
});
