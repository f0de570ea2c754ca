import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { authorized, newClient } from '../support/client.ts'
import { declarationFile, shop } from '../support/declaration.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let subject = 910_000
const nextSubject = () => {
  subject += 1
  return String(subject)
}
const terms = { agreed_terms: ['terms-of-service', 'privacy'] }
const good = () => ({
  ...terms,
  nickname: `손님${nextSubject()}`,
  size: 'M',
  phone: `010-${nextSubject()}00`,
})

describe('a declared onboarding', () => {
  let service: Service
  let file: Awaited<ReturnType<typeof declarationFile>>
  beforeAll(async () => {
    file = await declarationFile(shop)
    service = await startService({ DAEMUN_CONFIG: file.path })
  })
  afterAll(() => service?.stop())

  const call = (path: string, init: RequestInit) =>
    fetch(`${service.url}${path}`, { redirect: 'manual', ...init })
  const newcomer = async () => {
    const { body } = await newClient(service).login(nextSubject())
    const token = body.signup_token
    const signup = await vi.waitFor(async () => {
      const answer = await call('/auth/signup', authorized(token))
      expect(answer.status).toBe(200)
      return (await answer.json()) as { fields: { name: string; label: string }[]; steps: object[] }
    })
    return { token, signup }
  }
  type Told = { status: number; code: string; errors?: { field: string; code: string }[] }
  const complete = async (answers: object, token?: string) => {
    const who = token ?? (await newcomer()).token
    const answer = await call('/auth/signup/complete', authorized(who, 'POST', answers))
    return { status: answer.status, body: (await answer.json()) as Told & { access_token: string } }
  }

  it('asks its steps and fields in the language of the reader', async () => {
    const { token, signup } = await newcomer()
    expect(signup.steps).toEqual(['terms', 'profile', 'contact'].map((name) => ({ name, status: 'todo' })))
    expect(signup.fields.map(({ name, label }) => [name, label])).toEqual([
      ['nickname', '별명'],
      ['size', '사이즈'],
      ['guests', '인원'],
      ['gift', '선물'],
      ['phone', '휴대전화'],
    ])
    const english = authorized(token)
    const answer = await call('/auth/signup', {
      ...english,
      headers: { ...english.headers, 'accept-language': 'en' },
    })
    expect(await answer.json()).toMatchObject({
      fields: [{ label: 'Handle' }, {}, {}, {}, { label: 'Phone' }],
    })
  })

  it('keeps every answer, and shows and changes it at the user', async () => {
    const answers = { ...good(), guests: 3, gift: false }
    const { status, body } = await complete(answers)
    expect(status).toBe(201)
    const { agreed_terms: _, ...told } = answers
    const phone = `+82${answers.phone.slice(1).replaceAll('-', '')}`
    const me = await call('/users/me', authorized(body.access_token))
    expect(await me.json()).toMatchObject({ ...told, phone, email: null })
    const changed = await call('/users/me', authorized(body.access_token, 'PATCH', { size: 'L', gift: true }))
    expect(await changed.json()).toMatchObject({ ...told, phone, size: 'L', gift: true })
  })

  const wrong: [what: string, change: object, status: number, field: string, code: string][] = [
    ['a field that is not declared', { shoe: 42 }, 400, 'shoe', 'additionalProperties'],
    [
      'an answer for a step that is not asked',
      { birth_date: '2000-01-01' },
      400,
      'birth_date',
      'additionalProperties',
    ],
    ['an undeclared e-mail', { email: 'a@example.com' }, 400, 'email', 'additionalProperties'],
    ['a text for a number', { guests: '3' }, 400, 'guests', 'type'],
    ['a fraction', { guests: 1.5 }, 400, 'guests', 'type'],
    ['a number for a text', { size: 3 }, 400, 'size', 'type'],
    ['too many', { guests: 10 }, 422, 'guests', 'too_large'],
    ['too few', { guests: 0 }, 422, 'guests', 'too_small'],
    ['no choice of the list', { size: 'XL' }, 422, 'size', 'not_a_choice'],
    ['no number', { phone: 'call me' }, 422, 'phone', 'not_a_phone'],
    ['too short', { nickname: '가' }, 422, 'nickname', 'too_short'],
    ['too long', { nickname: '가'.repeat(13) }, 422, 'nickname', 'too_long'],
    ['a NUL', { nickname: 'a\u0000b' }, 422, 'nickname', 'control_character'],
    ['a lone surrogate', { nickname: 'a\ud800b' }, 422, 'nickname', 'malformed_text'],
    ['a right-to-left override', { nickname: 'a\u202eb' }, 422, 'nickname', 'direction_override'],
    ['terms that do not exist', { agreed_terms: ['soul'] }, 422, 'agreed_terms', 'unknown_terms'],
  ]
  it.each(wrong)('refuses %s and names it', async (_, change, status, field, code) => {
    const refused = await complete({ ...good(), ...change })
    expect(refused.status).toBe(status)
    expect(refused.body.errors).toEqual([expect.objectContaining({ field, code })])
  })

  it('tells of every wrong answer at once', async () => {
    const { body } = await complete({ ...good(), size: 'XL', guests: 10, nickname: '가' })
    expect(body.errors?.map(({ field }) => field)).toEqual(['nickname', 'size', 'guests'])
  })

  it('lets one of ten have a nickname, whatever its case and width', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, newcomer))
    const spellings = ['Strasse', 'STRASSE', 'straße', 'ｓｔｒａｓｓｅ', ' Strasse ']
    const outcomes = await Promise.all(
      people.map(({ token }, index) => complete({ ...good(), nickname: spellings[index % 5] }, token)),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(422)])
    const [lost] = outcomes.filter(({ status }) => status === 422)
    expect(lost?.body.errors).toEqual([expect.objectContaining({ field: 'nickname', code: 'taken' })])
    const [user] = await service.query(`select count(*)::int from unique_answers where key = 'strasse'`)
    expect(user).toEqual({ count: 1 })
  })

  it('frees a nickname that was changed, and takes none that another has', async () => {
    const [one, other] = [await complete(good()), await complete(good())]
    const change = async (token: string, answers: object) =>
      (await call('/users/me', authorized(token, 'PATCH', answers))).status
    expect(await change(one.body.access_token, { nickname: 'firstname' })).toBe(200)
    expect(await change(other.body.access_token, { nickname: 'FirstName' })).toBe(422)
    expect(await change(one.body.access_token, { nickname: 'second' })).toBe(200)
    expect(await change(other.body.access_token, { nickname: 'FirstName' })).toBe(200)
  })

  it('refuses at the database too what the rules refuse', async () => {
    const { body } = await complete(good())
    expect(body.access_token).toBeTruthy()
    for (const wrong of [
      `profile = '[]'`,
      `profile = '{"size": {"a": 1}}'`,
      `profile = '{"size": null}'`,
      `nickname = 'a' || chr(8238) || 'b'`,
      `nickname = 'a' || chr(10) || 'b'`,
      `nickname = ' a'`,
      `email = 'nobody'`,
    ])
      await expect(service.query(`update users set ${wrong}`), wrong).rejects.toMatchObject({ code: '23514' })
    await expect(
      service.query(`insert into unique_answers select field, key, user_id from unique_answers limit 1`),
    ).rejects.toMatchObject({ code: '23505' })
  })

  it('describes its fields in OpenAPI', async () => {
    const answer = await call('/openapi.json', {})
    const { paths } = (await answer.json()) as {
      paths: Record<string, Record<string, { requestBody: { content: Record<string, { schema: object }> } }>>
    }
    const body = paths['/auth/signup/complete']?.post?.requestBody.content['application/json']?.schema
    expect(body).toMatchObject({
      additionalProperties: false,
      properties: { size: { type: 'string', enum: ['S', 'M', 'L'], title: 'Size' }, guests: { maximum: 9 } },
    })
    expect(JSON.stringify(body)).not.toContain('birth_date')
  })

  it('keeps only one of two tabs that saw the same version', async () => {
    const { token } = await newcomer()
    const save = (size: string) => {
      const init = authorized(token, 'PATCH', { size })
      return call('/auth/signup', { ...init, headers: { ...init.headers, 'if-match': '"0"' } })
    }
    const [first, second] = await Promise.all([save('S'), save('M')])
    expect([first.status, second.status].sort()).toEqual([200, 412])
    expect(await (first.status === 412 ? first : second).json()).toMatchObject({ code: 'version_conflict' })
    const seen = await call('/auth/signup', authorized(token))
    expect(seen.headers.get('etag')).toBe('"1"')
  })

  it('takes a field that was added while it ran, and asks no more of a signup that was open', async () => {
    const { token } = await newcomer()
    const referrer = {
      name: 'referrer',
      label: { ko: '추천인', en: 'Referrer' },
      required: true,
      schema: { type: 'string' },
    }
    const fields = [...shop.onboarding.fields, referrer]
    await file.write({ onboarding: { ...shop.onboarding, fields } })
    process.emit('SIGHUP')
    const later = await vi.waitFor(async () => {
      const one = await newcomer()
      expect(one.signup.fields.map(({ name }) => name)).toContain('referrer')
      return one
    })
    expect((await complete(good(), token)).status).toBe(201)
    expect(await complete(good(), later.token)).toMatchObject({ status: 422, body: { steps: ['profile'] } })
    expect((await complete({ ...good(), referrer: '춘향' }, later.token)).status).toBe(201)
    expect(await (await call('/openapi.json', {})).text()).toContain('"referrer"')
  })

  it('keeps the declaration that it had when another is broken, and says every fault', async () => {
    await file.write({ onboarding: { fields: [{ name: 'nickname' }] }, term: [] })
    process.emit('SIGHUP')
    const line = await vi.waitFor(() => {
      const found = service.log.find((each) => each.includes('the declaration is faulty'))
      expect(found).toBeDefined()
      return found ?? ''
    })
    for (const path of ['/onboarding/fields/0', '/term']) expect(line).toContain(path)
    const { signup } = await newcomer()
    expect(signup.fields.map(({ name }) => name)).toContain('phone')
  })
})
