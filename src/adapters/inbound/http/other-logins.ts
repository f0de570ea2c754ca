import type { SignupView } from '../../../application/read-signup.ts'
import type { OtherLogins } from './pages/other-logins.ts'
import type { HttpServices } from './services.ts'

/**
 * The logins that a newcomer may have used before, each leading back to a page that links the new one. Which of them
 * belong to somebody with the same e-mail is asked only of what the provider verified: never of what was typed.
 * For the page alone, whose reader has proved that the e-mail is theirs (ASVS 6.3.8).
 */
export async function otherLoginsOf(
  { providers, users }: Pick<HttpServices, 'providers' | 'users'>,
  { signup, profile }: SignupView,
): Promise<OtherLogins | undefined> {
  const others = Object.values(providers).filter(({ name }) => name !== signup.provider)
  if (others.length === 0) return undefined
  const used = profile.email === null ? [] : await users.providersOfEmail(profile.email)
  const likely = others.filter(({ name }) => used.includes(name))
  const query = new URLSearchParams({ return_to: `/account/link/${signup.provider}` })
  const shown = likely.length > 0 ? likely : others
  return {
    isLikely: likely.length > 0,
    providers: shown.map(({ name, label = name }) => ({ name, label, href: `/auth/${name}/login?${query}` })),
  }
}
