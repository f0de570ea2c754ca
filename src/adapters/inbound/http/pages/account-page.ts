import type { User } from '../../../../domain/user.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

export type AccountView = { readonly user: User }

/** Where a signed-in person sees that they are, and as whom. */
export function accountPage(language: Language, { user }: AccountView): string {
  const said = texts[language].account
  const since = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Asia/Seoul' }).format(
    user.createdAt,
  )
  const verified = user.emailVerified && html` <span class="mark">${said.verified}</span>`
  const title = said.title(user.nickname)
  const body = html`<h1>${title}</h1>
<p class="lead">${said.lead}</p>
<dl>
<dt>${said.nickname}</dt><dd>${user.nickname}</dd>
<dt>${said.email}</dt><dd>${user.email ?? said.noEmail}${verified}</dd>
<dt>${said.since}</dt><dd>${since}</dd>
</dl>
<form method="post" action="/logout"><button class="secondary" type="submit">${said.signOut}</button></form>`
  return page(language, { title, body })
}
