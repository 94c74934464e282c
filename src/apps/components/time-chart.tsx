/** Amounts over time: a line of what there is, and bars of what came in (up) and went out (down). */
import { scaleLinear } from 'd3-scale';
import { useFormat } from './context.js';
import type { Format } from './format.js';
import type { PeriodUnit } from './periods.js';
import { type Columns, Drawing, Plot, type Point } from './plot.js';
import { type Column, DataTable } from './table.js';

/** How a series looks. What it means is never said by colour alone: outline, hatching and place differ too. */
type Look = 'solid' | 'outline' | 'hatched';

export interface Flow {
  readonly name: string;
  readonly look: Look;
  readonly direction: 'up' | 'down';
  /** One for each period, not negative. */
  readonly values: readonly number[];
}

export interface TimeChartProps {
  /** What it shows, for screen readers. */
  readonly label: string;
  readonly unit: PeriodUnit;
  /** Where each period begins, as `Format.wallTime` counts. */
  readonly starts: readonly number[];
  /** What there is at the end of each period; undefined where it is not known. */
  readonly level?: { readonly name: string; readonly values: readonly (number | undefined)[] } | undefined;
  readonly flows: readonly Flow[];
}

const LEVEL_HEIGHT = 104;
const FLOWS_HEIGHT = 80;
const FLOWS_ALONE_HEIGHT = 144;
const GAP = 16;

export function TimeChart({ label, unit, starts, level, flows }: TimeChartProps) {
  const format = useFormat();
  const top = level === undefined ? 0 : LEVEL_HEIGHT + GAP;
  const flowsHeight = level === undefined ? FLOWS_ALONE_HEIGHT : FLOWS_HEIGHT;
  const points = starts.map((at, index): Point => {
    const parts = partsAt(index, { level, flows }, format);
    const name = format.period(at, unit);
    return {
      label: `${name}: ${parts.map(([part, value]) => `${part} ${value}`).join(', ') || 'nothing'}`,
      tick: format.short(at, unit),
      reading: (
        <>
          <b>{name}</b>
          {parts.map(([part, value]) => (
            <span key={part}>
              {part} <b>{value}</b>
            </span>
          ))}
        </>
      ),
    };
  });
  return (
    <>
      <Legend level={level?.name} flows={flows} />
      <Plot
        label={label}
        height={top + flowsHeight}
        points={points}
        draw={(columns) => (
          <>
            {level !== undefined && <Level values={level.values} columns={columns} format={format} />}
            <Flows flows={flows} columns={columns} top={top} height={flowsHeight} format={format} />
          </>
        )}
      />
      <Numbers label={label} unit={unit} starts={starts} level={level} flows={flows} />
    </>
  );
}

/** What is known of a period, with names. Amounts of nothing are left out. */
function partsAt(
  index: number,
  { level, flows }: Pick<TimeChartProps, 'level' | 'flows'>,
  format: Format,
): [string, string][] {
  const moved = flows.flatMap(({ name, values }): [string, string][] =>
    values[index] ? [[name, format.number(values[index])]] : [],
  );
  const value = level?.values[index];
  return level === undefined || value === undefined ? moved : [...moved, [level.name, format.number(value)]];
}

function Legend({ level, flows }: { level: string | undefined; flows: readonly Flow[] }) {
  const names = flows.map(({ name, look }) => ({ name, look: look as string }));
  const all = level === undefined ? names : [{ name: level, look: 'line' }, ...names];
  if (all.length < 2) return null;
  return (
    <ul class="legend" aria-hidden="true">
      {all.map(({ name, look }) => (
        <li key={name}>
          <i class={`swatch ${look}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}

function Level({
  values,
  columns,
  format,
}: {
  values: readonly (number | undefined)[];
  columns: Columns;
  format: Format;
}) {
  const known = values.flatMap((value, index) => (value === undefined ? [] : [{ index, value }]));
  const amounts = known.map(({ value }) => value);
  const scale = scaleLinear([Math.min(0, ...amounts), Math.max(1, ...amounts)], [LEVEL_HEIGHT, 8]).nice(3);
  const points = known.map(({ index, value }) => ({ x: columns.x(index), y: scale(value) }));
  const last = points.at(-1);
  return (
    <Drawing>
      <Grid ticks={scale.ticks(3)} y={scale} columns={columns} format={format} isSigned />
      <path class="area" d={areaPath(points, scale(0))} />
      <path class="level" d={linePath(points)} />
      {last !== undefined && <circle class="end" cx={last.x} cy={last.y} r={3.5} />}
    </Drawing>
  );
}

interface Position {
  readonly x: number;
  readonly y: number;
}

const linePath = (points: readonly Position[]): string =>
  points.length === 0 ? '' : `M${points.map(({ x, y }) => `${x},${y}`).join('L')}`;

/** Between the points and a base below them. */
function areaPath(points: readonly Position[], base: number): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  return `${linePath([{ x: first.x, y: base }, ...points, { x: last.x, y: base }])}Z`;
}

interface GridProps {
  readonly ticks: readonly number[];
  readonly y: (value: number) => number;
  readonly columns: Columns;
  readonly format: Format;
  /** Whether less than nothing is said with its sign: not where it is only drawn downwards. */
  readonly isSigned?: boolean;
}

function Grid({ ticks, y, columns, format, isSigned = false }: GridProps) {
  return ticks.map((tick) => (
    <g key={tick}>
      <line class={tick === 0 ? 'base' : 'grid'} x1={columns.left} x2={columns.width} y1={y(tick)} y2={y(tick)} />
      <text x={columns.left - 8} y={y(tick) + 4} text-anchor="end">
        {format.compact(isSigned ? tick : Math.abs(tick))}
      </text>
    </g>
  ));
}

interface FlowsProps {
  readonly flows: readonly Flow[];
  readonly columns: Columns;
  readonly top: number;
  readonly height: number;
  readonly format: Format;
}

function Flows({ flows, columns, top, height, format }: FlowsProps) {
  const [up, down] = [
    flows.filter(({ direction }) => direction === 'up'),
    flows.filter((flow) => flow.direction === 'down'),
  ];
  const [most, least] = [highest(up), highest(down)];
  const scale = scaleLinear([-least, Math.max(most, least === 0 ? 1 : 0)], [top + height - 4, top + 4]);
  const count = flows[0]?.values.length ?? 0;
  const width = Math.max(Math.min(columns.step - 2, 24), 1);
  return (
    <Drawing>
      <Grid
        ticks={height < FLOWS_ALONE_HEIGHT ? endsOf(scale.ticks(4)) : scale.ticks(4)}
        y={scale}
        columns={columns}
        format={format}
      />
      {Array.from({ length: count }, (_, index) =>
        [...stacked(up, index, 1), ...stacked(down, index, -1)].map(({ look, from, to }) => (
          <rect
            key={`${index} ${look} ${from}`}
            class={look}
            x={columns.x(index) - width / 2}
            width={width}
            y={Math.min(scale(from), scale(to))}
            height={Math.max(Math.abs(scale(from) - scale(to)), 1)}
          />
        )),
      )}
    </Drawing>
  );
}

/** Nothing and the outermost ticks: small panels have no room for more. */
const endsOf = (ticks: readonly number[]): number[] =>
  ticks.filter((tick, index) => tick === 0 || index === 0 || index === ticks.length - 1);

/** The highest stack of all periods. */
const highest = (flows: readonly Flow[]): number =>
  Math.max(
    0,
    ...(flows[0]?.values ?? []).map((_, index) => flows.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)),
  );

function stacked(flows: readonly Flow[], index: number, sign: 1 | -1) {
  let reached = 0;
  return flows.flatMap(({ look, values }) => {
    const value = values[index] ?? 0;
    if (value === 0) return [];
    const from = reached;
    reached += sign * value;
    return [{ look, from, to: reached }];
  });
}

/** The table behind the chart. */
function Numbers({ label, unit, starts, level, flows }: TimeChartProps) {
  const format = useFormat();
  const rows = starts.map((at, index) => ({ at, index })).reverse();
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { title: 'Period', cell: ({ at }) => format.period(at, unit) },
    ...flows.map(
      ({ name, values }): Column<Row> => ({
        title: name,
        numeric: true,
        cell: ({ index }) => format.number(values[index] ?? 0),
      }),
    ),
  ];
  if (level !== undefined) {
    columns.push({
      title: level.name,
      numeric: true,
      cell: ({ index }) => {
        const value = level.values[index];
        return value === undefined ? '–' : format.number(value);
      },
    });
  }
  return (
    <details>
      <summary>Numbers</summary>
      <DataTable caption={label} columns={columns} rows={rows} first={12} />
    </details>
  );
}
