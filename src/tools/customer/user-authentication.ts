/** User authentication: customers' passwords for website and app. */
import { section } from '../define.js';
import { email, mobile, secret } from '../schemas/leaf-types.js';
import { object } from '../schemas/values.js';
import * as answers from './user-authentication.answers.js';

export const userAuthentication = section('User authentication', {
  domain: 'Customer Management',
  accessGroup: 'Customer',
  response: { codes: { conflict: [91029] } },
});

/** A customer's login: mobile or email, with the password. */
const login = (password: string) =>
  object({
    mobile: mobile('Registered mobile; give mobile or email').optional(),
    email: email('Registered email; give mobile or email').optional(),
    password: secret(password),
  });

export const userAuthRegister = userAuthentication.post('v2/user_auth/register', {
  tool: 'user_auth_register',
  title: 'Register User',
  summary:
    'Sets a password with which a registered customer can log in to the website or app. It does not register the customer (customer_add does); to replace a password use user_auth_update_password.',
  body: () => login('Password as its MD5 hash'),
  answer: answers.userAuthRegisterAnswer,
  effect: 'create',
  sensitive: true,
  checkedBy: {
    unverifiable: 'Let the customer try to log in with the new password, or test it with user_auth_authorize.',
  },
  sources: ['Register Users, documentation 2022', 'Response Codes of user authentication, documentation 2022'],
  keywords: [
    'shopper from the store wants an online account',
    'create app credentials for a member',
    'let a customer log in on the website',
    'first-time password for an in-store member',
    'enable web access for her phone number',
    'activate online login for an existing person',
    'choose a password for the loyalty app',
    'open a web account with email and password',
    'make a website login for a member',
    'shopper wants to sign in online',
    'set up online access with a password',
    'create an app login for a customer',
  ],
});

export const userAuthAuthorize = userAuthentication.post('v2/user_auth/authorize_user', {
  tool: 'user_auth_authorize',
  title: 'Authorize User',
  summary:
    "Checks a customer's website or app password and returns true or false; it issues no token and starts no session. For one-time codes use otp_validate, for staff and till logins staff_get_access_token and store_verify_login_v1_1.",
  body: () => login('Password as its MD5 hash'),
  answer: answers.userAuthAuthorizeAnswer,
  effect: 'read',
  sensitive: true,
  sources: ['User Authentication, documentation 2022', 'Response Codes of user authentication, documentation 2022'],
  keywords: [
    'log a shopper in to the app',
    'is this customer password right',
    'sign-in check for the website',
    'verify member credentials',
    'authenticate an end user by email and password',
    'customer cannot sign in, test the login',
    'validate username and password of a member',
    'web shop login against the loyalty account',
    'is the password entered correct',
    'let a member sign in',
    'login check for customers',
  ],
});

export const userAuthUpdatePassword = userAuthentication.put('v2/user_auth/update', {
  tool: 'user_auth_update_password',
  title: 'Update Password',
  summary:
    "REPLACES a customer's website or app password without asking for the old one. The customer must have a login already (user_auth_register); for staff passwords use staff_change_password.",
  listed: 'POST v2/user_auth/update',
  body: () => login('New password as its MD5 hash'),
  answer: answers.userAuthUpdatePasswordAnswer,
  effect: 'update',
  consent: 'always',
  question: 'Replace the password of {who}?',
  undoneBy: 'nothing',
  subjects: ['body'],
  watch: 'customer',
  checkedBy: {
    unverifiable: 'Let the customer try to log in with the new password, or test it with user_auth_authorize.',
  },
  idempotent: true,
  destructive: true,
  sensitive: true,
  sources: ['Update Password, documentation 2022', 'Response Codes of user authentication, documentation 2022'],
  keywords: [
    'forgot my password',
    'reset the app password of a shopper',
    'new web login secret for a member',
    'customer locked out of the website',
    'change customer pin for online account',
    'set another password for this email',
    'account was hacked, give it a new password',
    'password reset by phone number',
    'member cannot remember the password, set a new one',
    "change a shopper's website password",
    'new login password for a customer',
  ],
});
