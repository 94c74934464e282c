/** Whether a host is this machine: an address, a name, or a bracketed IPv6 address as in a URL. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
