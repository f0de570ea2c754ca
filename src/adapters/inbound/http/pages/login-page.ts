import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

export type LoginView = { readonly providers: readonly { readonly name: string; readonly href: string }[] }

/** Where a person chooses how to log in. */
export function loginPage(language: Language, { providers }: LoginView): string {
  const { title, lead, continueWith, agreement } = texts[language].login
  const buttons = providers.map(
    ({ name, href }) =>
      html`<li><a class="provider ${name}" href="${href}">${bubble}<span>${continueWith[name] ?? name}</span></a></li>`,
  )
  const body = html`<h1>${title}</h1>
<p class="lead">${lead}</p>
<ul class="providers">${buttons}</ul>
<p class="note">${agreement}</p>`
  return page(language, { title, body })
}

/** A speech bubble of our own drawing, in the place where the provider's guideline wants a symbol. */
const bubble = html`<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="M10 2c5 0 9 3.1 9 7s-4 7-9 7c-.8 0-1.5-.1-2.3-.2L4 18.5l.7-3.8C2.4 13.400 1 11.300 1 9c0-3.900 4-7 9-7z" fill="currentColor"/></svg>`
