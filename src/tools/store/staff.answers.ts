/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { email, mobile, open, personName, problem, secret } from '../schemas/answer.js';
import { boolean, integer, list, text } from '../schemas/values.js';

const staff = lazy(() =>
  open({
    username: personName(),
    mobile: mobile(),
    email: email(),
    storeCode: text(),
    zoneCode: text(),
    conceptCode: text(),
    tillCode: text(),
    id: integer(),
  }),
);

export const staffAddAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffGetAccessTokenAnswer = () =>
  open({
    entity: secret(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffEditAnswer = () =>
  open({
    entity: open({
      firstname: personName(),
      lastname: personName(),
      title: text(),
      id: integer(),
    }),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffGetAnswer = () =>
  open({
    entity: staff(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffChangePasswordAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffSendOtpAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffValidateOtpAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffSendIdentifierChangeOtpAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffChangeIdentifierAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffTransferAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffListOfStoreAnswer = () =>
  open({
    entity: list(staff()),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffLogOutAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const staffRemoveAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });
