/** The report of a run as Markdown. */
import type { Task } from '../task.js';
import type { AttemptRecord } from './record.js';
import { confusionsOf, type Figures, figuresOf, groupBy } from './statistics.js';

export interface ReportOptions {
  records: readonly AttemptRecord[];
  tasks: readonly Task[];
  /** The day of the report, e.g. 2026-05-03. */
  date: string;
  /** The version of the server. */
  version: string;
  /** Attempts that the whole run has, if it is not finished. */
  planned?: number;
}

const MAX_CONFUSIONS = 25;

/** The whole report: by surface, domain, brand and kind, errors, confusions, and the tasks that failed. */
export function reportOf({ records: unordered, tasks, date, version, planned = 0 }: ReportOptions): string {
  const records = unordered.toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)));
  const models = [...new Set(records.map(({ model }) => model))];
  return [
    `# Evals of ${date}: ${models.join(', ')}`,
    '',
    `capillary-mcp ${version}, ${count(new Set(records.map(({ task }) => task)).size, 'task')}, ${count(records.length, 'attempt')}. pass@1 is the share of attempts that pass, pass^3 the share of tasks that pass three times in a row. Calls and errors are means per attempt, tokens are medians; calls include searches and are compared with the reference's.`,
    ...(planned > records.length ? ['', `The run is incomplete: ${records.length} of ${planned} attempts.`] : []),
    ...figuresTable('Surface', records, ({ model, surface }) => (models.length > 1 ? `${model}, ${surface}` : surface)),
    ...figuresTable('Domain and surface', records, ({ domain, surface }) => `${domain}, ${surface}`),
    ...figuresTable('Kind of task and surface', records, ({ kind, surface }) => `${kind}, ${surface}`),
    ...figuresTable('Brand and surface', records, ({ brand, surface }) => `${brand}, ${surface}`),
    ...errorTable(records),
    ...confusionTable(records, tasks),
    ...failureTable(records),
    '',
  ].join('\n');
}

/** Attempts that run in parallel end in any order. */
const orderOf = ({ task, surface, run }: AttemptRecord): string => `${task} ${surface} ${String(run).padStart(4, '0')}`;

function figuresTable(
  title: string,
  records: readonly AttemptRecord[],
  keyOf: (record: AttemptRecord) => string,
): string[] {
  const groups = [...groupBy(records, keyOf)].sort(([a], [b]) => a.localeCompare(b));
  return [
    ...heading(`By ${title.toLowerCase()}`),
    ...table(
      [title, 'tasks', 'pass@1', 'pass^3', 'calls', '× reference', 'searches', 'tokens in', 'tokens out', 'errors'],
      groups.map(([key, group]) => [key, ...cellsOf(figuresOf(group))]),
    ),
  ];
}

const cellsOf = (figures: Figures): string[] => [
  String(figures.tasks),
  percent(figures.passAt1),
  figures.passPow3 === undefined ? '–' : percent(figures.passPow3),
  figures.calls.toFixed(1),
  figures.callRatio.toFixed(2),
  figures.searches.toFixed(1),
  thousands(figures.inputTokens),
  thousands(figures.outputTokens),
  figures.errors.toFixed(2),
];

function errorTable(records: readonly AttemptRecord[]): string[] {
  const errors = records.flatMap(({ surface, errors }) => errors.map((error) => ({ surface, ...error })));
  if (errors.length === 0) return [...heading('Errors met'), 'None.'];
  const groups = [...groupBy(errors, ({ surface, tool, kind }) => `${surface} ${tool} ${kind}`).values()].sort(
    (a, b) => b.length - a.length,
  );
  return [
    ...heading('Errors met'),
    ...table(
      ['surface', 'tool', 'kind', 'times'],
      groups.flatMap((group) =>
        group.slice(0, 1).map(({ surface, tool, kind }) => [surface, tool, kind, String(group.length)]),
      ),
    ),
  ];
}

function confusionTable(records: readonly AttemptRecord[], tasks: readonly Task[]): string[] {
  const confusions = confusionsOf(records, tasks).slice(0, MAX_CONFUSIONS);
  if (confusions.length === 0) return [...heading('Which tool was called instead of which'), 'None.'];
  return [
    ...heading('Which tool was called instead of which'),
    ...table(
      ['needed', 'called instead', 'times', 'tasks'],
      confusions.map(({ needed, instead = '(nothing)', count, tasks }) => [
        needed,
        instead,
        String(count),
        tasks.join(', '),
      ]),
    ),
  ];
}

function failureTable(records: readonly AttemptRecord[]): string[] {
  const groups = [...groupBy(records, ({ task, surface }) => `${task} ${surface}`).values()];
  const rows = groups.flatMap((attempts) => {
    const failed = attempts.filter(({ passed }) => !passed);
    const [first] = failed;
    return first
      ? [[first.task, first.surface, `${failed.length} of ${attempts.length}`, first.failures.join('; ')]]
      : [];
  });
  if (rows.length === 0) return [...heading('Tasks that failed'), 'None.'];
  return [...heading('Tasks that failed'), ...table(['task', 'surface', 'failed', 'why, the first time'], rows)];
}

const heading = (text: string): string[] => ['', `## ${text}`, ''];

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => '---').join('|')}|`, ...rows.map(line)];
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
