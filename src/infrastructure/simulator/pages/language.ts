export type Language = 'ko' | 'en'
export type Text = Record<Language, string>

/** The better liked of the two languages (RFC 9110 section 12.5.4); Korean for whoever does not care. */
export const languageOf = (acceptLanguage = ''): Language => {
  const quality: Record<Language, number> = { ko: 0, en: 0 }
  for (const range of acceptLanguage.toLowerCase().split(',')) {
    const [tag = '', ...parameters] = range.trim().split(/\s*;\s*/)
    const primary = tag.split('-')[0]
    const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
    if ((primary === 'ko' || primary === 'en') && q > quality[primary]) quality[primary] = q
  }
  return quality.en > quality.ko ? 'en' : 'ko'
}
