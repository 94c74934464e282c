/** A list: searched, page by page. */
import { useFormat } from '../components/context.js';
import type { Format } from '../components/format.js';
import { type Column, DataTable } from '../components/table.js';
import { Badge, Text } from '../components/text.js';
import { useRead } from './client.js';
import { type ListColumn, type ListName, type ListPage, PAGE_SIZE, type Row } from './contract.js';
import { hrefOf, type Route } from './route.js';

interface EntryListProps {
  readonly name: ListName;
  readonly title: string;
  readonly route: Route;
  readonly move: (next: Route) => void;
  readonly version: number;
}

export function EntryList({ name, title, route, move, version }: EntryListProps) {
  const { search, page } = route;
  const query = new URLSearchParams({ q: search, page: String(page) });
  const { data, error } = useRead<ListPage>(`${name}?${query}`, version);
  return (
    <>
      <h1>{title}</h1>
      <input
        type="search"
        class="search"
        aria-label={`Search ${name}`}
        placeholder={name === 'customers' ? 'Name, mobile, email or id' : 'Name or code'}
        autocomplete="off"
        value={search}
        onInput={({ currentTarget }) => move({ ...route, search: currentTarget.value, page: 1 })}
      />
      {error !== undefined && <p class="alert bad">{error}</p>}
      {data !== undefined && (
        <>
          <Found data={data} name={name} search={search} />
          {data.rows.length > 0 && <RowTable list={name} columns={data.columns} rows={data.rows} />}
          <Pages data={data} go={(next) => move({ ...route, page: next })} />
        </>
      )}
    </>
  );
}

function Found({ data: { found }, name, search }: { data: ListPage; name: ListName; search: string }) {
  const format = useFormat();
  const what = found === 1 ? name.slice(0, -1) : name;
  const text = found === 0 ? `No ${name}` : `${format.number(found)} ${what}`;
  return (
    <p class="summary" role="status">
      {search === '' ? `${text}.` : `${text} found.`}
    </p>
  );
}

function Pages({ data: { page, pages }, go }: { data: ListPage; go: (page: number) => void }) {
  const format = useFormat();
  if (pages < 2) return null;
  return (
    <nav class="pages" aria-label="Pages">
      <button type="button" disabled={page <= 1} onClick={() => go(page - 1)}>
        Previous
      </button>
      <span>
        Page {format.number(page)} of {format.number(pages)}
      </span>
      <button type="button" disabled={page >= pages} onClick={() => go(page + 1)}>
        Next
      </button>
    </nav>
  );
}

/** @param props.list - which the rows with an id are entries of */
export function RowTable(props: { list: ListName; columns: readonly ListColumn[]; rows: readonly Row[] }) {
  const { list, columns, rows } = props;
  const format = useFormat();
  const named: Column<Row> = {
    title: 'Name',
    cell: ({ id, name, note }) => (
      <>
        {id === undefined ? <Text lines={2}>{name}</Text> : <EntryLink list={list} id={id} name={name} />}
        {note !== undefined && note !== '' && (
          <small>
            <Text lines={2}>{note}</Text>
          </small>
        )}
      </>
    ),
  };
  const others = columns.map(
    (column, index): Column<Row> => ({
      title: column.title,
      numeric: column.kind === 'number' || column.kind === 'money' || column.kind === 'day',
      ...(column.minor && { minor: true }),
      cell: ({ cells }) => cellOf(column.kind, cells[index] ?? null, format),
    }),
  );
  return <DataTable caption={list} columns={[named, ...others]} rows={rows} first={PAGE_SIZE} />;
}

const EntryLink = ({ list, id, name }: { list: ListName; id: string; name: string }) => (
  <a href={hrefOf({ name: list, id })}>
    <Text lines={2}>{name}</Text>
  </a>
);

const GOOD_STATES: ReadonlySet<unknown> = new Set(['ACTIVE', 'LIVE']);

function cellOf(kind: ListColumn['kind'], value: string | number | null, format: Format) {
  if (value === null) return '–';
  if (typeof value === 'number') return kind === 'money' ? format.money(value) : format.number(value);
  if (kind === 'day') return format.day(value);
  if (kind === 'state') return <Badge {...(GOOD_STATES.has(value) && { tone: 'good' as const })}>{value}</Badge>;
  return <Text lines={2}>{value}</Text>;
}
