/** The languages that people are spoken to in. */
export type Locale = 'ko' | 'en'

/** The same in every language. */
export type Localized = Readonly<Record<Locale, string>>
