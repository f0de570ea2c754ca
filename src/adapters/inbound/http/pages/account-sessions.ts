import type { SessionId } from '../../../../domain/ids.ts'
import type { Session } from '../../../../domain/session.ts'
import { deviceName } from '../device-name.ts'
import { timeOf } from './dates.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { texts } from './texts/texts.ts'

export type SessionsView = { readonly sessions: readonly Session[]; readonly current: SessionId }

/** The section of `/account` where a person sees their devices, and signs out those that they do not want. */
export function accountSessions(language: Language, { sessions, current }: SessionsView): Html {
  const said = texts[language].sessions
  const items = sessions.map((session) => item(language, session, session.id === current))
  return html`<section aria-labelledby="sessions">
<h2 id="sessions">${said.title}</h2>
<ul class="sessions">${items}</ul>
${
  sessions.length > 1 &&
  html`<form method="post" action="/account/sessions/end-others"><button class="button secondary" type="submit">${said.endOthers}</button></form>`
}
</section>`
}

function item(
  language: Language,
  { id, device, lastAddress, lastUsedAt }: Session,
  isCurrent: boolean,
): Html {
  const said = texts[language].sessions
  const name = deviceName(language, device.userAgent)
  const mark = isCurrent && html` <span class="mark required">${said.current}</span>`
  return html`<li><div><strong><bdi>${name}</bdi>${mark}</strong>
<span class="hint">${said.lastUsed(timeOf(language, lastUsedAt), lastAddress)}</span></div>
${
  !isCurrent &&
  html`<form method="post" action="/account/sessions/${id}/end"><button class="button quiet" type="submit" aria-label="${said.endNamed(name)}">${said.end}</button></form>`
}</li>`
}
