/** A toolbox in which views can carry out the plans that they show. */
import { APPROVE_PLAN } from '../apps/contract.js';
import type { ToolOfPlan } from '../safety/permits.js';
import { withoutPrefix } from './tool-name.js';
import type { Toolbox } from './toolbox.js';

/** The tool for it is there only for clients that certainly show views; for others it is unknown. */
export const withApproval = (toolbox: Toolbox, toolOfPlan: ToolOfPlan): Toolbox => ({
  list: toolbox.list,
  call: async (selection, name, args, context) => {
    if (!context?.views?.areCertain || withoutPrefix(name) !== APPROVE_PLAN)
      return toolbox.call(selection, name, args, context);
    const { approvePlan } = await import('./approve-plan.js');
    const call = (...call: [string, Record<string, unknown>, typeof context]) => toolbox.call(selection, ...call);
    return approvePlan({ toolOfPlan, call }, args, context);
  },
});
