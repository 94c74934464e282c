/** What all views have in common: the heading, figures, sections, and what is missing. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Brand, Unavailable } from '../contract.js';
import { Text } from './text.js';

/** The top of a view: what it is about. */
export function Heading(props: { kind: string; title: string; brand: Brand; aside?: ComponentChildren }) {
  const { kind, title, brand, aside } = props;
  return (
    <header class="heading">
      <p class="kind">
        {kind}
        {brand.name !== undefined && (
          <>
            {' · '}
            <Text lines={1}>{brand.name}</Text>
          </>
        )}
        {brand.sandbox && <span class="badge">Sandbox</span>}
      </p>
      <div class="title">
        <h1>
          <Text lines={4}>{title}</Text>
        </h1>
        {aside}
      </div>
    </header>
  );
}

export interface Stat {
  readonly label: string;
  readonly value: string | undefined;
  readonly note?: string | undefined;
}

/** The most important numbers, without those that are not known. */
export function Stats({ stats }: { stats: readonly Stat[] }) {
  const known = stats.filter(({ value }) => value !== undefined);
  if (known.length === 0) return null;
  return (
    <dl class="stats">
      {known.map(({ label, value, note }) => (
        <div key={label}>
          <dt>
            <Text lines={2}>{label}</Text>
          </dt>
          <dd>
            {value}
            {note !== undefined && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Section(props: {
  title: string;
  summary?: string | undefined;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const { title, summary, wide, children } = props;
  const id = useId();
  return (
    <section class={wide ? 'wide' : ''} aria-labelledby={id}>
      <h2 id={id}>
        <Text lines={2}>{title}</Text>
      </h2>
      {summary !== undefined && (
        <p class="summary">
          <Text lines={4}>{summary}</Text>
        </p>
      )}
      {children}
    </section>
  );
}

/** Parts that could not be read, in a quiet line each. */
export function Missing({ parts = [] }: { parts?: readonly Unavailable[] | undefined }) {
  if (parts.length === 0) return null;
  return (
    <ul class="missing">
      {parts.map(({ part, reason }) => (
        <li key={part}>
          <Text>{`Not available: ${part}.`}</Text> <Text lines={3}>{reason}</Text>
        </li>
      ))}
    </ul>
  );
}
