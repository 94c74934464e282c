/** The calls as they are made. */
import { useState } from 'preact/hooks';
import { useFormat } from '../components/context.js';
import { type Column, DataTable } from '../components/table.js';
import { Text } from '../components/text.js';
import type { Live } from './client.js';
import type { CallRow } from './contract.js';

export function Calls({ live }: { live: Live }) {
  const format = useFormat();
  const [kept, setKept] = useState<readonly CallRow[] | undefined>();
  const [onlyFailed, setOnlyFailed] = useState(false);
  const all = kept ?? live.calls;
  const shown = onlyFailed ? all.filter(hasFailed) : all;
  const failed = all.filter(hasFailed).length;
  return (
    <>
      <h1>Calls</h1>
      <p class="summary">
        {all.length === 0
          ? 'No call has been made yet. Each appears here as it is answered.'
          : `The last ${format.number(all.length)}, as they are answered; ${format.number(failed)} failed.`}
      </p>
      <div class="acts">
        <button type="button" aria-pressed={kept !== undefined} onClick={() => setKept(kept ? undefined : live.calls)}>
          Pause
        </button>
        <label>
          <input type="checkbox" checked={onlyFailed} onChange={() => setOnlyFailed(!onlyFailed)} /> Only those that
          failed
        </label>
      </div>
      {shown.length > 0 && <CallTable calls={shown} />}
    </>
  );
}

const hasFailed = ({ status, error }: CallRow): boolean => status >= 400 || error !== undefined;

/** @param props.isShort - whether the duration and the time are left out */
export function CallTable({ calls, isShort = false }: { calls: readonly CallRow[]; isShort?: boolean }) {
  const format = useFormat();
  const what: Column<CallRow> = { title: 'Call', cell: (call) => <Call call={call} /> };
  const status: Column<CallRow> = {
    title: 'Status',
    numeric: true,
    cell: (call) => <span class={`badge ${hasFailed(call) ? 'bad' : 'good'}`}>{call.status}</span>,
  };
  const took: Column<CallRow> = {
    title: 'Took',
    numeric: true,
    cell: ({ milliseconds }) =>
      `${format.number(milliseconds < 10 ? round1(milliseconds) : Math.round(milliseconds))} ms`,
  };
  const time: Column<CallRow> = {
    title: 'Time',
    cell: ({ at }) => <time dateTime={at}>{timeText(at)}</time>,
    minor: true,
  };
  return (
    <DataTable
      caption="Calls, newest first"
      columns={isShort ? [what, status] : [what, status, took, time]}
      rows={calls}
      first={25}
    />
  );
}

const round1 = (value: number): number => Math.round(value * 10) / 10;

/** `2026-05-03 12:00:00`, on the clock of the brand. */
const timeText = (at: string): string => at.slice(0, 19).replace('T', ' ');

function Call({ call: { tools, method, path, error } }: { call: CallRow }) {
  const [tool] = tools;
  return (
    <>
      <code class="tool">
        <Text lines={2}>{tool === undefined ? `${method} ${path.split('?')[0]}` : tools.slice(0, 2).join(' or ')}</Text>
      </code>
      {tool !== undefined && (
        <small>
          <code>
            <Text lines={2}>{`${method} ${path}`}</Text>
          </code>
        </small>
      )}
      {error !== undefined && (
        <small class="why">
          <Text lines={3}>{error}</Text>
        </small>
      )}
    </>
  );
}
