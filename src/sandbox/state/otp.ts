/** State of the OTP endpoints: what was sent, and how often codes were checked. The codes are `validationCodes`. */
import type { Instant } from '../clock.js';

export type OtpChannel = 'SMS' | 'EMAIL' | 'MOBILE' | 'PHONE' | 'WHATSAPP' | 'ZALO';

/** One message with a code. Nothing really leaves: read it here. */
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
  /** When codes were lately checked, by mobile or email: `MOBILE:919800000001`. */
  otpChecks: Record<string, Instant[]>;
}

export const emptyOtpState = (): OtpState => ({ otpMessages: [], otpChecks: {} });
