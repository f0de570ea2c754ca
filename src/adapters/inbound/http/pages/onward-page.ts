import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

export type OnwardView = {
  readonly href: string
  /** The name of the provider whose login comes next; `null` for the agency that verifies who somebody is. */
  readonly provider: { readonly name: string; readonly label: string } | null
}

/** Stands for a moment between a form of ours and somewhere else; the link is for a browser that does not go on. */
export function onwardPage(language: Language, { href, provider }: OnwardView): string {
  const { onward: said, providers } = texts[language]
  const title = provider ? said.toLogin(providers[provider.name]?.name ?? provider.label) : said.toIdentity
  const body = html`<div class="preparing" role="status"><span class="spinner" aria-hidden="true"></span>
<h1>${title}</h1>
<p class="lead"><a href="${href}">${said.link}</a></p></div>`
  return page(language, { title, body })
}
