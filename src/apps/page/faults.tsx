/** What tests of clients need: calls that fail on request, and where webhooks may be sent. */
import { useEffect, useState } from 'preact/hooks';
import { useFormat } from '../components/context.js';
import { Section } from '../components/frame.js';
import { Text } from '../components/text.js';
import { control } from './client.js';

/** A fault as the control endpoint plans it. */
interface Fault {
  readonly method?: string;
  readonly path?: string;
  readonly times?: number;
  readonly status?: number;
  readonly latencyMs?: number;
  readonly drop?: 'before' | 'after';
  readonly truncate?: boolean;
}

interface Planned {
  readonly faults: readonly Fault[];
  readonly rateLimitPerMinute: number | null;
}

/** What may go wrong, by its name in the form. */
const KINDS: Readonly<Record<string, { readonly title: string; readonly fault: Fault }>> = {
  unavailable: { title: 'Fails with status 503', fault: { status: 503 } },
  error: { title: 'Fails with status 500', fault: { status: 500 } },
  limited: { title: 'Fails with status 429, too many requests', fault: { status: 429 } },
  slow: { title: 'Takes 5 seconds longer', fault: { latencyMs: 5000 } },
  dropped: { title: 'The connection breaks before anything is done', fault: { drop: 'before' } },
  lost: { title: 'It is done, but the answer is lost', fault: { drop: 'after' } },
  truncated: { title: 'It is done, but half of the answer is missing', fault: { truncate: true } },
};

const METHODS = ['any method', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** @param props.version - grows with each call, which may have used up a fault */
export function Faults({ version }: { version: number }) {
  return (
    <>
      <h1>Faults</h1>
      <div class="sections">
        <PlannedFaults version={version} />
        <Webhooks />
      </div>
    </>
  );
}

function PlannedFaults({ version }: { version: number }) {
  const [planned, setPlanned] = useState<Planned>({ faults: [], rateLimitPerMinute: null });
  const [said, setSaid] = useState('');
  const take = (answer: Promise<Planned>, done = ''): void => {
    answer.then(
      (next) => {
        setPlanned(next);
        if (done !== '') setSaid(done);
      },
      (error: Error) => setSaid(error.message),
    );
  };
  useEffect(() => take(control('GET', 'faults')), [version]);
  const add = (fault: Fault): void => {
    const { rateLimitPerMinute } = planned;
    take(
      control('POST', 'faults', { faults: [...planned.faults, fault], rateLimitPerMinute }),
      'The fault is planned.',
    );
  };
  return (
    <Section title="Calls that fail" summary="To see how an agent or a client deals with it.">
      <FaultForm add={add} />
      <p class="note" role="status">
        {said}
      </p>
      <ul class="planned">
        {planned.faults.map((fault, index) => (
          <li key={index}>
            <Text lines={2}>{faultText(fault)}</Text>
          </li>
        ))}
      </ul>
      {planned.faults.length > 0 && (
        <button type="button" onClick={() => take(control('DELETE', 'faults'), 'No fault is planned.')}>
          Remove all
        </button>
      )}
    </Section>
  );
}

function FaultForm({ add }: { add: (fault: Fault) => void }) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const given = new FormData(event.currentTarget);
    const [method, path, times] = ['method', 'path', 'times'].map((name) => String(given.get(name) ?? ''));
    add({
      ...KINDS[String(given.get('kind'))]?.fault,
      ...(method !== METHODS[0] && { method: method ?? '' }),
      ...(path !== undefined && path !== '' && { path }),
      ...(times !== '' && { times: Number(times) }),
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <label>
        What happens
        <select name="kind">
          {Object.entries(KINDS).map(([name, { title }]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        To calls with
        <select name="method">
          {METHODS.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
      </label>
      <label>
        To paths that begin with
        <input name="path" placeholder="/v2/coupon" autocomplete="off" />
      </label>
      <label>
        How often
        <input name="times" type="number" min={1} max={1_000_000} value={1} />
      </label>
      <button type="submit" class="primary">
        Inject the fault
      </button>
    </form>
  );
}

/** A planned fault in words. */
function faultText({ method, path, times, ...what }: Fault): string {
  const kind = Object.values(KINDS).find(({ fault }) => JSON.stringify(fault) === JSON.stringify(what));
  const calls = [method ?? 'Any call', path === undefined ? '' : `to ${path}…`].filter((part) => part !== '').join(' ');
  const often = times === undefined ? 'from now on' : times === 1 ? 'once' : `${times} times`;
  return `${calls}: ${kind?.title.toLowerCase() ?? JSON.stringify(what)}, ${often}`;
}

interface Allowed {
  readonly loopback: boolean;
  readonly origins: readonly string[];
}

function Webhooks() {
  const format = useFormat();
  const [allowed, setAllowed] = useState<Allowed | undefined>();
  const [said, setSaid] = useState('');
  useEffect(() => {
    control<Allowed>('GET', 'deliveries').then(setAllowed, (error: Error) => setSaid(error.message));
  }, []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const origins = String(new FormData(event.currentTarget).get('origins') ?? '')
      .split(/\s+/)
      .filter((origin) => origin !== '');
    control<Allowed>('POST', 'deliveries', { origins }).then(
      (next) => {
        setAllowed(next);
        setSaid(`Webhooks may be sent to ${format.number(next.origins.length)} further origins.`);
      },
      (error: Error) => setSaid(error.message),
    );
  };
  return (
    <Section
      title="Webhooks"
      summary={
        allowed?.loopback === false
          ? 'Notifications are sent nowhere, unless you allow an origin.'
          : 'Notifications are sent to this machine, and to the origins that you allow.'
      }
    >
      <form class="form" onSubmit={submit}>
        <label>
          Allowed origins, one in a line
          <textarea
            name="origins"
            rows={3}
            placeholder="https://hooks.example.com"
            defaultValue={allowed?.origins.join('\n') ?? ''}
          />
        </label>
        <button type="submit">Allow</button>
      </form>
      <p class="note" role="status">
        <Text lines={4}>{said}</Text>
      </p>
    </Section>
  );
}
