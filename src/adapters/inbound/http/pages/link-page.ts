import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

export type LinkView = {
  /** `label` is for a provider that our texts do not know. */
  readonly provider: { readonly name: string; readonly label: string }
  readonly nickname: string
  readonly isLinked: boolean
}

/** The look before a login is added: to which account, and the button that goes to its provider. */
export function linkPage(language: Language, { provider, nickname, isLinked }: LinkView): string {
  const { linking: said, providers } = texts[language]
  const name = providers[provider.name]?.name ?? provider.label
  const title = isLinked ? said.linked(name) : said.confirm(name)
  const body = isLinked
    ? html`<h1>${title}</h1>
<a class="button primary" href="/account">${said.toAccount}</a>`
    : html`<h1>${title}</h1>
<p class="lead">${said.signedInAs(html`<bdi>${nickname}</bdi>`)}</p>
<form method="post" action="/account/link/${provider.name}"><button class="button primary" type="submit">${said.link(name)}</button></form>
<a class="button quiet" href="/account">${said.notNow}</a>`
  return page(language, { title, body })
}
