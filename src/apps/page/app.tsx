/** The page of the sandbox: what there is of the brand, and what is done to it. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { FormatContext } from '../components/context.js';
import { Format } from '../components/format.js';
import { Text } from '../components/text.js';
import { Calls } from './calls.js';
import { control, type Live, type Reading, useLive, useRead } from './client.js';
import { Connect } from './connect.js';
import { type Glance, LIST_NAMES, type ListName } from './contract.js';
import { Detail } from './detail.js';
import { Faults } from './faults.js';
import { EntryList } from './list.js';
import { Overview } from './overview.js';
import { hrefOf, type Route, useRoute } from './route.js';

/** The parts of the page, in the order of the navigation. */
const PARTS: readonly { readonly name: string; readonly title: string }[] = [
  { name: 'overview', title: 'Overview' },
  ...LIST_NAMES.map((name) => ({ name, title: titleOf(name) })),
  { name: 'calls', title: 'Calls' },
  { name: 'faults', title: 'Faults' },
  { name: 'connect', title: 'Connect' },
];

function titleOf(name: ListName): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function App() {
  const [route, move] = useRoute();
  const live = useLive();
  const glance = useRead<Glance>('glance', live.version);
  const main = useFocusOn(`${route.name}/${route.id}`);
  const brand = glance.data?.brand;
  const format = useMemo(() => new Format(brand ?? { sandbox: true }), [JSON.stringify(brand)]);
  useEffect(() => {
    if (brand?.name !== undefined) document.title = `${brand.name}: Capillary sandbox`;
  }, [brand?.name]);
  return (
    <FormatContext.Provider value={format}>
      <Top glance={glance} isConnected={live.isConnected} />
      <Navigation route={route} />
      <main id="view" ref={main} tabIndex={-1}>
        <Part key={`${route.name}/${route.id}`} route={route} move={move} live={live} glance={glance} />
      </main>
      <footer>
        <a href="/__sandbox/state">Whole state</a>
        <a href="/__sandbox/requests">Last calls in full</a>
      </footer>
    </FormatContext.Provider>
  );
}

/** Moves the focus to the part that was gone to, so that the keyboard goes on there. */
function useFocusOn(place: string) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(place);
  useEffect(() => {
    if (first.current === place) return;
    first.current = '';
    main.current?.focus();
    scrollTo(0, 0);
  }, [place]);
  return main;
}

function Part(props: { route: Route; move: (next: Route) => void; live: Live; glance: Reading<Glance> }) {
  const { route, move, live, glance } = props;
  const list = LIST_NAMES.find((name) => name === route.name);
  if (list !== undefined && route.id !== undefined) {
    return <Detail list={list} title={titleOf(list)} id={route.id} version={live.version} />;
  }
  if (list !== undefined)
    return <EntryList name={list} title={titleOf(list)} route={route} move={move} version={live.version} />;
  if (route.name === 'calls') return <Calls live={live} />;
  if (route.name === 'faults') return <Faults version={live.version} />;
  if (route.name === 'connect') return <Connect />;
  return <Overview glance={glance} live={live} />;
}

function Navigation({ route }: { route: Route }) {
  return (
    <nav class="parts" aria-label="Parts of the sandbox">
      {PARTS.map(({ name, title }) => (
        <a key={name} href={hrefOf({ name })} aria-current={name === route.name ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
}

const STEPS = [
  { title: '+ 1 day', days: 1 },
  { title: '+ 30 days', days: 30 },
] as const;

const DAY_SECONDS = 86_400;

function Top({ glance, isConnected }: { glance: Reading<Glance>; isConnected: boolean }) {
  const [said, setSaid] = useState('');
  const act = (doing: Promise<unknown>, done: string): void => {
    doing.then(
      () => setSaid(done),
      (error: Error) => setSaid(error.message),
    );
  };
  const startOver = (): void => {
    if (confirm('Start over? All changes in the sandbox are lost.')) {
      act(control('POST', 'reset', {}), 'The sandbox is as it was at first.');
    }
  };
  const problem = glance.error ?? (isConnected ? undefined : 'The connection to the sandbox is lost. Trying again …');
  return (
    <header class="top-bar">
      <div class="brand">
        <p>
          <b>
            <Text lines={2}>{glance.data?.brand.name ?? 'Capillary'}</Text>
          </b>
          <span class="badge">Sandbox</span>
        </p>
        {glance.data !== undefined && <Clock glance={glance.data} />}
      </div>
      <nav class="acts" aria-label="Time and state">
        {STEPS.map(({ title, days }) => (
          <button
            key={title}
            type="button"
            onClick={() =>
              act(
                control('POST', 'clock', { advanceSeconds: days * DAY_SECONDS }),
                `The clock was turned by ${days === 1 ? 'one day' : `${days} days`}.`,
              )
            }
          >
            {title}
          </button>
        ))}
        <button type="button" onClick={startOver}>
          Start over
        </button>
      </nav>
      <p class="said note" role="status">
        {said}
      </p>
      {problem !== undefined && (
        <p class="alert bad" role="alert">
          <Text lines={4}>{problem}</Text>
        </p>
      )}
    </header>
  );
}

/** The time on the clock of the brand. */
function Clock({ glance: { now, brand } }: { glance: Glance }) {
  const text = `${now.slice(0, 10)} ${now.slice(11, 16)}`;
  return (
    <p class="note">
      <time dateTime={now}>{text}</time>
      {brand.timeZone !== undefined && ` in ${brand.timeZone.replace('_', ' ')}`}
    </p>
  );
}
