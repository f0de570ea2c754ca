import { describe, expect, it } from 'vitest'
import { accountPage } from '../../src/adapters/inbound/http/pages/account-page.ts'
import { errorPage } from '../../src/adapters/inbound/http/pages/error-page.ts'
import { favicon } from '../../src/adapters/inbound/http/pages/favicon.ts'
import type { Html } from '../../src/adapters/inbound/http/pages/html.ts'
import { html, render } from '../../src/adapters/inbound/http/pages/html.ts'
import type { Language } from '../../src/adapters/inbound/http/pages/language.ts'
import { preferredLanguage } from '../../src/adapters/inbound/http/pages/language.ts'
import { linkPage } from '../../src/adapters/inbound/http/pages/link-page.ts'
import { loginPage } from '../../src/adapters/inbound/http/pages/login-page.ts'
import { onwardPage } from '../../src/adapters/inbound/http/pages/onward-page.ts'
import { preparingPage } from '../../src/adapters/inbound/http/pages/preparing-page.ts'
import type { SignupPageView } from '../../src/adapters/inbound/http/pages/signup-page.ts'
import { signupPage } from '../../src/adapters/inbound/http/pages/signup-page.ts'
import { stylesheet } from '../../src/adapters/inbound/http/pages/stylesheet.ts'
import { termsPage } from '../../src/adapters/inbound/http/pages/terms-page.ts'
import { texts } from '../../src/adapters/inbound/http/pages/texts/texts.ts'
import { goodbyePage } from '../../src/adapters/inbound/http/pages/withdrawal-page.ts'
import type { ProblemCode, ProblemField } from '../../src/adapters/inbound/http/problem.ts'
import type { TermsId } from '../../src/domain/terms.ts'
import type { User, UserId } from '../../src/domain/user.ts'

const languages: readonly Language[] = ['ko', 'en']
const codes = Object.keys(texts.ko.errors) as ProblemCode[]
const hostile = `<script>alert(1)</script>"'&`
const harmless = '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;'

describe('html', () => {
  it('escapes every interpolation, in text and in attributes', () => {
    const page = render(html`<a title="${hostile}">${hostile}</a>`)
    expect(page).toBe(`<a title="${harmless}">${harmless}</a>`)
  })

  it('lets markup of its own pass, alone and in lists, and writes nothing for what is absent', () => {
    const rows = ['a', '<b>'].map((text) => html`<li>${text}</li>`)
    expect(render(html`<ul>${rows}${null}${undefined}${false}${0}</ul>`)).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li>0</ul>',
    )
  })

  it('takes no data for markup, whatever its shape', () => {
    const forged = JSON.parse(`{"markup":"<script>","Symbol(markup)":"<script>"}`) as Html
    expect(() => render(html`<p>${forged}</p>`)).toThrow(TypeError)
  })
})

describe('the language of a page (RFC 9110 12.5.4)', () => {
  it.each([
    [undefined, 'ko'],
    ['', 'ko'],
    ['ko', 'ko'],
    ['KO-kr', 'ko'],
    ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
    ['en', 'en'],
    ['EN-us,en;q=0.9', 'en'],
    ['en-US,en;q=0.9,ko;q=0.8', 'en'],
    ['fr-FR,fr;q=0.9,en;q=0.2', 'en'],
    ['fr,de', 'ko'],
    ['*', 'ko'],
    ['en;q=0', 'ko'],
    ['en;q=0,*', 'ko'],
    ['ko;q=0,*', 'en'],
    ['ko;q=0.1,en;q=0.1', 'ko'],
    ['english', 'ko'],
    ['en;q=high', 'ko'],
    [';;,,==\u0000,"', 'ko'],
    [`${'a,'.repeat(5_000)}en`, 'en'],
  ])('is for %j %s', (acceptLanguage, language) => {
    expect(preferredLanguage(acceptLanguage)).toBe(language)
  })
})

describe.each(languages)('every page in %s', (language) => {
  it.each(everyPage(language))(
    '%s is whole without script, inline style or anything from elsewhere',
    (_, page) => {
      expect(page).toMatch(/^<!doctype html>\n<html lang="(?:ko|en)">/)
      expect(page).toContain(`<html lang="${language}">`)
      expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">')
      expect(page).toContain('<link rel="stylesheet" href="/assets/daemun.css">')
      expect(page).toContain('<a class="skip" href="#main">')
      expect(page.match(/<main id="main"/g)).toHaveLength(1)
      expect(page.match(/<h1>/g)).toHaveLength(1)
      expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:|https?:/i)
      expect(page).not.toMatch(/undefined|\[object|NaN|Invalid Date/)
    },
  )

  it.each(everyPage(language))(
    '%s names each of its elements once, and points at none that is not there',
    (_, page) => {
      const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const pointed = [...page.matchAll(/(?:\sfor|\saria-describedby|\shref)="#?([^"/]+)"/g)]
      for (const id of pointed.flatMap(([, list = '']) => list.split(' '))) expect(ids).toContain(id)
    },
  )

  it.each(everyPage(language, hostile))('%s escapes what it is given', (_, page) => {
    expect(page).not.toContain('<script')
    expect(page).not.toContain(hostile)
  })
})

describe('the login page', () => {
  it('links to each provider, to Kakao in the words of its button', () => {
    const providers = [
      { name: 'kakao', href: '/auth/kakao/login?return_to=%2Fa%3Fb&c' },
      { name: 'acme', href: '/auth/acme/login' },
    ]
    const korean = loginPage('ko', { providers })
    expect(korean).toContain('href="/auth/kakao/login?return_to=%2Fa%3Fb&amp;c"')
    expect(korean).toContain('>카카오로 시작하기<')
    expect(korean).toContain('>acme 계정으로 시작하기<')
    expect(loginPage('en', { providers })).toContain('>Continue with Kakao<')
  })

  it('says so when there is no provider', () => {
    const page = loginPage('ko', { providers: [] })
    expect(page).toContain(texts.ko.login.noProviders)
    expect(page).not.toContain('<ul')
  })

  it("keeps to the colours and the radius of Kakao's guideline", () => {
    expect(stylesheet).toContain('.provider.kakao { background: #fee500; color: rgb(0 0 0 / .85); }')
    expect(stylesheet).toMatch(/\.provider, \.button \{[^}]*border-radius: \.75rem;/)
  })
})

describe('the signup page', () => {
  const wrong: readonly ProblemField[] = [
    { field: 'agreed_terms', code: 'required', detail: '' },
    { field: 'nickname', code: 'too_long', detail: '' },
  ]

  it('keeps what was typed and ticked', () => {
    const page = signupPage('ko', signupView())
    expect(inputOf(page, 'nickname')).toContain('value="문지기"')
    expect(inputOf(page, 'email')).toContain('value=""')
    expect(inputOf(page, 'agreed_terms')).toContain(' checked')
    expect(inputOf(page, 'agreed_terms-1')).not.toContain(' checked')
  })

  it('posts to us, leaves the checking to us, and marks what is required', () => {
    const page = signupPage('ko', signupView())
    expect(page).toContain('<form method="post" action="/signup" novalidate>')
    expect(page).toContain('<form method="post" action="/signup/abandon">')
    expect(page).not.toMatch(/\s(?:required|maxlength|pattern)[\s=>]/)
    for (const id of ['nickname', 'agreed_terms', 'agreed_terms-1'])
      expect(inputOf(page, id)).toContain('aria-required="true"')
    for (const id of ['email', 'agreed_terms-2']) expect(inputOf(page, id)).not.toContain('aria-required')
    expect(page).toContain('<span class="mark required">필수</span> 이용약관')
    expect(page).toContain('<span class="mark">선택</span> 소식')
  })

  it('opens the documents elsewhere, without a way back into the form', () => {
    const page = signupPage('en', signupView())
    expect(page).toContain(
      '<a href="/terms/tos/1" target="_blank" rel="noopener" aria-label="Read: 이용약관,',
    )
  })

  it('shows no error before there is one', () => {
    expect(signupPage('ko', signupView())).not.toMatch(/aria-invalid|role="alert"|class="error"|autofocus/)
  })

  it.each(languages)('tells of an error beside its field, in %s', (language) => {
    const page = signupPage(language, signupView({ errors: wrong }))
    const said = texts[language].signup.errors
    expect(inputOf(page, 'nickname')).toContain('aria-invalid="true"')
    expect(inputOf(page, 'nickname')).toContain('aria-describedby="nickname-error"')
    expect(page).toContain(`<p class="error" id="nickname-error">${said.nickname_too_long}</p>`)
    expect(inputOf(page, 'email')).not.toContain('aria-invalid')
    expect(inputOf(page, 'email')).toContain('aria-describedby="email-hint"')
  })

  it('tells of missing terms at the group and at every box that is missing', () => {
    const page = signupPage('ko', signupView({ errors: wrong }))
    expect(page).toContain('<fieldset aria-describedby="agreed_terms-error">')
    const missing = inputOf(page, 'agreed_terms-1')
    expect(missing).toContain('aria-invalid="true" aria-describedby="agreed_terms-error"')
    expect(inputOf(page, 'agreed_terms')).not.toContain('aria-invalid')
    expect(inputOf(page, 'agreed_terms-2')).not.toContain('aria-invalid')
  })

  it('marks all the boxes when none is missing and the terms are wrong all the same', () => {
    const terms = signupView().terms.map((each) => ({ ...each, agreed: true }))
    const errors = [{ field: 'agreed_terms', code: 'unknown_terms', detail: '' }]
    const page = signupPage('ko', signupView({ terms, errors }))
    expect(page.match(/type="checkbox"[^>]*aria-invalid="true"/g)).toHaveLength(3)
    expect(page).toContain('<a href="#agreed_terms">')
  })

  it('sums the errors up first, in the title and with links to what is to be corrected', () => {
    const page = signupPage('ko', signupView({ errors: wrong }))
    expect(page).toContain('<title>다시 확인해 주세요: ')
    const [summary = ''] =
      /<div class="summary" role="alert" tabindex="-1" autofocus>.*?<\/div>/s.exec(page) ?? []
    expect(summary).toContain(`<a href="#agreed_terms-1">${texts.ko.signup.errors.agreed_terms_required}</a>`)
    expect(summary).toContain(`<a href="#nickname">${texts.ko.signup.errors.nickname_too_long}</a>`)
    expect(page.indexOf(summary)).toBeLessThan(page.indexOf('<form'))
  })

  it('names in the summary the field of an error whose text does not', () => {
    const fields = [{ name: 'size', label: '사이즈', hint: null, required: true, value: null }]
    const errors = [{ field: 'size', code: 'required', detail: '' }]
    const page = signupPage('ko', signupView({ fields, errors }))
    expect(page).toContain(`<a href="#size">사이즈: ${texts.ko.signup.errors.required}</a>`)
    expect(page).toContain(`id="size-error">${texts.ko.signup.errors.required}<`)
  })

  it('says in its own words what it has no text for, never the detail of the API', () => {
    const errors = [{ field: 'email', code: 'of_a_later_version', detail: 'Give another.' }]
    const page = signupPage('ko', signupView({ errors }))
    expect(page).toContain(`id="email-error">${texts.ko.signup.errors.other}<`)
    expect(page).not.toContain('Give another.')
  })

  it.each([
    ['ko', '2026년 11월 30일 오전 11:00'],
    ['en', 'November 30, 2026 at 11:00 AM GMT+9'],
  ] as const)('says in %s until when the signup is kept', (language, until) => {
    const page = signupPage(language, signupView())
    expect(page).toContain(`<time datetime="2026-11-30T02:00:00.000Z">${until}</time>`)
  })
})

describe('the preparing page', () => {
  it.each(languages)('is announced, in %s', (language) => {
    expect(preparingPage(language)).toContain('aria-live="polite"')
  })
})

describe('the account page', () => {
  it('greets, and keeps a nickname from turning the text around it', () => {
    const page = accountPage('ko', { user: { ...user, nickname: '\u202Eevil' } })
    expect(page).toContain('<h1><bdi>\u202Eevil</bdi>님, 반가워요</h1>')
    expect(page).toContain('<title>내 계정 · ')
    expect(page).toContain('<form method="post" action="/logout">')
  })

  it('calls an address verified only where there is one that is', () => {
    const { verified, noEmail } = texts.ko.account
    expect(accountPage('ko', { user })).toContain(`gate@example.com <span class="mark">${verified}</span>`)
    expect(accountPage('ko', { user: { ...user, emailVerified: false } })).not.toContain(verified)
    const without = accountPage('ko', { user: { ...user, email: null } })
    expect(without).toContain(noEmail)
    expect(without).not.toContain(verified)
  })
})

describe('the page after leaving', () => {
  it.each(languages)('leads on to the login, in %s', (language) => {
    for (const graceSeconds of [0, 86_400])
      expect(goodbyePage(language, graceSeconds)).toMatch(/<a class="button [^"]+" href="\/login">/)
  })
})

describe('the terms page', () => {
  it('shows version, day and one paragraph for each block of text', () => {
    const page = termsPage('ko', { ...document, body: 'one\ntwo\r\n\r\nthree\n\n\nfour' })
    expect(page).toContain('버전 1 · 시행일 2026년 11월 1일')
    expect(page.match(/<p>[^<]*<\/p>/g)).toEqual(['<p>one\ntwo</p>', '<p>three</p>', '<p>four</p>'])
  })
})

describe('the error page', () => {
  it.each(languages.flatMap((language) => codes.map((code) => [language, code] as const)))(
    'says in %s what happened and what to do: %s',
    (language, code) => {
      const page = errorPage(language, { code, requestId: 'req-1' })
      const { title, detail } = texts[language].errors[code]
      expect(page).toContain(`<h1>${title}</h1>`)
      expect(page).toContain(`<p class="lead">${detail}</p>`)
      expect(page).toMatch(/<a class="button primary" href="\/(?:login|signup|account)">/)
      expect(page).toContain(`<code>${code}</code>`)
      expect(page).toContain('<code>req-1</code>')
      if (language === 'en') expect(title + detail).not.toMatch(/\p{Script=Hangul}/u)
      else expect(detail).toMatch(/[요]\.$/)
    },
  )

  it('lets who cancelled start again', () => {
    const page = errorPage('ko', { code: 'access_denied', requestId: 'req-1' })
    expect(page).toContain('<h1>취소하셨어요</h1>')
    expect(page).toContain('href="/login"')
  })
})

describe('the stylesheet', () => {
  it('loads nothing, knows both schemes and leaves motion out for who asks', () => {
    expect(stylesheet).not.toMatch(/url\(|@import|https?:/)
    expect(stylesheet).toContain('prefers-color-scheme: dark')
    expect(stylesheet).toContain('prefers-reduced-motion: reduce')
    expect(stylesheet).toContain(':focus-visible')
  })
})

describe('the icon', () => {
  it('is an .ico file with a 32-bit bitmap of 16 and of 32 pixels', () => {
    expect([...favicon.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0])
    let end = 6 + 2 * 16
    for (const [index, size] of [16, 32].entries()) {
      const entry = favicon.subarray(6 + index * 16)
      expect([entry[0], entry[1], entry.readUInt16LE(6)]).toEqual([size, size, 32])
      expect(entry.readUInt32LE(12)).toBe(end)
      const bitmap = favicon.subarray(end)
      expect([bitmap.readUInt32LE(0), bitmap.readInt32LE(4), bitmap.readInt32LE(8)]).toEqual([
        40,
        size,
        size * 2,
      ])
      end += entry.readUInt32LE(8)
    }
    expect(favicon.length).toBe(end)
  })
})

const user: User = {
  id: 'u1' as UserId,
  nickname: '문지기',
  email: 'gate@example.com',
  emailVerified: true,
  createdAt: new Date('2026-11-01T00:00:00Z'),
  profile: {},
}

const document = {
  id: 'tos' as TermsId,
  version: '1',
  title: '이용약관',
  body: 'text',
  effectiveAt: new Date('2026-11-01'),
}

function signupView(changes: Partial<SignupPageView> = {}): SignupPageView {
  return {
    provider: 'kakao',
    terms: [
      { id: 'tos', title: '이용약관', url: '/terms/tos/1', required: true, agreed: true },
      { id: 'privacy', title: '개인정보', url: '/terms/privacy/1', required: true, agreed: false },
      { id: 'news', title: '소식', url: '/terms/news/1', required: false, agreed: false },
    ],
    fields: [
      { name: 'nickname', label: '닉네임', hint: '30자까지', required: true, value: '문지기' },
      { name: 'email', label: '이메일', hint: '연락', required: false, value: null },
    ],
    errors: [],
    expiresAt: new Date('2026-11-30T02:00:00Z'),
    ...changes,
  }
}

/** Each page by its name, with everything that comes from outside replaced by `given` where it is. */
function everyPage(language: Language, given?: string): [name: string, page: string][] {
  const { terms, fields } = signupView()
  const outside = (text: string) => given ?? text
  const signup = {
    terms: terms.map((each) => ({
      ...each,
      id: outside(each.id),
      title: outside(each.title),
      url: outside(each.url),
    })),
    fields: fields.map((field) => ({ ...field, label: outside(field.label), value: outside('text') })),
  }
  const errors = ['agreed_terms', 'nickname', 'email'].map((field) => ({
    field,
    code: outside('required'),
    detail: outside(''),
  }))
  const provider = outside('kakao')
  const other = { name: outside('naver'), label: outside('acme'), href: outside('/auth/naver/login') }
  return [
    ['login', loginPage(language, { providers: [{ name: provider, href: outside('/auth/kakao/login') }] })],
    ['signup', signupPage(language, signupView({ ...signup, provider }))],
    ['signup in error', signupPage(language, signupView({ ...signup, provider, errors }))],
    ...[true, false].map((isLikely): [string, string] => [
      `signup with other logins, likely: ${isLikely}`,
      signupPage(language, signupView({ ...signup, provider, others: { isLikely, providers: [other] } })),
    ]),
    ...[true, false].map((isLinked): [string, string] => [
      `link, linked: ${isLinked}`,
      linkPage(language, { provider: other, nickname: outside('문지기'), isLinked }),
    ]),
    ...[other, null].map((to): [string, string] => [
      `onward to ${to ? 'a login' : 'the agency'}`,
      onwardPage(language, { href: outside('/elsewhere'), provider: to }),
    ]),
    ['preparing', preparingPage(language)],
    [
      'account',
      accountPage(language, {
        user: { ...user, nickname: outside('문지기'), email: outside('a@example.com') },
      }),
    ],
    [
      'terms',
      termsPage(language, {
        ...document,
        title: outside('이용약관'),
        version: outside('1'),
        body: outside('text'),
      }),
    ],
    ['error', errorPage(language, { code: 'not_found', requestId: outside('req-1') })],
  ]
}

function inputOf(page: string, id: string): string {
  const [tag = ''] = new RegExp(`<input[^>]*\\sid="${id}"[^>]*>`).exec(page) ?? []
  return tag
}
