/** Names of fields and settings that hold secrets. */

/** `clientSecret`, `client_secret` and `Client-Secret` are one name. */
const normalize = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The ends of names, normalized, whose values are credentials. Names such as `passwordPolicy` and `tokenId` end otherwise. */
const CREDENTIAL =
  /(?:password|passwd|passphrase|pwd|(?:password|passwd)(?:hash|salt|md5|sha1|sha256|value|text|encrypted)|secrets?|(?:api|access|secret|private|signing|encryption|subscription|shared|auth|admin)key|(?:access|refresh|auth|bearer|session|api|id|user|security|login|client|s3)token|authorization|authheader|basicauth|credentials?|cookie|jwt|securefilepath)$/;

const ONE_TIME_CODE =
  /^(?:otp|otpcode|otpvalue|onetimecode|onetimepin|onetimepassword|passcode|validationcode|verificationcode)$/;

/** Any name that suggests a secret, for settings, whose names are not documented. */
const SUGGESTIVE = /pass|pwd|secret|token|credential|auth|private|signature|cert|salt|key([_.-]|$)/i;

/** Names longer than this are not examined. */
const MAX_LENGTH = 200;

/** What a name says that its value is; undefined for all other names. A bare `token` may be one of several things. */
export function secretNamed(name: string): 'credential' | 'one-time code' | 'token' | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const normalized = normalize(name);
  if (ONE_TIME_CODE.test(normalized)) return 'one-time code';
  if (CREDENTIAL.test(normalized)) return 'credential';
  return normalized === 'token' ? 'token' : undefined;
}

/** Whether a name might be that of a secret. */
export const suggestsSecret = (name: string): boolean => name.length > MAX_LENGTH || SUGGESTIVE.test(name);
