/** How an agent is connected: a command for each host. */
import { useState } from 'preact/hooks';
import { Section } from '../components/frame.js';
import { DataTable } from '../components/table.js';
import { Text } from '../components/text.js';
import { useRead } from './client.js';
import type { Connection, HostCommand } from './contract.js';

export function Connect() {
  const { data, error } = useRead<Connection>('connection', 0);
  return (
    <>
      <h1>Connect an agent</h1>
      {error !== undefined && <p class="alert bad">{error}</p>}
      {data !== undefined && <Ways connection={data} />}
    </>
  );
}

function Ways({ connection: { url, hosts, settings, embedded } }: { connection: Connection }) {
  const rows = [{ name: 'Address', value: url, about: 'of the API' }, ...settings];
  return (
    <>
      <p class="about">
        {embedded
          ? 'This sandbox belongs to a server that has an agent already; its calls appear here. Another client, or another server, connects with these.'
          : 'Run the command of your host on this machine. The agent then works in this sandbox: its calls and what they change appear here.'}
      </p>
      <ul class="hosts">
        {hosts.map((host) => (
          <Host key={host.title} host={host} />
        ))}
      </ul>
      <div class="sections">
        <Section
          title="Any other client"
          summary="Nothing of this is secret: the sandbox answers this machine only."
          wide
        >
          <DataTable
            caption="Address and credentials"
            rows={rows}
            first={rows.length}
            columns={[
              { title: 'Name', cell: ({ name }) => name },
              {
                title: 'Value',
                cell: ({ value }) => (
                  <code>
                    <Text>{value}</Text>
                  </code>
                ),
              },
              { title: 'For', cell: ({ about }) => about, minor: true },
            ]}
          />
        </Section>
      </div>
    </>
  );
}

function Host({ host: { title, command, next } }: { host: HostCommand }) {
  const [said, setSaid] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(command).then(
      () => setSaid('Copied.'),
      () => setSaid('The browser does not allow it: select the command and copy it.'),
    );
  };
  return (
    <li>
      <h2>{title}</h2>
      <div class="command">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <pre tabIndex={0}>{command}</pre>
        <button type="button" aria-label={`Copy the command for ${title}`} onClick={copy}>
          Copy
        </button>
      </div>
      <p class="note">{next}</p>
      <p class="note" role="status">
        {said}
      </p>
    </li>
  );
}
