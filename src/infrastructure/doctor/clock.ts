import type { Finding } from './finding.ts'
import { findingsAbout } from './finding.ts'

/** Milliseconds by which an id_token may be of the future or the past before it is refused. */
const tolerated = 60_000

/** What every server that was asked said of the time: how many ms it is ahead of us. */
export function clockFinding(heard: ReadonlyMap<string, number>): Finding {
  const finding = findingsAbout('clock')
  const off = [...heard].filter(([, ahead]) => Math.abs(ahead) > tolerated)
  if (heard.size === 0)
    return finding('unsure', 'nobody was there to compare it with.', '비교할 서버가 없었습니다.')
  if (off.length === 0)
    return finding('good', `it agrees with ${heard.size} servers.`, `서버 ${heard.size}곳과 맞습니다.`)
  const seconds = off.map(([host, ahead]) => `${host} ${Math.round(ahead / 1_000)}s`).join(', ')
  // Where most agree with us, it is the other one that is off.
  if (off.length * 2 <= heard.size)
    return finding('unsure', `some servers disagree: ${seconds}.`, `시각이 다른 서버가 있습니다: ${seconds}.`)
  return finding(
    'bad',
    `this machine's clock is off (${seconds}): id_tokens will be refused. Switch on NTP.`,
    `이 컴퓨터의 시계가 틀립니다 (${seconds}). id_token이 거절됩니다. NTP를 켜세요.`,
  )
}
