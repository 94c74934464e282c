/** Compares what callers were told about their calls with what the upstream applied. */

/** What a caller was told. `failed` is a read that failed; `gave up` is a caller that did not wait for its answer. */
const REPORTS = ['success', 'applied', 'failed', 'unknown', 'not_sent', 'rejected', 'partial', 'gave up'] as const;
export type Report = (typeof REPORTS)[number];

export interface ReportedCall {
  /** Unique; the upstream's ledger has it if the call was applied. */
  id: string;
  tool: string;
  report: Report;
}

/** What says that the write was applied. */
const CLAIMS_APPLIED: ReadonlySet<Report> = new Set(['success', 'applied']);
/** What says that nothing was changed. */
const CLAIMS_NOTHING: ReadonlySet<Report> = new Set(['not_sent', 'rejected']);

/** @returns a line for each call whose report is untrue, or that was applied more than once */
export function findViolations(
  calls: readonly ReportedCall[],
  applied: Readonly<Record<string, number>>,
  isWrite: (tool: string) => boolean,
): string[] {
  return calls.flatMap(({ id, tool, report }) => {
    const times = applied[id] ?? 0;
    const call = `${tool} ${id}`;
    return [
      ...(times > 1 ? [`${call} was applied ${times} times and reported as ${report}`] : []),
      ...(CLAIMS_APPLIED.has(report) && isWrite(tool) && times === 0
        ? [`${call} was reported as ${report} but not applied`]
        : []),
      ...(CLAIMS_NOTHING.has(report) && times > 0 ? [`${call} was reported as ${report} but applied`] : []),
    ];
  });
}

/** How many calls of each tool got each report; for writes, how many of these were applied. */
export function countReports(
  calls: readonly ReportedCall[],
  applied: Readonly<Record<string, number>>,
): { tool: string; report: Report; calls: number; applied: number }[] {
  const tools = [...new Set(calls.map(({ tool }) => tool))].sort();
  return tools.flatMap((tool) =>
    REPORTS.flatMap((report) => {
      const matching = calls.filter((call) => call.tool === tool && call.report === report);
      if (matching.length === 0) return [];
      return [{ tool, report, calls: matching.length, applied: matching.filter(({ id }) => applied[id]).length }];
    }),
  );
}
