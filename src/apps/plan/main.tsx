import { useMemo } from 'preact/hooks';
import type { Bridge } from '../bridge.js';
import { APPROVE_PLAN, type OutcomeData, type PlanData, VIEW_DATA } from '../contract.js';
import { messageOf, mountView } from '../mount.js';
import { PlanView } from './view.js';

mountView('plan', (data, bridge) => <ConnectedPlan data={data} bridge={bridge} />);

function ConnectedPlan({ data, bridge }: { data: PlanData; bridge: Bridge }) {
  const approve = useMemo(() => approver(data, bridge), [data, bridge]);
  return <PlanView data={data} approve={approve} dismiss={() => bridge.requestTeardown()} />;
}

/** Undefined if there is no plan, if only the agent can carry it out, or if the host lets views call no tools. */
function approver({ plan, tool }: PlanData, bridge: Bridge): (() => Promise<OutcomeData>) | undefined {
  if (plan === undefined || plan.isForAgent || bridge.capabilities.serverTools === undefined) return undefined;
  return async () => {
    const result = await bridge.callTool(APPROVE_PLAN, { plan: plan.id });
    const data = result._meta?.[VIEW_DATA];
    const outcome: OutcomeData = isOutcome(data)
      ? data
      : {
          view: 'outcome',
          tool,
          outcome: 'unknown',
          message: messageOf(result) ?? 'The server did not say what became of it.',
        };
    await report(outcome, plan.id, bridge);
    return outcome;
  };
}

const isOutcome = (data: unknown): data is OutcomeData =>
  typeof data === 'object' && data !== null && 'view' in data && data.view === 'outcome' && 'outcome' in data;

/** The model does not see what a view calls, so that it would propose the same once more. */
async function report({ tool, outcome, message }: OutcomeData, plan: string, bridge: Bridge): Promise<void> {
  if (bridge.capabilities.updateModelContext === undefined) return;
  const text = `The user approved plan ${plan} (${tool}) in its view. Outcome: ${outcome}.${message === undefined ? '' : ` ${message}`}`;
  // The outcome is shown whether or not the host takes the message.
  await bridge.updateModelContext(text).catch(() => {});
}
