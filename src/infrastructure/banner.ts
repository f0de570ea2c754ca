import type { Running } from './lifecycle.ts'
import { isLoopback } from './loopback.ts'

/** What an operator wants to know at the start: what runs, where, and how to make it the real thing. */
export function banner({ config, dataDirectory }: Running): string {
  const { publicUrl, host, port, role, simulator } = config
  const lines = [
    '',
    role === 'worker'
      ? 'Daemun worker is ready'
      : `Daemun is ready at ${publicUrl.origin} (listening on ${host}:${port})`,
  ]
  if (role !== 'worker')
    lines.push(`  open       ${publicUrl.origin}/login`, `  API        ${publicUrl.origin}/docs`)
  if (dataDirectory)
    lines.push(`  data       ${dataDirectory} (embedded PostgreSQL; set DATABASE_URL to use your own)`)
  if (simulator) {
    lines.push(
      `  providers  a simulator on http://127.0.0.1:${simulator.port}`,
      `  real Kakao set KAKAO_CLIENT_ID and KAKAO_CLIENT_SECRET, and register`,
      `             ${publicUrl.origin}/auth/kakao/callback in the Kakao developers console`,
    )
  }
  const { kakao, naver, google, line, openId } = config
  if (!kakao && !naver && !google && !line && openId.length === 0)
    lines.push('  warning    no provider is configured: set KAKAO_CLIENT_ID')
  if (dataDirectory && !isLoopback(publicUrl))
    lines.push('  warning    a public address on the embedded PostgreSQL: back up .daemun')
  return `${lines.join('\n')}\n\n`
}
