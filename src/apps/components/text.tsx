/** Words that come from the API. They may be long, in any direction, or meant to be mistaken for something else. */
import type { ComponentChildren } from 'preact';

/** A text as it is: isolated, so that its direction does not reach its neighbours. `lines`: where it is cut. */
export function Text({ children, lines }: { children: string; lines?: number }) {
  const text = withoutDirections(children);
  if (lines === undefined) return <bdi class="text">{text}</bdi>;
  return (
    <bdi class="text cut" style={{ '--lines': lines }} title={text.length > 40 ? text : undefined}>
      {text}
    </bdi>
  );
}

/** Without the marks that turn text around: with them, a name can read as another. Right-to-left scripts need none. */
export const withoutDirections = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** Facts about something in a row, without those that are missing. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <ul class="facts">{children}</ul>;
}

export function Fact({ label, children }: { label?: string; children: ComponentChildren }) {
  if (children === undefined || children === null || children === '') return null;
  return (
    <li>
      {label !== undefined && <span class="label">{label} </span>}
      {typeof children === 'string' ? <Text>{children}</Text> : children}
    </li>
  );
}

/** A state in a word: `Active`. What the API spells in capitals is easier to read in lower case. */
export function Badge({ children, tone }: { children: string; tone?: 'good' | 'bad' | 'warn' }) {
  return (
    <span class={`badge ${tone ?? ''}`}>
      <Text lines={1}>{readable(children)}</Text>
    </span>
  );
}

/** `IN_PROGRESS` as `In progress`. */
export function readable(code: string): string {
  const words = code.replaceAll('_', ' ').trim();
  if (words.length > 40) return words;
  const lower = words === words.toUpperCase() ? words.toLowerCase() : words;
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
