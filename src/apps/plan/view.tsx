/** A call before it is made: what it will change, what was checked, and the decision. */
import { useFormat } from '../components/context.js';
import type { Format } from '../components/format.js';
import { Heading, Missing, Section } from '../components/frame.js';
import { DataTable, More, useMore } from '../components/table.js';
import { Badge, Text, withoutDirections } from '../components/text.js';
import type { Change, Check, OutcomeData, PlanData } from '../contract.js';
import { Decision } from './decision.js';

interface PlanProps {
  readonly data: PlanData;
  /** Carries the plan out. @throws Error if the host does not pass the call on. Absent if that cannot be done here. */
  readonly approve: (() => Promise<OutcomeData>) | undefined;
  readonly dismiss: () => void;
}

const RISKS = { read: 'Changes nothing', write: 'Adds', destructive: 'Changes or removes' } as const;

export function PlanView({ data, approve, dismiss }: PlanProps) {
  const { brand, title, question, subjects = [], checks = [], undoneBy, refused, warnings = [] } = data;
  return (
    <>
      <Heading
        kind="Plan"
        title={title}
        brand={brand}
        aside={<Badge {...(data.risk === 'destructive' ? { tone: 'warn' as const } : {})}>{RISKS[data.risk]}</Badge>}
      />
      {question !== undefined && (
        <p class="question">
          <Text>{question}</Text>
        </p>
      )}
      {refused !== undefined && <Alert tone="bad" title="This would be refused" text={refused} />}
      {warnings.map((warning) => (
        <Alert key={warning} tone="warn" title="Note" text={warning} />
      ))}
      <div class="sections">
        <Changes changes={data.changes} />
        {subjects.length > 0 && <Subjects subjects={subjects} />}
        {checks.length > 0 && <Checks checks={checks} />}
        <Section title="How to undo it">
          <p class="plain">
            <Words>{undoneBy ?? 'No call takes it back.'}</Words>
          </p>
        </Section>
      </div>
      <Requests requests={data.requests} />
      <Missing parts={data.unavailable} />
      {data.plan !== undefined && <Decision key={data.plan.id} plan={data.plan} approve={approve} dismiss={dismiss} />}
    </>
  );
}

function Alert({ tone, title, text }: { tone: 'bad' | 'warn'; title: string; text: string }) {
  return (
    <p class={`alert ${tone}`}>
      <b>{title}:</b> <Text>{text}</Text>
    </p>
  );
}

function Subjects({ subjects }: { subjects: NonNullable<PlanData['subjects']> }) {
  const [shown, showMore] = useMore(subjects, 6);
  return (
    <Section title="Who or what it concerns">
      <ul class="subjects">
        {shown.map(({ name, detail }, index) => (
          <li key={index}>
            <Text lines={2}>{name}</Text>
            {detail !== undefined && (
              <small>
                <Text lines={2}>{detail}</Text>
              </small>
            )}
          </li>
        ))}
      </ul>
      <More shown={shown.length} all={subjects.length} showMore={showMore} />
    </Section>
  );
}

function Changes({ changes }: { changes: PlanData['changes'] }) {
  const format = useFormat();
  if (changes === undefined) return null;
  const isKnown = changes.some(({ before }) => before !== undefined);
  return (
    <Section title="What changes" wide>
      <div class="changes">
        {changes.length === 0 && <p class="plain">Nothing that is known in advance.</p>}
        {changes.length > 0 && (
          <DataTable
            caption="What changes, before and after"
            rows={changes}
            first={10}
            columns={[
              { title: 'What', cell: ({ what }: Change) => <Text lines={2}>{what}</Text> },
              ...(isKnown
                ? [
                    {
                      title: 'Before',
                      numeric: true,
                      cell: ({ before, unit }: Change) => amountOf(before, unit, format),
                    },
                  ]
                : []),
              {
                title: 'After',
                numeric: true,
                cell: ({ after, unit }: Change) => <b class="after">{amountOf(after, unit, format)}</b>,
              },
            ]}
          />
        )}
      </div>
    </Section>
  );
}

function amountOf(value: string | number | undefined, unit: string | undefined, format: Format) {
  if (value === undefined) return '–';
  return <Text lines={3}>{typeof value === 'number' ? format.amount(value, unit) : value}</Text>;
}

const VERDICTS = {
  passed: { mark: '✓', words: 'Passed', tone: 'good' },
  failed: { mark: '✕', words: 'Failed', tone: 'bad' },
  unknown: { mark: '?', words: 'Not known', tone: 'warn' },
} as const;

function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <Section title="Checked beforehand">
      <ul class="checks">
        {checks.map(({ name, verdict, detail }, index) => {
          const { mark, words, tone } = VERDICTS[verdict];
          return (
            <li key={index}>
              <span class={`mark ${tone}`} role="img" aria-label={words}>
                {mark}
              </span>
              <span>
                <Words>{name}</Words>
                {detail !== undefined && <CheckDetail detail={detail} />}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What a check answered: in words, or as JSON, which few want to see. */
function CheckDetail({ detail }: { detail: string }) {
  const text = <Text>{detail}</Text>;
  if (!/^[{[]/.test(detail)) return <small>{text}</small>;
  return (
    <details class="answer">
      <summary>Its answer</summary>
      <small>
        <code>{text}</code>
      </small>
    </details>
  );
}

/** A text, or the name of a tool. */
function Words({ children }: { children: string }) {
  const text = <Text>{children}</Text>;
  return /^[a-z0-9]+(_[a-z0-9]+)+$/.test(children) ? <code>{text}</code> : text;
}

function Requests({ requests }: { requests: PlanData['requests'] }) {
  const [shown, showMore] = useMore(requests, 5);
  if (requests.length === 0) return null;
  return (
    <details class="requests">
      <summary>{requests.length === 1 ? 'The exact request' : `The ${requests.length} exact requests`}</summary>
      {shown.map(({ method, path, body }, index) => (
        <pre key={index}>
          <b>{withoutDirections(method)}</b> {withoutDirections(path)}
          {body !== undefined && withoutDirections(`\n${JSON.stringify(body, null, 2)}`)}
        </pre>
      ))}
      <More shown={shown.length} all={requests.length} showMore={showMore} />
    </details>
  );
}
