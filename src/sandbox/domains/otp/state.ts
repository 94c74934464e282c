/** State of the OTP endpoints: sent messages, and how often codes were checked. The codes are in `validationCodes`. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends OtpState {}
}

export type OtpChannel = 'SMS' | 'EMAIL' | 'MOBILE' | 'PHONE' | 'WHATSAPP' | 'ZALO';

/** One message with a code. It does not leave the sandbox: read it here. */
export interface OtpMessage {
  codeId: number;
  channel: OtpChannel;
  /** Number or address. */
  to: string;
  subject: string;
  /** The text, or the name of the template that WhatsApp and Zalo have. */
  text: string;
  sentOn: Instant;
}

export interface OtpState {
  otpMessages: OtpMessage[];
  /** When codes were recently checked, by mobile or email: `MOBILE:919800000001`. */
  otpChecks: Record<string, Instant[]>;
}

export const emptyOtpState = (): OtpState => ({ otpMessages: [], otpChecks: {} });
