/** Text that is safe to stand in a page as it is. */
export type Html = { readonly html: string }
type Value = Html | readonly Html[] | string | undefined

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

const written = (value: Value): string => {
  if (value === undefined) return ''
  if (typeof value === 'string') return escaped(value)
  return 'html' in value ? value.html : value.map(({ html }) => html).join('')
}

/** A template whose strings are escaped; only what came out of `html` itself is trusted. */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Html => ({
  html: String.raw({ raw: strings }, ...values.map(written)),
})
