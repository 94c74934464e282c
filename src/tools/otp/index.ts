/** The sections of this domain. */
import { otp } from './otp.js';

export const otpSections = [otp];
