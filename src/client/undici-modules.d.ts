/** Types of undici's internal modules: undici has types for its index only. */
declare module 'undici/lib/api/index.js' {
  const methods: object;

  export { methods as default };
}
declare module 'undici/lib/dispatcher/dispatcher.js' {
  import { Dispatcher } from 'undici';

  export { Dispatcher as default };
}
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici';

  export { Agent as default };
}
declare module 'undici/lib/dispatcher/env-http-proxy-agent.js' {
  import { EnvHttpProxyAgent } from 'undici';

  export { EnvHttpProxyAgent as default };
}
