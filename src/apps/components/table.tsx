/** Tables that stay short: the first rows, and more on request. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useFormat } from './context.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly numeric?: boolean;
  /** Left out on phones. */
  readonly minor?: boolean;
}

interface TableProps<Row> {
  /** What the table is, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** How many rows are shown at first. */
  readonly first?: number;
  /** How many the API has besides; `true` if their number is not known. */
  readonly more?: number | true | undefined;
}

export function DataTable<Row>({ caption, columns, rows, first = 6, more }: TableProps<Row>) {
  const [shown, showMore] = useMore(rows, first);
  return (
    <>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" class={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.title} class={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={shown.length} all={rows.length} more={more} showMore={showMore} />
    </>
  );
}

const classOf = ({ numeric, minor }: { numeric?: boolean; minor?: boolean }): string =>
  `${numeric ? 'number' : ''} ${minor ? 'minor' : ''}`.trim();

/** Rows added by each press of 'show more'. */
const STEP = 50;

/** The first rows of many, and how to get more of them. */
export function useMore<T>(rows: readonly T[], first: number): [shown: readonly T[], showMore: () => void] {
  const [count, setCount] = useState(first);
  // A single further row takes no more space than the button.
  const end = rows.length - count === 1 ? rows.length : count;
  return [rows.slice(0, end), () => setCount(count + STEP)];
}

export function More(props: { shown: number; all: number; more?: number | true | undefined; showMore: () => void }) {
  const { shown, all, more, showMore } = props;
  const format = useFormat();
  if (shown < all) {
    return (
      <button type="button" class="more" onClick={showMore}>
        Show {format.number(Math.min(STEP, all - shown))} more
        {all - shown > STEP && ` of ${format.number(all - shown)}`}
      </button>
    );
  }
  if (more === undefined || more === 0) return null;
  return <p class="note">{more === true ? 'There are more.' : `${format.number(more)} more are not shown.`}</p>;
}
