import { cast, personOf } from '../people.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import type { Page } from './page.ts'

export const SOMEONE_NEW = 'new'

const texts = {
  title: { ko: '누구로 로그인할까요?', en: 'Log in as whom?' },
  someoneNew: { ko: '새로운 사람', en: 'someone new' },
}

const nameOf = (id: string, language: Language) =>
  cast.find((member) => member.id === id)?.label[language] ?? personOf(id).nickname

const continueAs = (id: string, language: Language) =>
  language === 'ko' ? `계속하기: ${nameOf(id, 'ko')}` : `continue as ${nameOf(id, 'en')}`

const choice = (id: string, text: string, main = '') =>
  html`<li><button name="person" value="${id}" class="${main}"><span>${text}</span> <small>${id}</small></button></li>`

/** Everyone to choose from, by a form that goes to `action`; `first` is whom the browser or the service has in mind. */
export const loginPage = (action: string, first: string | undefined): Page => ({
  title: texts.title,
  body: (language) => html`<form method="post" action="${action}">
<ul>
${first ? choice(first, continueAs(first, language), 'main') : undefined}
<li><button name="person" value="${SOMEONE_NEW}" class="${first ? '' : 'main'}">${texts.someoneNew[language]}</button></li>
${cast.filter(({ id }) => id !== first).map(({ id, label }) => choice(id, label[language]))}
</ul>
</form>`,
})
