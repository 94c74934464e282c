/** Which parts of a response count as secrets, and what stays readable. */
import { LosslessNumber } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { hideSecrets, type Secrets, secretsOf } from '../../src/client/hide-secrets.js';
import { hideInDocument, hideInText } from '../../src/client/secret-text.js';
import { parseJson, stringifyJson } from '../../src/lib/json.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { open } from '../../src/tools/schemas/answer.js';
import { secret } from '../../src/tools/schemas/leaf-types.js';
import { text } from '../../src/tools/schemas/values.js';
import answers from '../fixtures/answers.json' with { type: 'json' };
import { define } from './definitions.js';

const NONE: Secrets = { handedOver: [], settings: false };
const CREDENTIAL = '[hidden: a stored credential]';
const CODE = '[hidden: a one-time code]';
const SECRET = '[hidden: a secret]';

/** What is left of a response. */
function hidden(body: unknown, secrets: Partial<Secrets> = {}): unknown {
  const response = parseJson(stringifyJson(body));
  hideSecrets(response, { ...NONE, ...secrets });
  return response;
}

describe('credentials', () => {
  it.each([
    'password',
    'Password',
    'userPassword',
    'till_password',
    'passwordHash',
    'smtp_pwd',
    'passphrase',
    'client_secret',
    'clientSecret',
    'secret',
    'apiKey',
    'x-api-key',
    'API_KEY',
    'secretAccessKey',
    'privateKey',
    'access_token',
    'refreshToken',
    'authToken',
    'X-CAP-API-ACCESS-TOKEN',
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'credentials',
  ])('are hidden under %s', (key) => {
    expect(hidden({ data: [{ [key]: 'Planted-4711' }] })).toEqual({ data: [{ [key]: CREDENTIAL }] });
    expect(hidden({ [key]: 471_100 })).toEqual({ [key]: CREDENTIAL });
    expect(hidden({ [key]: ['Planted-4711', { inner: 'Planted-4711' }] })).toEqual({
      [key]: [CREDENTIAL, { inner: CREDENTIAL }],
    });
    expect(hidden({ [key]: { type: 'x', more: { value: 'Planted-4711' } } })).toEqual({
      [key]: { type: CREDENTIAL, more: { value: CREDENTIAL } },
    });
  });

  it('are hidden if they are numbers that only fit a text', () => {
    expect(hidden({ password: new LosslessNumber('12345678901234567890') })).toEqual({ password: CREDENTIAL });
  });

  it('are not flags, empty values, or what the API masked', () => {
    const harmless = { password: true, apiKey: null, secret: '', pwd: 'false', authToken: '*****', clientSecret: 0 };
    expect(hidden(harmless)).toEqual(harmless);
  });

  it('are not what merely resembles them', () => {
    const harmless = {
      tokenId: '4711',
      campaignToken: 'SUMMER24',
      sessionId: 'f2b7a0c1-11aa-4b7e-9f0b-7a1d2c3e4f50',
      token: 'page2',
      key: 'favourite_color',
      pincode: '411001',
      pin: '411001',
      passwordPolicy: 'strong',
      secretary: 'Asha Rao',
      code: '200',
      authEnabled: 'yes, with a password',
      publicKey: 'abc',
      headers: ['mobile', 'points'],
      sourceHeader: 'x',
    };
    expect(hidden(harmless)).toEqual(harmless);
  });

  it('are hidden under `token` if they look random', () => {
    expect(hidden({ token: 'f2b7a0c111aa4b7e9f0b' })).toEqual({ token: CREDENTIAL });
    expect(hidden({ token: '12345678901234567890' })).toEqual({ token: '12345678901234567890' });
  });

  it.each(['headers', 'apiHeaders', 'webHookHeaders'])('are hidden in %s, in each of their forms', (key) => {
    const kept = { 'Content-Type': 'application/json', Accept: 'text/xml' };
    expect(hidden({ [key]: { ...kept, 'X-Vendor': 'Planted-4711', 'X-List': ['Planted-4711'] } })).toEqual({
      [key]: { ...kept, 'X-Vendor': CREDENTIAL, 'X-List': [CREDENTIAL] },
    });
    const pair = { key: 'X-Vendor', value: 'Planted-4711' };
    expect(hidden({ [key]: [pair, { name: 'Content-Type', value: 'text/xml' }] })).toEqual({
      [key]: [
        { ...pair, value: CREDENTIAL },
        { name: 'Content-Type', value: 'text/xml' },
      ],
    });
    expect(hidden({ [key]: ['X-Vendor: Planted-4711', 'Content-Type: text/xml', { 'X-Vendor': 'Planted' }] })).toEqual({
      [key]: [`X-Vendor: ${CREDENTIAL}`, 'Content-Type: text/xml', { 'X-Vendor': CREDENTIAL }],
    });
    expect(hidden({ [key]: ['X-Vendor: Planted-4711', true, null] })).toEqual({
      [key]: [`X-Vendor: ${CREDENTIAL}`, true, null],
    });
  });

  it('are hidden where a name is beside the value', () => {
    const rows = [
      { name: 'mail', key: 'SMTP_PASSWORD', value: 'Planted-4711', default_value: 'Planted-4712' },
      { fieldName: 'clientSecret', oldValue: 'Planted-4711', newValue: 'Planted-4712' },
      { name: 'color', value: 'blue' },
    ];
    expect(hidden({ rows })).toEqual({
      rows: [
        { name: 'mail', key: 'SMTP_PASSWORD', value: CREDENTIAL, default_value: CREDENTIAL },
        { fieldName: 'clientSecret', oldValue: CREDENTIAL, newValue: CREDENTIAL },
        { name: 'color', value: 'blue' },
      ],
    });
  });

  it('are hidden in settings whose names merely suggest them, but flags and numbers are not', () => {
    const config = (key: string, value: string) => ({ config: [{ key, value }] });
    const settings = { settings: true };
    expect(hidden(config('CONF_SMS_PASS', 'Planted'), settings)).toEqual(config('CONF_SMS_PASS', CREDENTIAL));
    expect(hidden(config('MAPS_KEY', 'Planted'), settings)).toEqual(config('MAPS_KEY', CREDENTIAL));
    for (const [key, value] of [
      ['CONF_AUTH_ENABLED', 'true'],
      ['TOKEN_EXPIRY', '30'],
      ['CONF_LANGUAGE', 'en'],
    ] as const) {
      expect(hidden(config(key, value), settings)).toEqual(config(key, value));
    }
    expect(hidden(config('MAPS_KEY', 'x1'))).toEqual(config('MAPS_KEY', 'x1'));
    expect(hidden({ keyName: 'GATEWAY_PRIVATE', value: 'Planted' }, settings)).toEqual({
      keyName: 'GATEWAY_PRIVATE',
      value: CREDENTIAL,
    });
  });

  it('stay hidden however deep they are', () => {
    let body: unknown = { password: 'Planted-4711' };
    for (let depth = 0; depth < 50_000; depth += 1) body = [body];
    hideSecrets(body, NONE);
    let inner = body;
    while (Array.isArray(inner)) [inner] = inner;
    expect(inner).toEqual({ password: CREDENTIAL });
  });

  it('stay hidden if a key is not an ordinary one', () => {
    const text = '{"__proto__":{"password":"Planted"},"constructor":{"apiKey":"Planted"}}';
    const body = parseJson(text);
    hideSecrets(body, NONE);
    expect(stringifyJson(body)).not.toContain('Planted');
  });
});

describe('one-time codes', () => {
  it.each(['validation_code', 'validationCode', 'otp', 'OTP_CODE', 'verificationCode'])('are hidden as %s', (key) => {
    expect(hidden({ [key]: '482913' })).toEqual({ [key]: CODE });
    expect(hidden({ [key]: 482_913 })).toEqual({ [key]: CODE });
    expect(hidden({ [key]: true })).toEqual({ [key]: true });
    // Sending one answers with an object of this name, which has no code.
    expect(hidden({ [key]: { code: { user_id: '7', mobile: '919' } } })).toEqual({
      [key]: { code: { user_id: '7', mobile: '919' } },
    });
  });
});

describe('a definition', () => {
  it('names further secrets by the type of its answer', () => {
    const definition = define('get', 'v2/files', {
      answer: () => open({ file: open({ uploadPath: secret(), token: secret(), otp: secret(), name: text() }) }),
    });
    const body = { file: { uploadPath: 'a/b', token: 'short', otp: '4711', name: 'x' }, list: { uploadPath: ['a/b'] } };
    expect(hidden(body, secretsOf(definition))).toEqual({
      file: { uploadPath: SECRET, token: SECRET, otp: CODE, name: 'x' },
      list: { uploadPath: [SECRET] },
    });
    // In other answers, nothing calls them secrets.
    expect(hidden(body)).toEqual({ ...body, file: { ...body.file, otp: CODE } });
  });

  it('names what the endpoint exists to hand over', () => {
    const body = { accessToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', password: 'Planted' };
    expect(hidden(body, { handedOver: ['accessToken'] })).toEqual({ ...body, password: CREDENTIAL });
  });

  it('hands secrets over only if it is sensitive, so that the operator enables it by name', () => {
    const handing = definitions.filter(({ response }) => response.secrets.handedOver.length > 0);
    expect(handing.map(({ tool }) => tool).sort()).toEqual(['event_add_webhook', 'otp_get', 'staff_get_access_token']);
    for (const { tool, sensitive } of handing) expect(sensitive, tool).toBe(true);
  });

  it('has no documented field that is hidden, but those that hold secrets', () => {
    /** A value of the kind that the documentation has for a field. */
    const sample = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(sample);
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, sample(part)]));
      }
      return value === 'number' ? 7_654_321 : value === 'boolean' ? true : 'sample-Text-7654321';
    };
    const found = new Set<string>();
    for (const [tool, { response }] of Object.entries<{ response: unknown }>(answers)) {
      const definition = definitions.find((each) => each.tool === tool);
      const body = hidden(sample(response), definition && secretsOf(definition));
      JSON.stringify(body, (key, value) => {
        if (typeof value === 'string' && value.startsWith('[hidden')) found.add(key);
        return value;
      });
    }
    expect([...found].sort()).toEqual([
      'apiBody',
      'apiUrl',
      'filePath',
      'identifierHash',
      's3Token',
      'secureFilePath',
      'validation_code',
    ]);
  });

  it("hides the credentials with which a reward vendor is called, however the answer writes the vendor's headers", () => {
    const definition = findDefinition('reward_list_vendor_redemptions');
    const action = (apiHeaders: unknown) => ({
      name: 'issue',
      apiUrl: 'https://vendor.example/x?sid=Planted-4711',
      apiHeaders,
      apiBody: '{"pin": "Planted-4711"}',
    });
    const asObject = { Authorization: 'Basic Planted-4711', 'X-Vendor': 'Planted-4711', Accept: 'application/json' };
    const asList = Object.entries(asObject).map(([name, value]) => ({ name, value }));
    const answer = { redemptionList: [{ id: 9, redemptionActionList: [action(asObject), action(asList)] }] };
    const shown = JSON.stringify(hidden(answer, definition && secretsOf(definition)));
    expect(shown).not.toContain('Planted');
    expect(shown).toContain('"name":"issue"');
  });

  it('hides the settings of a reward vendor, although the API should mask them, and shows that there are some', () => {
    const definition = findDefinition('reward_vendor_get');
    const vendorDetails = { merchant: 'Planted-4711', masked: '****', more: { list: ['Planted-4711'] } };
    const answer = { vendor: { id: 301, name: 'Chai Corner', vendorDetails } };
    expect(hidden(answer, definition && secretsOf(definition))).toEqual({
      vendor: {
        id: 301,
        name: 'Chai Corner',
        vendorDetails: { merchant: SECRET, masked: '****', more: { list: [SECRET] } },
      },
    });
  });
});

describe('text', () => {
  it.each([
    ['Authorization: Basic dXNlcjpwYXNzd29yZA==', `Authorization: Basic ${CREDENTIAL}`],
    ['sent Bearer abcDEF1234567890.x-y_z, refused', `sent Bearer ${CREDENTIAL}, refused`],
    ['Authorization: AWS4 Credential=AKIA/x, Signature=9f8', `Authorization: ${CREDENTIAL}`],
    ['GET https://bob:hunter2@host.example/x', `GET https://bob:${CREDENTIAL}@host.example/x`],
    ['https://h.example/x?api_key=abc-123&y=1', `https://h.example/x?api_key=${CREDENTIAL}&y=1`],
    ['{"client_secret":"two words","id":7}', `{"client_secret":"${CREDENTIAL}","id":7}`],
    ['{\\"password\\":\\"abc\\",\\"id\\":7}', `{\\"password\\":\\"${CREDENTIAL}\\",\\"id\\":7}`],
    ['<ns:Password>abc</ns:Password>', `<ns:Password>${CREDENTIAL}</ns:Password>`],
    ['<field name="password" value="abc"/>', `<field name="password" value="${CREDENTIAL}"/>`],
    ['grant_type=password&password=abc def', `grant_type=password&password=${CREDENTIAL} def`],
    ['your password: Hunter2 works', `your password: ${CREDENTIAL} works`],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-d ok', `token ${CREDENTIAL} ok`],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIabc+/=\n-----END RSA PRIVATE KEY-----',
      `${CREDENTIAL}-----END RSA PRIVATE KEY-----`,
    ],
    ['{"Authorization":"Basic dXNlcjpwYXNz","Accept":"x"}', `{"Authorization":"Basic ${CREDENTIAL}","Accept":"x"}`],
  ])('has no credential: %s', (text, expected) => {
    expect(hideInText(text)).toBe(expected);
    expect(hideInText(expected)).toBe(expected);
  });

  it.each([
    'Basic membership gives 5 points',
    'The bearer of this voucher gets 10 %',
    'password: must have 8 characters',
    'The password is wrong; set a new password.',
    'Wrong secret: see the documentation',
    'a token was sent, key=7',
    'https://files.example.com/a/b.png?X-Amz-Signature=9f8e7d&X-Amz-Expires=3599',
    'mail bob@example.com about https://shop.example/a@b',
    '{"passwordPolicy":"strong"}',
    // A JSON Web Token has three parts.
    'eyJ-names-of-reports.json is no token',
    'eyJ-names.of.many-reports.json is no token',
  ])('stays as it is: %s', (text) => expect(hideInText(text)).toBe(text));

  it('that is a table with a column for credentials is reduced to its header', () => {
    expect(hideInDocument('user,password\nbob,hunter2\n')).toBe(`user,password\n${CREDENTIAL}`);
    expect(hideInDocument('user,points\nbob,7\n')).toBe('user,points\nbob,7\n');
  });
});
