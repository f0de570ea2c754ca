/** Whether an address never leaves this machine (RFC 6761 6.3, RFC 5735 3, RFC 4291 2.5.3). */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
