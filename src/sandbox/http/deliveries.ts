/** The deliveries of a running sandbox. What sends them is loaded when the first one is due. */
import { now } from '../world/clock.js';
import type { CurrentWorld } from '../world/current.js';
import { SandboxFailure } from '../world/failure.js';
import type { Allowed, WebhookSender } from './webhook-sender.js';

export class Deliveries {
  /** Known once the sandbox listens. */
  ownPort = 0;
  readonly #current: CurrentWorld;
  readonly #allowed: Allowed;
  #sender: WebhookSender | undefined;

  /** @param loopback - whether notifications are sent to this machine */
  constructor(current: CurrentWorld, loopback: boolean) {
    this.#current = current;
    this.#allowed = { loopback, origins: [] };
  }

  /** Loads what sends notifications if one is due, so that `send` has nothing to wait for. */
  async prepare(): Promise<void> {
    const { world } = this.#current;
    if (this.#sender || world.nextDelivery === null || world.nextDelivery > now(world)) return;
    const { WebhookSender } = await import('./webhook-sender.js');
    this.#sender ??= new WebhookSender({
      current: this.#current,
      allowed: this.#allowed,
      ownPort: this.ownPort,
    });
  }

  /** Starts to send what is due, if it was prepared. */
  send(): void {
    this.#sender?.send();
  }

  /** Where notifications may be sent. */
  allowed(): Allowed {
    return this.#allowed;
  }

  /**
   * Allows certain origins besides this machine.
   * @throws SandboxFailure if one is not an origin
   */
  allow(origins: readonly unknown[]): void {
    const read = origins.map((each) => {
      const text = String(each);
      if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol) || new URL(text).origin !== text) {
        throw new SandboxFailure(400, `${text} is not an origin such as https://hooks.example.com`);
      }
      return text;
    });
    this.#allowed.origins = read;
  }

  /** Resolves when nothing is being sent. */
  settled = async (): Promise<void> => this.#sender?.settled();

  close = async (): Promise<void> => this.#sender?.close();
}
