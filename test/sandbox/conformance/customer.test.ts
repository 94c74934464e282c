import { conform } from './conform.js';
import { beyondSamples } from './customer/beyond.js';
import { inTouchSamples } from './customer/in-touch.js';
import { loyaltySamples } from './customer/loyalty.js';
import { profileSamples } from './customer/profile.js';

conform('Customer', { ...inTouchSamples, ...loyaltySamples, ...profileSamples, ...beyondSamples });
