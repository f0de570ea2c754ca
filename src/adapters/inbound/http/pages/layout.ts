import { gate } from './gate.ts'
import type { Html } from './html.ts'
import { html, render } from './html.ts'
import type { Language } from './language.ts'
import { texts } from './texts/texts.ts'

export type Document = {
  readonly title: string
  readonly body: Html
}

/** A whole document around the body of a page. It has no script, no inline style and nothing from elsewhere. */
export function page(language: Language, { title, body }: Document): string {
  const { product, skip } = texts[language]
  return render(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#1c1e1b" media="(prefers-color-scheme: dark)">
<meta name="robots" content="noindex">
<title>${title} · ${product}</title>
<link rel="icon" href="/favicon.ico" sizes="16x16 32x32">
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
`)
}
