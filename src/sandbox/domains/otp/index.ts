/** Validation codes (OTPs). */
import type { Domain } from '../domain.js';
import { otpHandlers } from './handlers.js';
import { onErase, onMerge } from './reactions.js';
import { emptyOtpState } from './state.js';

export const otp: Domain = {
  name: 'otp',
  state: emptyOtpState,
  ids: { validationCode: 10001 },
  handlers: otpHandlers,
  onErase,
  onMerge,
};
