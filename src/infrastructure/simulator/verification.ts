import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { expiringMap } from './expiring-map.ts'
import { newToken } from './kakao/grants.ts'
import { html } from './pages/html.ts'
import { sendPage } from './pages/page.ts'
import { formOf, queryOf } from './parameters.ts'
import { isRegistered } from './redirect-uris.ts'

type Asked = { reference: string; returnUrl: string }
type Proved = Asked & { name: string; birthDate: string; phone: string }

const base = '/identity-verification'
const texts = {
  title: { ko: '본인인증', en: 'Identity verification' },
  name: { ko: '이름', en: 'Name' },
  birthDate: { ko: '생년월일', en: 'Date of birth' },
  phone: { ko: '휴대전화', en: 'Mobile phone' },
  submit: { ko: '인증하기', en: 'Verify' },
}

/** 88 characters, as a real CI has; the same for one person at every service, a DI for one service alone. */
const numberOf = (...parts: string[]) => createHash('sha512').update(parts.join('|')).digest('base64')

/** An agency that believes whatever it is told. `secret` is the service's; a result is told once. */
export const verificationAgency = (
  server: FastifyInstance,
  { secret, now, url }: { secret: string; now: () => Date; url: () => string },
): void => {
  const kept = <Value>() => expiringMap<Value>({ ttlSeconds: 600, capacity: 10_000, now })
  const [asked, proved] = [kept<Asked>(), kept<Proved>()]
  const isService = (authorization: string | undefined) => authorization === `Bearer ${secret}`

  server.post(`${base}/verifications`, async (request, reply) => {
    if (!isService(request.headers.authorization)) return reply.code(401).send({ error: 'unauthorized' })
    const { reference, return_url } = (request.body ?? {}) as Record<string, string>
    if (!reference || !return_url || !isRegistered(return_url))
      return reply.code(400).send({ error: 'invalid_request' })
    const id = newToken()
    asked.set(id, { reference, returnUrl: return_url })
    return reply.code(201).send({ url: `${url()}${base}?id=${id}` })
  })
  server.get(`${base}/verifications/:token`, async (request, reply) => {
    if (!isService(request.headers.authorization)) return reply.code(401).send({ error: 'unauthorized' })
    const { token } = request.params as { token: string }
    const person = proved.get(token)
    if (!person) return reply.code(404).send({ error: 'not_found' })
    proved.delete(token)
    const { reference, name, birthDate, phone } = person
    const ci = numberOf('ci', name, birthDate, phone)
    return { reference, ci, di: numberOf('di', secret, ci), name, birth_date: birthDate, phone }
  })
  server.get(base, async (request, reply) => {
    const id = queryOf(request).get('id') ?? ''
    return sendPage(request, reply, asked.get(id) ? 200 : 404, {
      title: texts.title,
      body: (language) => html`<form method="post" action="${base}?id=${id}">
<p><label>${texts.name[language]} <input name="name" value="홍길동"></label></p>
<p><label>${texts.birthDate[language]} <input name="birth_date" value="2000-02-29"></label></p>
<p><label>${texts.phone[language]} <input name="phone" value="010-1234-5678"></label></p>
<button class="main">${texts.submit[language]}</button>
</form>`,
    })
  })
  server.post(base, async (request, reply) => {
    const [id, form] = [queryOf(request).get('id') ?? '', formOf(request)]
    const begun = asked.get(id)
    if (!begun || !form) return reply.code(404).send({ error: 'not_found' })
    asked.delete(id)
    const token = newToken()
    const text = (name: string) => form.get(name) ?? ''
    proved.set(token, { ...begun, name: text('name'), birthDate: text('birth_date'), phone: text('phone') })
    const separator = begun.returnUrl.includes('?') ? '&' : '?'
    return reply.redirect(`${begun.returnUrl}${separator}token=${token}`, 302)
  })
}
