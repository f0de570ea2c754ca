export type Text = { readonly en: string; readonly ko: string }

/** One thing that was looked at. What is `unsure` could not be told from outside, and does no harm to the verdict. */
export type Finding = {
  /** Of whom: a provider's name, or a variable. */
  readonly about: string
  readonly verdict: 'good' | 'unsure' | 'bad'
  readonly text: Text
}

export type About = (verdict: Finding['verdict'], en: string, ko: string) => Finding

/** Makes the findings about one thing. */
export function findingsAbout(about: string): About {
  return (verdict, en, ko) => ({ about, verdict, text: { en, ko } })
}

const marks = { good: '[ ok ]', unsure: '[  ? ]', bad: '[FAIL]' } as const

/** All of them for a terminal, Korean and English, with the sum at the end. */
export function told(findings: readonly Finding[]): string {
  const lines = findings.map(
    ({ about, verdict, text: { ko, en } }) => `${marks[verdict]} ${about}\n       ${ko}\n       ${en}`,
  )
  const faults = findings.filter(({ verdict }) => verdict === 'bad').length
  const sum =
    faults === 0
      ? '고칠 것이 없습니다. / Nothing needs to be changed.'
      : `고칠 것: ${faults} / To be changed: ${faults}`
  return [...lines, '', sum].join('\n')
}
