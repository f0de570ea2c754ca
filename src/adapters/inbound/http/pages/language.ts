import Negotiator from 'negotiator'

export type Language = 'ko' | 'en'

/** The language a person asks for (RFC 9110 12.5.4); Korean when they ask for none that we speak. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  if (!acceptLanguage) return 'ko'
  const [first] = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages(['ko', 'en'])
  return first === 'en' ? 'en' : 'ko'
}
