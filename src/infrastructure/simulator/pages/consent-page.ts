import type { Person } from '../people.ts'
import { html } from './html.ts'
import type { Text } from './language.ts'
import type { Page } from './page.ts'

/** One thing to agree to; `refused` is not ticked from the start. */
export type AskedItem = { name: string; label: Text; value: string | undefined; refused: boolean }

const texts = {
  title: { ko: '동의하고 계속하기', en: 'Agree and continue' },
  who: { ko: '로그인하는 사람', en: 'Logging in' },
  items: { ko: '선택 동의 항목', en: 'Optional items' },
  agree: { ko: '동의', en: 'Agree' },
  cancel: { ko: '취소', en: 'Cancel' },
}

/** Asks for each item, by a form that goes to `action`; those the person would refuse are not ticked. */
export const consentPage = (action: string, person: Person, items: readonly AskedItem[]): Page => ({
  title: texts.title,
  body: (language) => {
    const boxes = items.map(({ name, label, value, refused }) => {
      const checked = refused ? undefined : html` checked`
      return html`<label><input type="checkbox" name="agree" value="${name}"${checked}>
<span>${label[language]} <small>${value}</small></span></label>`
    })
    const legend = html`<legend>${texts.items[language]}</legend>`
    return html`<p>${texts.who[language]}: <strong>${person.nickname}</strong> <small>${person.id}</small></p>
<form method="post" action="${action}">
<input type="hidden" name="person" value="${person.id}">
${items.length > 0 ? html`<fieldset>${legend}${boxes}</fieldset>` : undefined}
<div class="actions">
<button name="decision" value="agree" class="main">${texts.agree[language]}</button>
<button name="decision" value="cancel">${texts.cancel[language]}</button>
</div>
</form>`
  },
})
