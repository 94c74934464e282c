/** Puts a view into the page and connects it to its host. */
import { Component, type ComponentChildren, render, type VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { Bridge, type HostContext, type ToolResult } from './bridge.js';
import { FormatContext } from './components/context.js';
import { Format } from './components/format.js';
import { Text } from './components/text.js';
import { VIEW_DATA, type ViewData, type ViewName } from './contract.js';
import './styles.css';

type DataOf<V extends ViewName> = Extract<ViewData, { view: V }>;

/** What the page shows. */
type State<V extends ViewName> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'data'; readonly data: DataOf<V> }
  | { readonly kind: 'message'; readonly text: string };

/** @param draw - draws the data of a result; called again when the host's language changes */
export function mountView<V extends ViewName>(view: V, draw: (data: DataOf<V>, bridge: Bridge) => VNode): void {
  const page = document.getElementById('view');
  if (page === null) throw new Error('The page has no element for the view.');
  let state: State<V> = { kind: 'waiting' };
  let locale: string | undefined;
  const show = (): void => render(<Page state={state} locale={locale} draw={(data) => draw(data, bridge)} />, page);
  const change = (next: State<V>): void => {
    state = next;
    show();
  };
  const bridge = new Bridge({
    result: (result) => change(stateOf(view, result)),
    cancelled: () => change({ kind: 'message', text: 'The call was cancelled.' }),
    context: (context) => {
      applyContext(context);
      locale = context.locale;
      show();
    },
    teardown: () => render(null, page),
  });
  show();
  bridge
    .connect({ name: `capillary-mcp-${view}`, version: '1' })
    .catch((error: Error) => change({ kind: 'message', text: `The host cannot show this view. ${error.message}` }));
}

/** What a result shows: the data of the view, or why there is none. */
function stateOf<V extends ViewName>(view: V, result: ToolResult): State<V> {
  const data = result._meta?.[VIEW_DATA];
  if (isDataOf(view, data)) return { kind: 'data', data };
  if (!result.isError) return { kind: 'message', text: 'There is nothing to draw. The answer is in the conversation.' };
  return { kind: 'message', text: messageOf(result) ?? 'The call failed.' };
}

const isDataOf = <V extends ViewName>(view: V, data: unknown): data is DataOf<V> =>
  typeof data === 'object' && data !== null && 'view' in data && data.view === view;

/** The message of a failed call: its text is `{"error":{"message":…}}`. */
export function messageOf(result: ToolResult): string | undefined {
  const text = result.content?.find((block) => block.type === 'text')?.text;
  if (text === undefined) return undefined;
  try {
    const { error } = JSON.parse(text);
    return typeof error.message === 'string' ? error.message : text;
  } catch {
    return text;
  }
}

function Page<V extends ViewName>(props: {
  state: State<V>;
  locale: string | undefined;
  draw: (data: DataOf<V>) => VNode;
}) {
  const { state, locale, draw } = props;
  if (state.kind === 'waiting')
    return (
      <p class="note" role="status">
        Waiting for the answer …
      </p>
    );
  if (state.kind === 'message') {
    return (
      <p class="note" role="status">
        <Text lines={8}>{state.text}</Text>
      </p>
    );
  }
  return (
    <Guard key={state.data.view}>
      <Drawn data={state.data} locale={locale} draw={draw} />
    </Guard>
  );
}

function Drawn<V extends ViewName>(props: {
  data: DataOf<V>;
  locale: string | undefined;
  draw: (data: DataOf<V>) => VNode;
}) {
  const { data, locale, draw } = props;
  const format = useMemo(() => new Format(data.brand, locale), [data.brand, locale]);
  return <FormatContext.Provider value={format}>{draw(data)}</FormatContext.Provider>;
}

/** Says so if a view cannot be drawn, instead of leaving an empty page. */
class Guard extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (this.state.failed) return <p class="note">This answer cannot be drawn. It is in the conversation as text.</p>;
    return this.props.children;
  }
}

/** The host's theme, style variables, language and safe area. */
function applyContext({ theme, styles, locale, safeAreaInsets: safe }: HostContext): void {
  const { style, lang } = document.documentElement;
  if (theme === 'light' || theme === 'dark') style.colorScheme = theme;
  for (const [name, value] of Object.entries(styles?.variables ?? {})) {
    if (name.startsWith('--') && typeof value === 'string') style.setProperty(name, value);
  }
  document.documentElement.lang = locale ?? lang;
  if (safe !== undefined) {
    document.body.style.padding = `${safe.top}px ${safe.right}px ${safe.bottom}px ${safe.left}px`;
  }
}
