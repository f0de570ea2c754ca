import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Texts } from './texts/shape.ts'

export type SignupStep = { readonly name: string; readonly title: string }

type Part = { readonly steps: readonly SignupStep[]; readonly isDone: boolean }

/** Where a person stands among the pages of a signup; the ones that are done lead back to themselves. */
export function progressList(
  said: Texts['signup'],
  parts: readonly Part[],
  current: readonly SignupStep[],
): Html {
  const items = parts.map(({ steps, isDone }) => {
    const title = steps.map((step) => step.title).join(' · ')
    const [first] = steps
    if (first?.name === current.at(0)?.name) return html`<li aria-current="step">${title}</li>`
    if (!isDone) return html`<li>${title}</li>`
    return html`<li class="done"><a href="/signup?step=${first?.name}">${title}</a></li>`
  })
  return html`<nav aria-label="${said.progress}"><ol class="progress">${items}</ol></nav>
`
}
