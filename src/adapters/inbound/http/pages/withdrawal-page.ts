import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

const daySeconds = 86_400

/** The section of `/account` that leads to the way out. */
export function accountWithdrawal(language: Language): Html {
  const said = texts[language].withdrawal
  return html`<p class="note"><a href="/account/withdrawal">${said.link}</a></p>`
}

/** The second look: what leaving means, and the button. */
export function withdrawalPage(language: Language, graceSeconds: number): string {
  const said = texts[language].withdrawal
  const body = html`<h1>${said.title}</h1>
<p class="lead">${said.lead}</p>
<ul><li>${said.sessions}</li><li>${said.erased}</li><li>${said.kept}</li>
<li>${graceSeconds > 0 ? said.grace(daysOf(graceSeconds)) : said.noGrace}</li></ul>
<form method="post" action="/account/withdrawal"><button class="button secondary" type="submit">${said.submit}</button></form>
<a class="button quiet" href="/account">${said.stay}</a>`
  return page(language, { title: said.title, body })
}

/** What is left to say. */
export function goodbyePage(language: Language, graceSeconds: number): string {
  const { withdrawal: said, error } = texts[language]
  const body = html`<h1>${said.goodbye}</h1>
<p class="lead">${graceSeconds > 0 ? said.grace(daysOf(graceSeconds)) : said.done}</p>
<a class="button secondary" href="/login">${error.toLogin}</a>`
  return page(language, { title: said.goodbye, body })
}

/** Days, and of less than one the part that it is, never more than there is. */
function daysOf(seconds: number): number {
  return Math.floor((seconds / daySeconds) * 10) / 10
}
