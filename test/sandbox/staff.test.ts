import { describe, expect, it } from 'vitest';
import { ACCESS } from '../../src/sandbox/brands/fashion/organisation.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, basic, fieldOfEach, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const admin = { 'X-CAP-API-AUTH-KEY': ACCESS.adminKey, 'X-CAP-API-AUTH-ORG-ID': '100900' };
const post = (path: string, body: unknown, headers: Record<string, string> = admin): Promise<Answer> =>
  call(`POST /v2/staff${path}`, { body, headers });

let people = 0;

/** An account of its own for a test. */
async function hire(more: Record<string, unknown> = {}) {
  people += 1;
  const person = {
    username: `seller.${people}`,
    mobile: `91981200${String(people).padStart(4, '0')}`,
    email: `seller${people}@example.com`,
    password: 'S3cret!24',
    storeCode: 'blr01',
    firstname: 'Asha',
    lastname: 'Rao',
    title: 'Associate',
    ...more,
  };
  const { body } = await post('', person);
  return { ...person, id: Number(valueAt(body, 'entity')), body };
}

const logIn = async (username: string, password = 'S3cret!24'): Promise<Answer> =>
  call('POST /v2/staff/accessToken', { headers: { authorization: basic(username, password) } });

const tokenOf = async (username: string): Promise<Record<string, string>> => ({
  'X-CAP-API-ACCESS-TOKEN': String(valueAt((await logIn(username)).body, 'entity')),
});

const read = async (query: string): Promise<unknown> =>
  valueAt((await call(`GET /v2/staff?${query}`, { headers: await tokenOf((await hire()).username) })).body, 'entity');

/** The code that an answer tells. */
const codeIn = ({ body }: Answer): string => /\w+$/.exec(String(valueAt(body, 'warnings.0.message')))?.[0] ?? '';

describe('an account', () => {
  it('reads back as it was added, with a till and the places of its store', async () => {
    const { id, username, mobile, email } = await hire();
    expect(await read(`username=${username}`)).toEqual({
      username,
      mobile,
      email,
      storeCode: 'blr01',
      zoneCode: 'south',
      conceptCode: 'flagship',
      tillCode: expect.stringMatching(/^blr01staff\d+$/),
      id,
    });
    expect(await read(`mobile=${mobile}`)).toEqual(await read(`refId=${id}`));
  });

  it('falls back to the default store, zone and concept with a warning each', async () => {
    const { body, username } = await hire({ storeCode: 'none', zoneCode: 'nowhere', conceptCode: 'outlet' });
    expect(fieldOfEach(body, 'warnings', 'code')).toEqual([1215, 1215]);
    expect(await read(`username=${username}`)).toMatchObject({ storeCode: 'blr01', conceptCode: 'outlet' });
  });

  it.each([
    ['without a username', { username: '' }, 1007],
    ['without a password', { password: '' }, 1001],
    ['with special characters', { username: 'a b' }, 1009],
    ['with a mobile that is none', { mobile: '12' }, 1009],
    ['with an email that is none', { email: 'none' }, 1009],
    ['with a username of a till', { username: 'blr01.till02' }, 1005],
    ['with mobile of somebody', { mobile: '918000190002' }, 1005],
  ])('is refused %s', async (_, more, code) => {
    const body = { username: 'new.seller', password: 'x', ...more };
    await expectRefused('POST /v2/staff', code, { body, headers: admin });
  });

  it('is edited, by an administrator or by its own person', async () => {
    const { id, username } = await hire();
    const { body } = await post('/edit', { username, title: 'Store Manager' });
    expect(valueAt(body, 'entity')).toEqual({ firstname: 'Asha', lastname: 'Rao', title: 'Store Manager', id });
    const own = await post('/edit', { lastname: 'Iyer' }, await tokenOf(username));
    expect(valueAt(own.body, 'entity.lastname')).toBe('Iyer');
    await expectRefused('POST /v2/staff/edit', 1009, { body: { username: 'nobody', title: 'x' }, headers: admin });
  });

  it('moves to another store, whose zone counts from then on', async () => {
    const { username, id } = await hire({ zoneCode: 'west' });
    await post('/transfer', { id, storeCode: 'maa01' });
    expect(await read(`username=${username}`)).toMatchObject({ storeCode: 'maa01', zoneCode: 'south' });
    const { body } = await post('/transfer', { id, storeCode: 'none' });
    expect(fieldOfEach(body, 'warnings', 'code')).toEqual([1215]);
    const login = await call('GET /v1.1/store/login', { headers: { authorization: basic(username, 'S3cret!24') } });
    expect(valueAt(login.body, 'response.store.user.username')).toBe(username);
  });

  it('is listed for its store and its zone while it lasts', async () => {
    const { username } = await hire({ storeCode: 'bom01' });
    const list = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await call(`GET /v2/staff/getUsersList?${query}`, { headers: admin })).body, 'entity', 'username');
    expect(await list('storeCode=bom01')).toEqual([username]);
    expect(await list('zoneCode=west')).toContain(username);
    expect(await list('zoneCode=south')).not.toContain(username);
    await post('/delete', { username });
    expect(await list('storeCode=bom01')).toEqual([]);
    for (const query of ['', 'storeCode=none', 'zoneCode=none']) {
      await expectRefused(`GET /v2/staff/getUsersList?${query}`, 1009, { headers: admin });
    }
  });
});

describe('logging in', () => {
  it('gives a new token each time, which the log-out ends', async () => {
    const { username } = await hire();
    const [first, second] = [await tokenOf(username), await tokenOf(username)];
    expect(first).not.toEqual(second);
    const out = await call('GET /v2/staff/logout', { headers: first });
    expect(out.body).toEqual({ warnings: [], errors: [], success: true });
    await expectRefused('GET /v2/staff/logout', 401, { headers: first }, 401);
    expect((await call(`GET /v2/staff?username=${username}`, { headers: second })).status).toBe(200);
  });

  it('needs the right password of an account', async () => {
    const { username } = await hire();
    expect((await logIn(username, 'wrong')).status).toBe(401);
    // A till that is nobody's.
    expect((await logIn('blr01.till02', ACCESS.password)).status).toBe(401);
  });

  it('takes the token alone as credentials, in this section only', async () => {
    const { username } = await hire();
    const token = await tokenOf(username);
    const ask = (path: string) => fetch(`${sandbox.url}${path}`, { headers: token });
    expect((await ask(`/v2/staff?username=${username}`)).status).toBe(200);
    expect((await ask('/v1.1/store/login')).status).toBe(401);
  });

  it('goes on with a new password', async () => {
    const { username } = await hire();
    await post('/changePassword', { password: 'N3w!' }, await tokenOf(username));
    expect((await logIn(username)).status).toBe(401);
    expect((await logIn(username, 'N3w!')).status).toBe(200);
    expect(JSON.stringify(sandbox.world)).not.toContain('N3w!');
  });

  it('ends for ever with the account', async () => {
    const { username } = await hire();
    const token = await tokenOf(username);
    await post('/delete', { username });
    expect((await logIn(username)).status).toBe(401);
    await expectRefused('GET /v2/staff/logout', 401, { headers: token }, 401);
    await expectRefused('POST /v2/staff/delete', 1011, { body: { username }, headers: admin });
    await expectRefused('POST /v2/staff/edit', 1011, { body: { username, title: 'x' }, headers: admin });
  });
});

describe('codes', () => {
  it('verify a mobile or email once, with the password', async () => {
    const { id, username } = await hire();
    const names = { id, username };
    const code = codeIn(await post('/sendOtp?otp_type=VALIDATE_EMAIL', names));
    const body = { ...names, identifierType: 'EMAIL', password: 'S3cret!24', otp: code };
    const at = 'POST /v2/staff/validate';
    await expectRefused(at, 1008, { body: { ...body, identifierType: 'FAX' }, headers: admin });
    await expectRefused(at, 1009, { body: { ...body, password: 'wrong' }, headers: admin });
    await expectRefused(at, 1700, { body: { ...body, otp: 'wrong' }, headers: admin });
    await expectRefused(at, 1700, { body: { ...body, identifierType: 'MOBILE' }, headers: admin });
    expect(valueAt((await post('/validate', body)).body, 'entity')).toBe(id);
    expect(sandbox.world.staffAccounts[id]).toMatchObject({ emailVerified: true, mobileVerified: false });
    await expectRefused(at, 1700, { body, headers: admin });
  });

  it('are not sent for a wrong purpose, to nobody, or where there is no such identifier', async () => {
    const { id, username } = await hire({ email: '' });
    const at = 'POST /v2/staff/sendOtp?otp_type=';
    await expectRefused(`${at}PARTY`, 1010, { body: { id, username }, headers: admin });
    await expectRefused(`${at}LOGIN`, 1009, { body: { id, username: 'nobody' }, headers: admin });
    await expectRefused(`${at}LOGIN`, 1009, { body: { id }, headers: admin });
    await expectRefused(`${at}LOGIN`, 1007, { body: { id, username }, headers: admin });
    await expectRefused(`${at}VALIDATE_EMAIL`, 1007, { body: { id, username }, headers: admin });
  });

  it('change an identifier in two steps, and nothing before the second', async () => {
    const { id, username, email } = await hire();
    const change = { id, type: 'email', identifier: `new.${email}` };
    const sent = await post('/changeidentifier/sendotp', change);
    expect(await read(`username=${username}`)).toMatchObject({ email });
    const at = 'POST /v2/staff/changeidentifier';
    await expectRefused(at, 1700, { body: { ...change, otp: 'wrong' }, headers: admin });
    await expectRefused(at, 1010, { body: { ...change, type: 'fax', otp: 'x' }, headers: admin });
    await expectRefused(at, 1007, { body: { ...change, identifier: '', otp: 'x' }, headers: admin });
    await post('/changeidentifier', { ...change, otp: codeIn(sent) });
    expect(await read(`username=${username}`)).toMatchObject({ email: `new.${email}` });
  });

  it('refuse an identifier that somebody has or that is none, and more codes than a day allows', async () => {
    const { id, username } = await hire();
    const at = 'POST /v2/staff/changeidentifier/sendotp';
    const taken = { id, type: 'mobile', identifier: '918000190002' };
    await expectRefused(at, 1005, { body: taken, headers: admin });
    await expectRefused(at, 1009, { body: { ...taken, identifier: '12' }, headers: admin });
    const own = { type: 'mobile', identifier: '919812399999' };
    const { otpPerDay } = sandbox.world.organisation.settings;
    for (let sent = 0; sent < otpPerDay; sent++) {
      const code = codeIn(await post('/changeidentifier/sendotp', own, await tokenOf(username)));
      await post('/changeidentifier', { ...own, otp: code }, await tokenOf(username));
    }
    await expectRefused(at, 1012, { body: own, headers: await tokenOf(username) });
  });
});
