import { html } from '../pages/html.ts'
import type { Page } from '../pages/page.ts'
import type { Person } from '../people.ts'
import { type ConsentItem, itemNames, itemOf } from './application.ts'

const texts = {
  title: { ko: '동의하고 계속하기', en: 'Agree and continue' },
  who: { ko: '로그인하는 사람', en: 'Logging in' },
  items: { ko: '선택 동의 항목', en: 'Optional items' },
  agree: { ko: '동의', en: 'Agree' },
  cancel: { ko: '취소', en: 'Cancel' },
}

const sharedValue = (person: Person, item: ConsentItem) => {
  if (item === 'profile_nickname') return person.nickname
  return item === 'account_email' ? person.email?.address : undefined
}

/** Asks for each item; those the person would refuse are not ticked. */
export const consentPage = (query: string, person: Person, items: readonly ConsentItem[]): Page => ({
  title: texts.title,
  body: (language) => {
    const boxes = items.map((item) => {
      const checked = person.refuses.includes(itemOf[item]) ? undefined : html` checked`
      return html`<label><input type="checkbox" name="agree" value="${item}"${checked}>
<span>${itemNames[item][language]} <small>${sharedValue(person, item)}</small></span></label>`
    })
    const legend = html`<legend>${texts.items[language]}</legend>`
    return html`<p>${texts.who[language]}: <strong>${person.nickname}</strong> <small>${person.id}</small></p>
<form method="post" action="/oauth/authorize/consent?${query}">
<input type="hidden" name="person" value="${person.id}">
${items.length > 0 ? html`<fieldset>${legend}${boxes}</fieldset>` : undefined}
<div class="actions">
<button name="decision" value="agree" class="main">${texts.agree[language]}</button>
<button name="decision" value="cancel">${texts.cancel[language]}</button>
</div>
</form>`
  },
})
