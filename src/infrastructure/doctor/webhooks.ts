import type { IdentityProvider } from '../../application/ports/identity-providers.ts'
import type { KnownProviderName } from '../../domain/identity.ts'
import type { Finding, Text } from './finding.ts'
import { findingsAbout } from './finding.ts'

type Told = Readonly<Partial<Record<'unlink' | 'events', Text>>>

/** Where each webhook is entered; docs/webhooks.md tells the same at length. */
const places: Readonly<Record<KnownProviderName, Told>> = {
  kakao: {
    unlink: {
      en: 'developers.kakao.com: [카카오 로그인] > [고급] > [연결 해제 웹훅]',
      ko: 'developers.kakao.com의 [카카오 로그인] > [고급] > [연결 해제 웹훅]',
    },
    events: {
      en: 'developers.kakao.com: [웹훅] > [계정 상태 변경]',
      ko: 'developers.kakao.com의 [웹훅] > [계정 상태 변경]',
    },
  },
  naver: {
    unlink: {
      en: 'developers.naver.com: [Application] > [내 애플리케이션] > [API 설정] > [연결끊기 Callback URL]',
      ko: 'developers.naver.com의 [Application] > [내 애플리케이션] > [API 설정] > [연결끊기 Callback URL]',
    },
  },
  google: {
    events: {
      en: 'the RISC API (stream:update), by the recipe in docs/webhooks.md',
      ko: 'RISC API(stream:update). docs/webhooks.md의 순서를 따르세요',
    },
  },
  line: {},
}

/** No provider tells whether it is entered: an operator has to see. Nothing where the provider has no webhook that we know. */
export function webhookFindings({ name }: IdentityProvider, publicUrl: URL): readonly Finding[] {
  const told: Told = Object.hasOwn(places, name) ? places[name as KnownProviderName] : {}
  return Object.entries(told).map(([webhook, { en, ko }]) => {
    const address = `${publicUrl.origin}/auth/${name}/webhooks/${webhook}`
    return findingsAbout(`${name}: webhook`)(
      'unsure',
      `see by eye that ${address} is entered: ${en}.`,
      `${address} 이 들어 있는지 직접 보세요: ${ko}.`,
    )
  })
}
