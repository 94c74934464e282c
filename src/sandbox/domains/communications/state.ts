/** State of messages sent to customers. No message leaves the sandbox. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends MessageState {}
}

export interface SentMessage {
  id: number;
  channel: 'sms' | 'email' | 'whatsapp' | 'zalo';
  to: string;
  cc: string;
  bcc: string;
  from: string;
  subject: string;
  body: string;
  /** Names of files. */
  attachments: string[];
  /** When it is sent; null for at once. */
  scheduledOn: Instant | null;
  createdOn: Instant;
}

export interface MessageState {
  sentMessages: Record<number, SentMessage>;
}

export const emptyMessageState = (): MessageState => ({ sentMessages: {} });
