/** Removes messages that are too large from a stream of JSON-RPC messages, one a line, without parsing them. */
import { Readable } from 'node:stream';
import type { RequestId } from '@modelcontextprotocol/server';
import { explainExcess, MAX_UNCOUNTED_BYTES } from './message-values.js';

export interface MessageSizeLimitOptions {
  /** Maximum size of a message, in bytes, without its newline. */
  maxBytes: number;
  /**
   * Called once for each message that is too large, with what is wrong with it. The id is undefined if it is unknown,
   * or if the message answers a request.
   */
  onTooLarge: (id: RequestId | undefined, problem: string) => void;
  /** Called once all input has been passed on. */
  onEnd: () => void;
}

const NEWLINE = 10;
/** Clients write the id before or after the parameters, so it is looked for in so many bytes at both ends. */
const EDGE_BYTES = 1_024;

/**
 * Passes on complete lines of an input. It holds back an unfinished line, which is thus never larger than the limit. It
 * does not end with its input: the SDK's transport would drop requests in flight.
 */
export class MessageSizeLimit extends Readable {
  readonly #input: Readable;
  #isStopped = false;
  readonly #options: MessageSizeLimitOptions;
  /** The start of the line that has not ended yet; empty while a line is skipped. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** The two ends of the line that is skipped, as far as it has arrived. */
  #skipped: { head: Buffer; tail: Buffer } | undefined;

  constructor(input: Readable, options: MessageSizeLimitOptions) {
    super();
    this.#input = input;
    this.#options = options;
    input.on('data', this.#receive).once('end', this.#finish);
  }

  /** Reads no further. */
  stop(): void {
    this.#isStopped = true;
    this.#input.off('data', this.#receive).off('end', this.#finish).pause();
  }

  override _read(): void {
    if (!this.#isStopped) this.#input.resume();
  }

  /** Bytes of the unfinished line that are held back. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  readonly #receive = (chunk: Buffer): void => {
    if (this.#heldBytes === 0 && !this.#skipped && chunk.at(-1) === NEWLINE && this.#isSmall(chunk)) {
      this.#pass(chunk);
      return;
    }
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      this.#add(chunk.subarray(from, end));
      this.#endLine(chunk.subarray(end, end + 1));
      from = end + 1;
    }
    if (from < chunk.length) this.#add(chunk.subarray(from));
  };

  readonly #finish = (): void => {
    if (this.#skipped) this.#endLine(Buffer.alloc(0));
    this.#options.onEnd();
  };

  #pass(lines: Buffer): void {
    if (!this.push(lines)) this.#input.pause();
  }

  /** Whether no line in a chunk of whole lines can exceed a limit. */
  #isSmall({ length }: Buffer): boolean {
    return length <= this.#options.maxBytes && length <= MAX_UNCOUNTED_BYTES;
  }

  #add(part: Buffer): void {
    if (this.#skipped) {
      this.#skipped.tail = lastBytes([this.#skipped.tail, part]);
      return;
    }
    this.#held.push(part);
    this.#heldBytes += part.length;
    if (this.#heldBytes <= this.#options.maxBytes) return;
    const line = Buffer.concat(this.#held);
    // Copies, because a part of a buffer keeps the whole buffer in memory.
    this.#skipped = { head: Buffer.from(line.subarray(0, EDGE_BYTES)), tail: lastBytes([line]) };
    this.#release();
  }

  #endLine(newline: Buffer): void {
    if (this.#skipped) {
      const { head, tail } = this.#skipped;
      this.#skipped = undefined;
      this.#refuse(head, tail, `The message is too large: the limit is ${this.#options.maxBytes} bytes.`);
      return;
    }
    const line = Buffer.concat([...this.#held, newline]);
    this.#release();
    const excess = explainExcess(line);
    if (excess === undefined) this.#pass(line);
    else this.#refuse(line.subarray(0, EDGE_BYTES), lastBytes([line]), excess);
  }

  #refuse(head: Buffer, tail: Buffer, problem: string): void {
    this.#options.onTooLarge(requestIdOf(head.toString('latin1'), tail.toString('latin1')), problem);
  }

  #release(): void {
    this.#held = [];
    this.#heldBytes = 0;
  }
}

const lastBytes = (parts: readonly Buffer[]): Buffer =>
  Buffer.concat(parts.map((part) => part.subarray(-EDGE_BYTES))).subarray(-EDGE_BYTES);

/** One member of an object whose value is short, with the comma that follows. */
const MEMBER = /\s*"(jsonrpc|id|method)"\s*:\s*("[^"\\]*"|-?\d+)\s*,/y;
const OPENING_BRACE = /\s*\{/y;
/** The last member of the outermost object. Inside a string these quotes would be escaped, so it cannot match there. */
const ID_AT_END = /[,{]\s*"id"\s*:\s*("[^"\\]{0,200}"|-?\d{1,16})\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/;

/**
 * Finds the id of a request of which only both ends are known.
 *
 * @returns undefined if the message is not a request, or has its id elsewhere
 */
function requestIdOf(head: string, tail: string): RequestId | undefined {
  const members = new Map<string, string>();
  OPENING_BRACE.lastIndex = 0;
  if (!OPENING_BRACE.test(head)) return undefined;
  MEMBER.lastIndex = OPENING_BRACE.lastIndex;
  for (let member = MEMBER.exec(head); member; member = MEMBER.exec(head))
    members.set(member[1] ?? '', member[2] ?? '');
  // A response has an id of ours, which may equal the id of one of the client's own requests.
  if (!members.has('method')) return undefined;
  const id = members.get('id') ?? ID_AT_END.exec(tail)?.[1];
  return id === undefined ? undefined : JSON.parse(id);
}
