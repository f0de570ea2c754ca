import type { ProblemCode } from '../problem.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

export type ErrorView = {
  readonly code: ProblemCode
  readonly requestId: string
  /** What somebody else says instead of our own explanation. */
  readonly said?: string | undefined
}

/** What happened and what to do, in the person's words; the code is there for whoever helps them. */
export function errorPage(language: Language, { code, requestId, said }: ErrorView): string {
  const { error, errors } = texts[language]
  const { title, detail, action = { href: '/login', label: error.toLogin } } = errors[code]
  const body = html`<h1>${title}</h1>
<p class="lead">${said ?? detail}</p>
<a class="button primary" href="${action.href}">${action.label}</a>
<div class="support">
<p>${error.support}</p>
<dl>
<div><dt>${error.code}</dt><dd><code>${code}</code></dd></div>
<div><dt>${error.requestId}</dt><dd><code>${requestId}</code></dd></div>
</dl>
</div>`
  return page(language, { title, body })
}
