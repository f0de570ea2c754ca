import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { texts } from './texts/texts.ts'

export type Document = {
  readonly title: string
  readonly body: Html
  /** The page asks for itself again after so many seconds: waiting needs no script. */
  readonly refreshSeconds?: number
}

/** A whole document around the body of a page. */
export function page(language: Language, { title, body, refreshSeconds }: Document): string {
  const { product, skip } = texts[language]
  const { markup } = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${refreshSeconds !== undefined && html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${title} · ${product}</title>
<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="stylesheet" href="/assets/daemun.css">
</head>
<body>
<a class="skip" href="#main">${skip}</a>
<header class="brand">${gate}<span>${product}</span></header>
<main id="main" class="card" tabindex="-1">
${body}
</main>
</body>
</html>
`
  return markup
}

const gate = html`<svg class="gate" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M2 9 16 3l14 6v4H2zM5 15h5v14H5zm17 0h5v14h-5zM12 15h8v3h-8z" fill="currentColor"/></svg>`
