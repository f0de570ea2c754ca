import { type Html, html } from '../pages/html.ts'
import type { Language, Text } from '../pages/language.ts'
import { fieldNames, valueName } from './names.ts'
import { type Choice, choicesOf, type Provider } from './order.ts'

/** A form as it came, before it was understood. */
export type Written = Readonly<Record<string, string>>

const submit: Text = { ko: '보내기', en: 'Send' }

const options = (values: readonly string[], chosen: string | undefined, nameOf: (value: string) => string) =>
  values.map((value) => {
    const selected = value === chosen ? html` selected` : undefined
    return html`<option value="${value}"${selected}>${nameOf(value)}</option>`
  })

const select = (name: Choice | 'event', choices: readonly Html[], language: Language): Html =>
  html`<label><span>${fieldNames[name][language]}</span><select name="${name}">${choices}</select></label>`

/** Everything that may be chosen for any of the events. */
const choicesFor = (provider: Provider, events: readonly string[]): ReadonlyMap<string, readonly string[]> =>
  new Map(events.flatMap((event) => Object.entries(choicesOf(provider, event))))

/** Orders one webhook of those `events`; `written` is filled in. */
export const orderForm = (
  provider: Provider,
  events: readonly string[],
  written: Written,
  language: Language,
): Html => {
  const [only] = events
  const event =
    events.length === 1
      ? html`<input type="hidden" name="event" value="${only}">`
      : select(
          'event',
          options(events, written.event, (name) => name),
          language,
        )
  const choices = [...choicesFor(provider, events)].map(([name, values]) => {
    const field = name as Choice
    return select(
      field,
      options(values, written[field], (value) => valueName(field, value)[language]),
      language,
    )
  })
  return html`<form method="post" action="/webhooks" class="order">
<input type="hidden" name="provider" value="${provider}">
<label><span>${fieldNames.person[language]}</span><input name="person" list="people" inputmode="numeric" required value="${written.person ?? '1000000001'}"></label>
${event}${choices}
<div class="actions"><button class="main">${submit[language]}</button></div>
</form>`
}
