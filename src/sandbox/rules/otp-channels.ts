/** One-time codes over channels: where a code goes, in which words, and how often it may be checked. */
import { later, MINUTE, now } from '../clock.js';
import { fail, SandboxFailure } from '../failure.js';
import type { Customer } from '../state/customer.js';
import type { OtpChannel, OtpMessage } from '../state/otp.js';
import type { OtpAction, ValidationCode } from '../state/points.js';
import type { World } from '../world.js';
import { checkIdentifier, findCustomer, identifierOf, normalised } from './customers.js';
import { issueCode, matchingCode, type OtpRecipient, useCode } from './otp.js';

type Kind = 'mobile' | 'email';

/** A channel as it is asked for. BOTH is a text message and an email. */
export interface ChannelAsked {
  type: OtpChannel | 'BOTH';
  /** Number or address; empty for the recipient's own. */
  value: string;
}

/** The words a code comes in; empty for the organisation's own. */
interface OtpTexts {
  sms: string;
  emailSubject: string;
  emailBody: string;
  whatsapp: string;
  zalo: string;
}

export interface OtpRequest {
  entityType: 'MOBILE' | 'EMAIL';
  entityValue: string;
  action: OtpAction;
  channels: readonly ChannelAsked[];
  texts: OtpTexts;
}

const PLACEHOLDER = /\{\{\s*validation_code\s*\}\}/g;
const DEFAULT_TEXT = 'Your validation code is {{ validation_code }}';

/** Whose mobile or email it is, in the form codes are kept by: the customer's, or nobody's that is registered. */
function recipientNamed(world: World, entityType: 'MOBILE' | 'EMAIL', entityValue: string): OtpRecipient {
  const type = entityType === 'MOBILE' ? 'mobile' : 'email';
  const customer = findCustomer(world, type, entityValue);
  return { customerId: customer?.id ?? null, entityType, entityValue: normalised(world, { type, value: entityValue }) };
}

/**
 * Issues a code and sends it on every channel; while one is good, the same goes out again. 602 and 8056 for an entity
 * value that is no email or mobile, 603 for channels that lead nowhere, 607 and 621 without the name of a template, 608
 * for a template without one place for the code, 429 beyond the day's number of codes.
 */
export function sendOtp(world: World, request: OtpRequest): { code: ValidationCode; resent: boolean } {
  const { entityType, entityValue, action, channels, texts } = request;
  if (entityType === 'EMAIL') checkAs(world, 'email', entityValue, 602);
  else checkIdentifier(world, { type: 'mobile', value: entityValue });
  if (channels.length === 0) fail(603, 'channels is missing');
  checkTexts(channels, texts);
  const recipient = recipientNamed(world, entityType, entityValue);
  const ways = channels.flatMap((channel) => waysOf(world, recipient, channel));
  const issued = issueCode(world, recipient, action, 429);
  for (const way of ways) world.otpMessages.push(messageOf(world, issued.code, way, texts));
  return issued;
}

function checkTexts(channels: readonly ChannelAsked[], texts: OtpTexts): void {
  const has = (type: OtpChannel): boolean => channels.some((each) => each.type === type);
  if (has('WHATSAPP') && texts.whatsapp === '') fail(607, 'whatsappTemplateName is missing');
  if (has('ZALO') && texts.zalo === '') fail(621, 'zaloTemplateIdentifier is missing');
  for (const text of [texts.sms, texts.emailBody]) {
    const places = text.match(PLACEHOLDER)?.length ?? 0;
    if (text !== '' && places !== 1) fail(608, 'A template has one {{ validation_code }}');
  }
}

interface Way {
  channel: OtpChannel;
  to: string;
}

function waysOf(world: World, recipient: OtpRecipient, { type, value }: ChannelAsked): Way[] {
  if (type === 'BOTH') {
    const isEmail = value.includes('@');
    return [
      { channel: 'SMS', to: addressOf(world, recipient, 'mobile', isEmail ? '' : value) },
      { channel: 'EMAIL', to: addressOf(world, recipient, 'email', isEmail ? value : '') },
    ];
  }
  return [{ channel: type, to: addressOf(world, recipient, type === 'EMAIL' ? 'email' : 'mobile', value) }];
}

/** The value given, or the recipient's own, if need be from the customer's profile. */
function addressOf(world: World, recipient: OtpRecipient, kind: Kind, given: string): string {
  const customer = recipient.customerId === null ? undefined : world.customers[recipient.customerId];
  const own = recipient.entityType === kind.toUpperCase() ? recipient.entityValue : profileAddress(customer, kind);
  const value = given === '' ? own : given;
  if (value === '') fail(603, `There is no ${kind} to send the code to`);
  checkAs(world, kind, value, 603);
  return normalised(world, { type: kind, value });
}

const profileAddress = (customer: Customer | undefined, kind: Kind): string =>
  customer ? identifierOf(customer, kind) : '';

/** Checks the form of a mobile or email, to fail with a code of this section's. */
function checkAs(world: World, type: Kind, value: string, code: number): void {
  try {
    checkIdentifier(world, { type, value });
  } catch (error) {
    if (error instanceof SandboxFailure) fail(code, error.message);
    throw error;
  }
}

function messageOf(world: World, { id, code }: ValidationCode, { channel, to }: Way, texts: OtpTexts): OtpMessage {
  const filled = (text: string): string => (text === '' ? DEFAULT_TEXT : text).replace(PLACEHOLDER, code);
  const text = {
    SMS: filled(texts.sms),
    MOBILE: filled(''),
    PHONE: filled(''),
    EMAIL: filled(texts.emailBody),
    WHATSAPP: texts.whatsapp,
    ZALO: texts.zalo,
  }[channel];
  const subject = channel === 'EMAIL' ? texts.emailSubject || 'Your validation code' : '';
  return { codeId: id, channel, to, subject, text, sentOn: now(world) };
}

/** Organisations set up since late 2025 let a mobile or email be checked this often; so does this one. */
const CHECKS = 5;
const CHECKS_WITHIN = 15 * MINUTE;

/**
 * Whether a code is right for a mobile or email and an action; a right one is used up. One issued before its owner
 * registered is still theirs. 429 once there were five checks within 15 minutes.
 */
export function checkOtp(
  world: World,
  asked: Pick<OtpRequest, 'entityType' | 'entityValue' | 'action'>,
  text: string,
): boolean {
  const owner = recipientNamed(world, asked.entityType, asked.entityValue);
  const key = `${owner.entityType}:${owner.entityValue}`;
  const time = now(world);
  const since = later(time, -CHECKS_WITHIN);
  const lately = (world.otpChecks[key] ?? []).filter((at) => at > since);
  if (lately.length >= CHECKS) fail(429, 'Rate limit exceeded: too many codes were checked for this entity');
  world.otpChecks[key] = [...lately, time];
  const code =
    matchingCode(world, owner, asked.action, text) ??
    matchingCode(world, { ...owner, customerId: null }, asked.action, text);
  if (code) useCode(world, code);
  return code !== undefined;
}

/** The customer's latest good code for an action, issued within so many seconds where that is asked. 9001 for none. */
export function latestCode(
  world: World,
  customer: Customer,
  action: OtpAction,
  withinSeconds: number | null,
): ValidationCode {
  const time = now(world);
  const from = withinSeconds === null ? '' : later(time, -withinSeconds * 1000);
  const good = world.validationCodes.findLast(
    (code) =>
      code.customerId === customer.id &&
      code.action === action &&
      code.usedOn === null &&
      code.validTill > time &&
      code.issuedOn >= from,
  );
  return good ?? fail(9001, 'No valid code was found');
}
