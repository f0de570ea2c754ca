import type { EventId } from '../domain/events.ts'
import type { NoticePolicy } from '../domain/provider-notice.ts'
import { effectOf, isOutlived, takesLinkAway, takesTokensAway } from '../domain/provider-notice.ts'
import { end } from '../domain/session.ts'
import { unlink } from '../domain/signup-endings.ts'
import type { IdentityProviders } from './ports/identity-providers.ts'
import type { ProviderNotices } from './ports/provider-notices.ts'

type Needs = { notices: ProviderNotices; providers: IdentityProviders; policy: NoticePolicy }

/**
 * `ProviderNoticeReceived` has its effect. A notice is a hint: it may be late, and its person linked again since.
 * So the provider is asked, where it can be, before anything is taken away; else the time of the notice decides.
 */
export const heedProviderNotice =
  ({ notices, providers, policy }: Needs) =>
  async (event: EventId) => {
    const told = await notices.identityOf(event)
    if (!told) {
      await notices.dismiss(event)
      return { kind: 'gone' as const }
    }
    const isGone = takesLinkAway(told.notice)
    const links = providers[told.provider]?.links
    if (isGone && (await links?.has?.(told.subject))) {
      await notices.dismiss(event)
      return { kind: 'linked_again' as const }
    }
    const kind = await notices.heed(event, {
      effect: effectOf(told.notice, policy),
      takesLinkAway: isGone,
      takesTokensAway: takesTokensAway(told.notice),
      endSignup: unlink,
      endSession: end,
      isOutlived: (provedAt) => !links?.has && isOutlived(told.at, provedAt),
    })
    return { kind }
  }
