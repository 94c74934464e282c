/** Validation codes (OTPs). */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptyOtpState } from './state.js';

export const otp: Domain = {
  name: 'otp',
  state: emptyOtpState,
  ids: { validationCode: 10001 },
  handlers: async () => (await import('./handlers.js')).otpHandlers,
  onErase,
  onMerge,
};
