import { isLoopback } from './loopback.ts'

/**
 * True for every address on this machine. Anything but visible ASCII is refused, because the address goes into
 * a header as it came; a fragment is refused by RFC 6749 section 3.1.2.
 */
export const isRegistered = (redirectUri: string): boolean => {
  const isVisible = /^https?:\/\/[!-~]+$/.test(redirectUri) && !/[#\\]/.test(redirectUri)
  const namesUser = /^https?:\/\/[^/?]*@/.test(redirectUri)
  return isVisible && !namesUser && isLoopback(redirectUri)
}
