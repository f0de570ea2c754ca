import { googleOf } from './config-google.ts'
import { kakaoOf } from './config-kakao.ts'
import { lineOf } from './config-line.ts'
import { naverOf } from './config-naver.ts'
import { openIdOf } from './config-openid.ts'
import type { Variables } from './config-variables.ts'
import { isLoopback } from './loopback.ts'

/** The providers; `null` is off. */
export type ProvidersConfig = {
  readonly kakao: ReturnType<typeof kakaoOf>
  readonly naver: ReturnType<typeof naverOf>
  readonly google: ReturnType<typeof googleOf>
  readonly line: ReturnType<typeof lineOf>
  /** Any other provider that speaks OpenID Connect. */
  readonly openId: ReturnType<typeof openIdOf>
  readonly simulator: { readonly port: number } | null
}

/** Everyone who may vouch for people. */
export function providersOf(vars: Variables, publicUrl: URL, simulator: ProvidersConfig['simulator']) {
  const simulatorUrl = simulator && `http://127.0.0.1:${simulator.port}`
  const surroundings = { publicUrl, simulatorUrl }
  return {
    kakao: kakaoOf(vars, surroundings),
    naver: naverOf(vars, surroundings),
    google: googleOf(vars, surroundings),
    line: lineOf(vars, surroundings),
    openId: openIdOf(vars, surroundings),
  }
}

function namesAProvider(vars: Variables): boolean {
  return vars.named(/^(KAKAO|NAVER|GOOGLE|LINE|OIDC_\w+)_CLIENT_ID$/).length > 0
}

/** Whether a simulator stands in for them; refused off loopback, where it would sign anybody in. */
export function simulatorOf(
  vars: Variables,
  publicUrl: URL,
  databaseUrl: string | null,
): ProvidersConfig['simulator'] {
  const mode = vars.oneOf('SIMULATOR', ['on', 'off', 'auto'], 'auto')
  const port = vars.integer('SIMULATOR_PORT', 3001, 1, 65_535)
  const wanted = mode === 'on' || (mode === 'auto' && databaseUrl === null && !namesAProvider(vars))
  if (!wanted) return null
  if (!isLoopback(publicUrl)) {
    vars.wrong(
      'PUBLIC_URL',
      'must be on loopback while the simulator runs: it signs anybody in. Set KAKAO_CLIENT_ID',
    )
  }
  return { port }
}
