/** Approve or not, while the plan is valid; and what became of it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Text } from '../components/text.js';
import type { OutcomeData, PlanData } from '../contract.js';

interface DecisionProps {
  readonly plan: NonNullable<PlanData['plan']>;
  readonly approve: (() => Promise<OutcomeData>) | undefined;
  readonly dismiss: () => void;
}

type State = 'open' | 'sending' | 'dismissed' | OutcomeData;

export function Decision({ plan, approve, dismiss }: DecisionProps) {
  const seconds = useSecondsLeft(plan);
  const [state, setState] = useState<State>('open');
  if (typeof state === 'object') return <Outcome outcome={state} />;
  if (state === 'dismissed')
    return (
      <p class="decision" role="status">
        Not approved. Nothing was changed.
      </p>
    );
  if (state === 'open' && seconds <= 0) {
    return (
      <p class="decision" role="status">
        This plan has expired. Nothing was changed. Ask for a new preview.
      </p>
    );
  }
  const send = async (): Promise<void> => {
    if (approve === undefined) return;
    setState('sending');
    setState(await approve().catch(notPassedOn));
  };
  return (
    <div class="decision">
      {approve !== undefined && (
        <button type="button" class="primary" disabled={state === 'sending'} onClick={send}>
          {state === 'sending' ? 'Sending …' : 'Approve'}
        </button>
      )}
      <button
        type="button"
        disabled={state === 'sending'}
        onClick={() => {
          setState('dismissed');
          dismiss();
        }}
      >
        Not now
      </button>
      {approve === undefined && <span class="note">To approve, say so in the conversation.</span>}
      {state === 'open' && (
        <span class="note" role="timer">
          Expires in <span class="time">{clock(seconds)}</span>
        </span>
      )}
    </div>
  );
}

const notPassedOn = (error: unknown): OutcomeData => ({
  view: 'outcome',
  tool: '',
  outcome: 'unknown',
  message: error instanceof Error ? error.message : 'The host did not pass the call on.',
});

const OUTCOMES: Readonly<Record<OutcomeData['outcome'], { title: string; tone: string }>> = {
  applied: { title: 'Done', tone: 'good' },
  not_sent: { title: 'Not sent: nothing was changed', tone: 'bad' },
  rejected: { title: 'Refused: nothing was changed', tone: 'bad' },
  partial: { title: 'Done in part', tone: 'warn' },
  unknown: { title: 'It is not known whether it was done', tone: 'warn' },
};

function Outcome({ outcome: { outcome, message, hint } }: { outcome: OutcomeData }) {
  const { title, tone } = OUTCOMES[outcome];
  return (
    <div class={`decision alert ${tone}`} role="status">
      <b>{title}.</b>
      {[message, hint].map((text) => text !== undefined && <Text key={text}>{` ${text}`}</Text>)}
    </div>
  );
}

/** A view that is opened again long after its plan has expired must not offer it once more. */
const LONG_PAST_MS = 3_600_000;

/**
 * Counted from when the view got the plan: the clock of the server and that of the browser may differ, by less than an
 * hour.
 */
function useSecondsLeft({ expiresInMs, expiresAt }: NonNullable<PlanData['plan']>): number {
  const isLongPast = Date.now() - Date.parse(expiresAt) > LONG_PAST_MS;
  const end = useRef(performance.now() + (isLongPast ? 0 : expiresInMs));
  const [left, setLeft] = useState(() => end.current - performance.now());
  useEffect(() => {
    if (left <= 0) return;
    // Until the shown second changes, so that the countdown stays even.
    const timer = setTimeout(() => setLeft(end.current - performance.now()), (left % 1000) + 1);
    return () => clearTimeout(timer);
  }, [left]);
  return Math.ceil(left / 1000);
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
