/** Where runs are stored unless told otherwise; not part of the repository. */
export const RUNS_FOLDER = 'evals/runs';
