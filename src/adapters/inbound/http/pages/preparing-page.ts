import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

/** Seconds after which a browser is to look again, by the header Refresh: waiting needs no script. */
export const lookAgainSeconds = 1

/** Shown while the worker builds the signup. */
export function preparingPage(language: Language): string {
  const { title, lead } = texts[language].preparing
  const body = html`<div class="preparing" role="status" aria-live="polite"><span class="spinner" aria-hidden="true"></span>
<h1>${title}</h1>
<p class="lead">${lead}</p></div>`
  return page(language, { title, body })
}
