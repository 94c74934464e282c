/** Whether a host, as an address, a name, or as a URL has it, is this machine's own. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
