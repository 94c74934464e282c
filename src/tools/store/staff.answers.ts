/** What the calls of this section answer. */
import type { z } from 'zod';
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { email, idOf, mobile, personName, secret } from '../schemas/leaf-types.js';
import { boolean, integer, list, text } from '../schemas/values.js';

const outcome = lazy(() => ({ success: boolean(), warnings: list(problem()), errors: list(problem()) }));

const answering = <T extends z.core.$ZodType>(entity: T) => open({ entity, ...outcome() });

const staffUser = lazy(() =>
  open({
    id: idOf('staffMember', integer()),
    username: idOf('staffUsername', personName()),
    firstname: personName(),
    lastname: personName(),
    title: text(),
    mobile: mobile(),
    email: email(),
    storeCode: idOf('storeCode', text()),
    zoneCode: idOf('zoneCode', text()),
    conceptCode: idOf('conceptCode', text()),
    tillCode: idOf('tillCode', text()),
  }),
);

/** The answer of a call that says of which staff user it was done. */
export const staffDone = () => answering(idOf('staffMember', integer()));

export const staffGetAccessTokenAnswer = () => answering(secret('access token'));

/** The changed members alone, with the id. */
export const staffEditAnswer = () => answering(staffUser());

export const staffGetAnswer = () => answering(staffUser());

export const staffListOfStoreAnswer = () => answering(list(staffUser()));

export const staffLogOutAnswer = () => open(outcome());
