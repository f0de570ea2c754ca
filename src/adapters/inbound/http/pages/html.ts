const markup = Symbol('markup')

/** Markup that is safe to send. `html` alone makes it: no data, whatever its shape, passes for it. */
export type Html = { readonly [markup]: string }

type Interpolated = Html | string | number | readonly Html[] | null | undefined | false

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escapes every interpolation, in text and in quoted attributes alike; markup of its own passes. */
export function html(literals: TemplateStringsArray, ...values: readonly Interpolated[]): Html {
  return { [markup]: String.raw({ raw: literals }, ...values.map(escaped)) }
}

/** What goes over the wire. */
export function render(safe: Html): string {
  return safe[markup]
}

function escaped(value: Interpolated): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? '')
  }
  return markup in value ? value[markup] : value.map(escaped).join('')
}
