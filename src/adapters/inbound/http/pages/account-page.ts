import type { User } from '../../../../domain/user.ts'
import { dayOf } from './dates.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

export type AccountView = {
  readonly user: User
  /** What else there is to see and do, each made by a file of its own. */
  readonly sections?: readonly Html[]
  /** By its name in routes: the provider whose account can be signed out of too. */
  readonly accountLogout?: string | undefined
  /** The last thing on the page. */
  readonly wayOut?: Html
}

/** Where a signed-in person sees that they are, and as whom. */
export function accountPage(
  language: Language,
  { user, sections = [], accountLogout, wayOut }: AccountView,
): string {
  const said = texts[language].account
  // Isolated: a nickname may hold characters that turn the direction of the text around it.
  const nickname = html`<bdi>${user.nickname}</bdi>`
  const verified =
    user.email !== null && user.emailVerified && html` <span class="mark">${said.verified}</span>`
  const body = html`<h1>${said.greeting(nickname)}</h1>
<p class="lead">${said.lead}</p>
<dl>
<div><dt>${said.nickname}</dt><dd>${nickname}</dd></div>
<div><dt>${said.email}</dt><dd>${user.email ?? said.noEmail}${verified}</dd></div>
<div><dt>${said.since}</dt><dd>${dayOf(language, user.createdAt)}</dd></div>
</dl>
${sections}
<form method="post" action="/logout">${accountLogout !== undefined && option(language, accountLogout)}<button class="button secondary" type="submit">${said.signOut}</button></form>
${wayOut}`
  return page(language, { title: said.title, body })
}

function option(language: Language, provider: string): Html {
  const { account, providers } = texts[language]
  const label = account.signOutOfProvider(providers[provider]?.name ?? provider)
  return html`<div class="terms"><div class="row"><input type="checkbox" id="provider-account" name="provider_account" value="sign-out"><label for="provider-account">${label}</label></div></div>
`
}
