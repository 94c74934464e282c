/** Amounts beside each other as bars in a table: the picture and the numbers are one. */
import { useFormat } from './context.js';
import type { Format } from './format.js';
import { More, useMore } from './table.js';
import { Text, withoutDirections } from './text.js';

interface BarRow {
  readonly label: string;
  /** Below the label, in small letters. */
  readonly note?: string | undefined;
  /** A bar for each; undefined if it is not known. */
  readonly values: readonly (number | undefined)[];
  /** A line across the bars, such as what is to be reached. */
  readonly target?: number | undefined;
  /** In words, in place of the numbers. */
  readonly texts?: readonly (string | undefined)[];
}

interface BarsProps {
  /** What the table is, for screen readers. */
  readonly caption: string;
  /** What the rows are. */
  readonly of: string;
  /** What the bars of a row are. With more than one, the first is drawn in outline. */
  readonly series: readonly string[];
  readonly rows: readonly BarRow[];
  readonly first?: number;
}

/** The longest bar takes the whole width; less than nothing is drawn as a bar of another kind. */
export function Bars({ caption, of, series, rows, first = 6 }: BarsProps) {
  const format = useFormat();
  const [shown, showMore] = useMore(rows, first);
  const isDrawn = rows.some(({ values }) => values.some((value) => value !== undefined));
  const longest = Math.max(...rows.flatMap(({ values, target = 0 }) => [target, ...values.map(lengthOf)]), 0);
  return (
    <>
      <table class="bars">
        <caption class="hidden">{withoutDirections(caption)}</caption>
        <colgroup>
          <col class={isDrawn ? 'labels' : ''} />
          {isDrawn && <col class="pictures" />}
          {series.map((name, at) => (
            <col key={name} class="texts" style={isDrawn ? { width: widthOf(name, rows, at, format) } : {}} />
          ))}
        </colgroup>
        <thead class={series.length > 1 ? '' : 'hidden'}>
          <tr>
            <th scope="col">{of}</th>
            {isDrawn && <td aria-hidden="true" />}
            {series.map((name, index) => (
              <th key={name} scope="col" class="number">
                {series.length > 1 && <i class={`swatch ${kindOf(index, series.length)}`} />}
                {withoutDirections(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={index}>
              <th scope="row">
                <Text lines={2}>{row.label}</Text>
                {row.note !== undefined && <small>{row.note}</small>}
              </th>
              {isDrawn && (
                <td class="bar" aria-hidden="true">
                  <div>
                    {row.values.map((value, at) => (
                      <Bar key={series[at]} value={value} longest={longest} kind={kindOf(at, row.values.length)} />
                    ))}
                    {row.target !== undefined && longest > 0 && (
                      <b style={{ left: `${(row.target / longest) * 100}%` }} />
                    )}
                  </div>
                </td>
              )}
              {row.values.map((_, at) => (
                <td key={series[at]} class="number">
                  <Text lines={2}>{textOf(row, at, format)}</Text>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={shown.length} all={rows.length} showMore={showMore} />
    </>
  );
}

function textOf({ values, texts }: BarRow, at: number, format: Format): string {
  const value = values[at];
  return texts?.[at] ?? (value === undefined ? '–' : format.number(value));
}

/** Room for the longest number and for the heading with its mark. All rows count, so that 'show more' moves nothing. */
function widthOf(name: string, rows: readonly BarRow[], at: number, format: Format): string {
  const longest = Math.max(...rows.map((row) => textOf(row, at, format).length), 0);
  const numbers = `${Math.min(longest, 18)}ch + 16px`;
  // Headings are smaller, and hidden above a single column.
  return rows[0]?.values.length === 1 ? `calc(${numbers})` : `max(${numbers}, ${name.length * 0.86}ch + 32px)`;
}

const lengthOf = (value = 0): number => Math.abs(value);

const kindOf = (index: number, count: number): string => (count > 1 && index === 0 ? 'outline' : 'solid');

function Bar({ value = 0, longest, kind }: { value: number | undefined; longest: number; kind: string }) {
  const part = longest === 0 ? 0 : lengthOf(value) / longest;
  return (
    <i
      class={value < 0 ? 'hatched' : kind}
      style={value === 0 ? { width: 0, border: 0 } : { width: `max(2px, ${part * 100}%)` }}
    />
  );
}

/** How far something is, as a bar with words. */
export function ProgressBar({
  label,
  value,
  target,
  text,
}: {
  label: string;
  value: number;
  target: number;
  text: string;
}) {
  const part = target > 0 ? Math.min(Math.max(value / target, 0), 1) : 0;
  return (
    <div class="progress">
      <div
        class="track"
        role="progressbar"
        aria-label={label}
        aria-valuenow={Math.round(part * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={text}
      >
        <i style={{ width: `${part * 100}%` }} />
      </div>
    </div>
  );
}
