import { conform } from './conform.js';
import { ASHAS_MOBILE } from './people.js';
import type { Args, Do } from './sample.js';

const login = (password = '5f4dcc3b5aa765d61d8327deb882cf99'): Args => ({ body: { mobile: ASHAS_MOBILE, password } });
const registered = async (_: unknown, run: Do): Promise<Args> => {
  await run('user_auth_register', login());
  return login();
};

conform('User authentication', {
  user_auth_register: { args: () => login(), differs: { 'loyaltyInfo.score': 'customers are not scored' } },
  user_auth_authorize: { args: registered, unchanged: 'it only asks' },
  user_auth_update_password: {
    args: async (_, run) => {
      await registered(_, run);
      return login('e10adc3949ba59abbe56e057f20f883e');
    },
  },
});
