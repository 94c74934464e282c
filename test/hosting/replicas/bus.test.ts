import type { ServerEvent } from '@modelcontextprotocol/server';
import { expect, it } from 'vitest';
import type { ReplicaState } from '../../../src/hosting/replicas/replica-state.js';
import { describeWithRedis, freePort, startRedis } from './redis-server.js';
import { connected, connectedReplica, eventually, replica } from './replicas.js';

const changed: ServerEvent = { kind: 'tools_list_changed' };
const updated = (uri: string): ServerEvent => ({ kind: 'resource_updated', uri, params: { uri } });

function listen(state: ReplicaState, channel = 'tenant'): ServerEvent[] {
  const events: ServerEvent[] = [];
  state.bus(channel).subscribe((event) => events.push(event));
  return events;
}

/** Waits until Redis has the subscriptions of all replicas to the channel. */
const subscribed = async (url: string, replicas: number, channel = 'tenant') => {
  const redis = await connected(url);
  const name = `capillary-mcp:events:${channel}`;
  await eventually(async () => (await redis.run((client) => client.pubSubNumSub(name)))?.answer[name] === replicas);
  return { publish: (text: string) => redis.run((client) => client.publish(name, text)) };
};

describeWithRedis('a change', () => {
  it('reaches each listener on each replica once, and those of its own replica at once', async () => {
    const { url } = await startRedis();
    const [here, there] = [await connectedReplica(url), await connectedReplica(url)];
    const [heardHere, heardHereToo, heardThere] = [listen(here), listen(here), listen(there)];
    await subscribed(url, 2);
    here.bus('tenant').publish(changed);
    expect([heardHere, heardHereToo]).toEqual([[changed], [changed]]);
    await eventually(() => heardThere.length > 0);
    here.bus('tenant').publish(updated('capillary://a'));
    await eventually(() => heardThere.length > 1);
    expect([heardHere, heardHereToo, heardThere]).toEqual(Array(3).fill([changed, updated('capillary://a')]));
  });

  it('reaches only its own channel', async () => {
    const { url } = await startRedis();
    const [here, there] = [await connectedReplica(url), await connectedReplica(url)];
    const [heard, other] = [listen(there), listen(there, 'another tenant')];
    await subscribed(url, 1);
    here.bus('tenant').publish(changed);
    await eventually(() => heard.length > 0);
    expect(other).toEqual([]);
  });

  it('reaches only its own replica while Redis is down, and all replicas once it is back', async () => {
    const server = await startRedis();
    const [here, there] = [await connectedReplica(server.url), await connectedReplica(server.url)];
    const [heardHere, heardThere] = [listen(here), listen(there)];
    await subscribed(server.url, 2);
    await server.kill();
    await eventually(() => !here.isReady() && !there.isReady());
    here.bus('tenant').publish(changed);
    expect(heardHere).toEqual([changed]);
    await server.start();
    await subscribed(server.url, 2);
    await eventually(() => here.isReady() && there.isReady());
    here.bus('tenant').publish(updated('capillary://b'));
    await eventually(() => heardThere.length > 0);
    expect(heardThere).toEqual([updated('capillary://b')]);
    expect(heardHere).toEqual([changed, updated('capillary://b')]);
  });

  it('reaches a replica that started before Redis did', async () => {
    const port = await freePort();
    const [here, there] = [replica(`redis://127.0.0.1:${port}`), replica(`redis://127.0.0.1:${port}`)];
    const heard = listen(there);
    here.bus('tenant').publish(changed);
    await startRedis(['--port', String(port)]);
    await subscribed(`redis://127.0.0.1:${port}`, 2);
    await eventually(() => here.isReady() && there.isReady());
    here.bus('tenant').publish(changed);
    await eventually(() => heard.length > 0);
    expect(heard).toEqual([changed]);
  });

  it('is ignored if the message is invalid', async () => {
    const { url } = await startRedis();
    const heard = listen(await connectedReplica(url));
    const { publish } = await subscribed(url, 1);
    for (const text of ['rubbish', '{}', '{"from":"x","event":{"kind":"shutdown"}}', 'x'.repeat(100_000)]) {
      await publish(text);
    }
    await publish(JSON.stringify({ from: 'x', event: changed }));
    await eventually(() => heard.length > 0);
    expect(heard).toEqual([changed]);
  });
});
