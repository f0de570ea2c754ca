import { isIP } from 'node:net'

/**
 * The address that a client's calls are counted by: an IPv6 client owns its whole /64, and could come from
 * another address of it each time; an IPv4 address mapped into IPv6 is that IPv4 address.
 */
export function countedAddress(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  return isIP(ip) === 6 ? `${prefixOf(ip)}::/64` : ip
}

function prefixOf(ip: string): string {
  const [head = '', tail] = (ip.split('%', 1)[0] ?? '').split('::')
  const groups = head ? head.split(':') : []
  const last = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - last.length }, () => '0')
  const all = [...groups, ...zeros, ...last]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
