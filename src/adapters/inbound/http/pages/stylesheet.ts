/** The one stylesheet of all pages: phone first, light and dark, no image, no font to load. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: #f4f5f1; --card: #fff; --ink: #191b18; --soft: #5a5f57; --line: #e1e3dc; --edge: #868b82;
  --accent: #1f5f4a; --accent-hover: #184c3b; --on-accent: #fff; --mark: #eef0ea; --accent-mark: #e3f1ea;
  --alarm: #b3261e; --alarm-paper: #fdf1f0; --shadow: 0 1px 2px rgb(0 0 0 / .04), 0 12px 40px rgb(20 40 30 / .07);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #121411; --card: #1c1e1b; --ink: #f1f3ee; --soft: #b0b5ab; --line: #363a34; --edge: #868b82;
    --accent: #8fd3b6; --accent-hover: #a9e0c8; --on-accent: #0f241b; --mark: #2d302b; --accent-mark: #21382e;
    --alarm: #ffb4ab; --alarm-paper: #3a201e; --shadow: none;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100svh; padding: 1.25rem 1.5rem calc(1.5rem + env(safe-area-inset-bottom));
  display: flex; flex-direction: column; gap: 2rem; background: var(--card); color: var(--ink);
  font: 1rem/1.6 -apple-system, BlinkMacSystemFont, "Apple SD Gothic Neo", "Pretendard", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "Segoe UI", Roboto, sans-serif;
  word-break: keep-all; overflow-wrap: anywhere;
}
.brand { display: flex; align-items: center; gap: .5rem; font-size: 1.0625rem; font-weight: 700; }
.gate { width: 1.75rem; height: 1.75rem; color: var(--accent); }
.card { width: 100%; flex: 1; display: flex; flex-direction: column; }
.card:focus { outline: none; }
.card > * { flex: none; }
h1 { margin: 0 0 .5rem; font-size: 1.625rem; line-height: 1.35; letter-spacing: -.01em; text-wrap: balance; }
p { margin: 0 0 1rem; }
h1 + .button { margin-top: 1.25rem; }
.card > ul:not([class]) { margin: 0 0 2rem; padding-left: 1.25rem; }
.card > ul:not([class]) li + li { margin-top: .5rem; }
.lead { margin-bottom: 2rem; color: var(--soft); text-wrap: balance; }
.note { margin: 1.25rem 0 0; color: var(--soft); font-size: .875rem; text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: .2em; }
code { font: .8125rem/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: .625rem 1rem; border-radius: .5rem; background: var(--card); }
.welcome { margin: auto 0; padding-bottom: 2rem; }
.welcome h1 { font-size: 2rem; }
.welcome .lead { margin: 0; font-size: 1.0625rem; }
.welcome .gate { width: 4rem; height: 4rem; margin-bottom: 1.25rem; padding: .625rem; border-radius: 1.125rem; background: var(--accent); color: var(--on-accent); }
.welcome ~ .note { text-align: center; text-wrap: balance; }
.providers { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
.provider, .button {
  display: flex; align-items: center; justify-content: center; width: 100%; min-height: 3.25rem;
  padding: .75rem 1rem; border: 1px solid transparent; border-radius: .75rem;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
}
.provider { position: relative; padding: .75rem 3rem; background: var(--mark); color: var(--ink); font-size: 1.1875rem; font-weight: 700; }
.provider svg { position: absolute; left: 1.125rem; width: 1.25rem; height: 1.25rem; }
.provider.kakao { background: #fee500; color: rgb(0 0 0 / .85); }
.provider.kakao svg { color: #000; }
.provider.naver { background: #03a94d; color: #fff; }
.provider.google { background: #fff; color: #1f1f1f; border-color: #747775; }
.provider.line { background: #06c755; color: #06290f; }
.provider:hover { filter: brightness(.97); }
.primary { background: var(--accent); color: var(--on-accent); }
.primary:hover { background: var(--accent-hover); }
.secondary { background: transparent; color: var(--ink); border-color: var(--line); }
.secondary:hover { background: var(--mark); }
.quiet { width: auto; min-height: 2.75rem; margin: .5rem auto 0; padding: .25rem 1rem; background: transparent; color: var(--soft); font-weight: 400; font-size: .9375rem; text-decoration: underline; text-underline-offset: .2em; }
.quiet:hover { color: var(--ink); }
fieldset { margin: 0 0 2rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: .75rem; font-size: 1.0625rem; font-weight: 700; }
.terms { border: 1px solid var(--line); border-radius: .75rem; }
.row { display: flex; align-items: center; padding-left: 1rem; }
.row + .row { border-top: 1px solid var(--line); }
.row input { flex: none; width: 1.375rem; height: 1.375rem; margin: 0; accent-color: var(--accent); cursor: pointer; }
.row input[aria-invalid="true"] { outline: 2px solid var(--alarm); outline-offset: 1px; border-radius: .2em; }
.row input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.row label { flex: 1; min-height: 3.25rem; padding: .8125rem .75rem; line-height: 1.625rem; cursor: pointer; }
.row a { flex: none; padding: .8125rem 1rem .8125rem .5rem; font-size: .875rem; line-height: 1.625rem; color: var(--soft); }
.row a:hover { color: var(--ink); }
.row:has(details) { flex-wrap: wrap; }
.row details { flex: none; }
.row details[open] { flex: 1 0 100%; padding: 0 1rem 1rem 0; }
.row summary { padding: .8125rem 1rem .8125rem .5rem; font-size: .875rem; line-height: 1.625rem; color: var(--soft); text-decoration: underline; text-underline-offset: .2em; cursor: pointer; list-style: none; }
.row summary::-webkit-details-marker { display: none; }
.row summary:hover { color: var(--ink); }
.row .document { max-height: 16rem; overflow-y: auto; padding: 1rem; border-radius: .5rem; background: var(--mark); font-size: .875rem; }
.row .document a { padding: 0; }
.row .document p:last-child { margin: 0; }
.row.all { background: var(--mark); border-radius: .75rem .75rem 0 0; font-weight: 600; }
.row.all .hint { display: block; margin: 0; font-weight: 400; line-height: 1.4; }
.progress { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: 0 0 1.5rem; padding: 0; counter-reset: step; font-size: .875rem; color: var(--soft); }
.progress li { counter-increment: step; }
.progress li::before { content: counter(step) ". "; }
.progress [aria-current] { color: var(--ink); font-weight: 700; }
.progress .done a { color: var(--soft); }
form > .field { margin-bottom: 2rem; }
.mark { display: inline-block; padding: .0625rem .4375rem; border-radius: .375rem; background: var(--mark); color: var(--soft); font-size: .75rem; font-weight: 600; line-height: 1.4; vertical-align: .1em; white-space: nowrap; }
.mark.required { background: var(--accent-mark); color: var(--accent); }
.row .mark { margin-right: .125rem; }
.field + .field { margin-top: 1.25rem; }
.field label { display: block; margin-bottom: .375rem; font-weight: 600; }
.field .mark { margin-left: .125rem; }
.field input[type="checkbox"] { width: 1.375rem; min-height: 1.375rem; accent-color: var(--accent); }
.field input:not([type="checkbox"]), .field select { display: block; width: 100%; min-height: 3.25rem; padding: .75rem 1rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: .75rem; }
.field input:focus, .field select:focus { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: -1px; }
.field input[aria-invalid="true"] { border-color: var(--alarm); outline-color: var(--alarm); }
.hint { margin: .5rem 0 0; color: var(--soft); font-size: .875rem; }
legend + .hint, legend + .error { margin: 0 0 .75rem; }
.error { margin: .5rem 0 0; color: var(--alarm); font-size: .875rem; font-weight: 600; }
.summary { margin-bottom: 2rem; border: 1px solid transparent; padding: 1rem 1.125rem .5rem; border-radius: .75rem; background: var(--alarm-paper); color: var(--alarm); }
.summary:focus { outline: none; }
.summary p { margin: 0; font-weight: 700; }
.summary ul { margin: 0; padding: 0; list-style: none; }
.summary a { display: block; padding: .625rem 0; color: inherit; }
h2 { margin: 0 0 .75rem; font-size: 1.0625rem; line-height: 1.4; }
section { margin: 0 0 2rem; }
.other-logins { margin: 2rem 0 0; padding-top: 1.25rem; border-top: 1px solid var(--line); text-align: center; }
.other-logins h2 { margin: 0; font-size: .9375rem; }
.lead + .other-logins { margin: 0 0 2rem; padding: 1.125rem; border: 0; border-radius: .75rem; background: var(--accent-mark); text-align: left; }
.lead + .other-logins p { margin: .25rem 0 .75rem; font-size: .9375rem; }
.lead + .other-logins .button { background: var(--card); }
.other-logins .button + .button { margin-top: .5rem; }
.terms + .button { margin-top: .75rem; }
.sessions { list-style: none; margin: 0 0 .75rem; padding: 0; border: 1px solid var(--line); border-radius: .75rem; }
.sessions li { display: flex; gap: .75rem; align-items: center; justify-content: space-between; padding: .75rem 1rem; }
.sessions li + li { border-top: 1px solid var(--line); }
.sessions .hint { display: block; margin: .125rem 0 0; }
.sessions .quiet { flex: none; margin: 0; padding: .25rem 0; white-space: nowrap; }
dl { margin: 0 0 2rem; }
dl div { display: flex; gap: 1rem; justify-content: space-between; padding: .75rem 0; }
dl div + div { border-top: 1px solid var(--line); }
dt { flex: none; color: var(--soft); }
dd { margin: 0; text-align: right; font-weight: 600; }
.support { margin-top: 2rem; padding-top: 1.25rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .8125rem; }
.support p { margin: 0 0 .5rem; }
.support dl { margin: 0; }
.support dl div { padding: .125rem 0; border: 0; justify-content: flex-start; }
.support dt { min-width: 5rem; }
.support dd { text-align: left; font-weight: 400; }
.document p { white-space: pre-line; }
.document .note { margin: 0 0 2rem; }
.preparing { margin: auto; padding-bottom: 4rem; text-align: center; }
.preparing .lead { margin: 0; }
.spinner { display: inline-block; width: 2.75rem; height: 2.75rem; margin-bottom: 1.25rem; border: 4px solid var(--line); border-top-color: var(--accent); border-radius: 50%; animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (min-width: 40rem) {
  body { align-items: center; gap: 1.5rem; padding: clamp(1.5rem, 10vh, 6rem) 1.5rem 4rem; background: var(--paper); }
  .card { max-width: 28rem; flex: none; padding: 2.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 1.25rem; box-shadow: var(--shadow); }
  .card:has(> .document) { max-width: 44rem; padding: 3rem; }
  .welcome .gate { display: none; }
  .preparing { padding: 1.5rem 0; }
}
@media (prefers-reduced-motion: reduce) { .spinner { animation: none; } }
`
