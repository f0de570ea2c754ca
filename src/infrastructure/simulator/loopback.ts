const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** True for an URL that leads to this machine and nowhere else. */
export const isLoopback = (url: string): boolean =>
  URL.canParse(url) && LOOPBACK.includes(new URL(url).hostname)
