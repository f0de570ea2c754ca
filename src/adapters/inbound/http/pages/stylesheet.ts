/** The one stylesheet of all pages: phone first, light and dark, no image, no font to load. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: #f5f5f2; --card: #fff; --ink: #1d1d1b; --soft: #5b5b55; --line: #dcdcd5;
  --accent: #1f5f4a; --on-accent: #fff; --alarm: #b3261e; --alarm-paper: #fdf0ef; --mark: #ecece6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #141513; --card: #1f211e; --ink: #f2f2ec; --soft: #b3b3aa; --line: #3a3d38;
    --accent: #8fd3b6; --on-accent: #10231b; --alarm: #ffb4ab; --alarm-paper: #3a1f1d; --mark: #32352f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; padding: 1.5rem 1rem 3rem;
  display: flex; flex-direction: column; align-items: center; gap: 1.25rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.6 -apple-system, BlinkMacSystemFont, "Apple SD Gothic Neo", "Pretendard", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "Segoe UI", Roboto, sans-serif;
  word-break: keep-all; overflow-wrap: anywhere;
}
@media (min-width: 40rem) { body { padding-top: 12vh; } }
.brand { display: flex; align-items: center; gap: .5rem; font-weight: 700; letter-spacing: .02em; }
.gate { width: 1.75rem; height: 1.75rem; color: var(--accent); }
.card { width: 100%; max-width: 26rem; padding: 2rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 1.25rem; }
.card:focus { outline: none; }
@media (min-width: 40rem) { .card { padding: 2.5rem; } }
.card:has(.document) { max-width: 42rem; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.35; }
p { margin: 0 0 1rem; }
.lead { margin-bottom: 1.75rem; color: var(--soft); }
.note { margin: 1.25rem 0 0; color: var(--soft); font-size: .875rem; }
.document .note { margin: 0 0 1.5rem; }
a { color: var(--accent); }
code { font-size: .8125rem; background: var(--mark); padding: .1em .4em; border-radius: .35em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; border-radius: .5rem; }
.providers { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
.provider, .primary, .secondary, .quiet {
  display: flex; align-items: center; justify-content: center; gap: .5rem; width: 100%; min-height: 3.25rem;
  padding: .75rem 1rem; border: 1px solid transparent; border-radius: .75rem;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
}
.provider { position: relative; background: var(--mark); color: var(--ink); }
.provider svg { position: absolute; left: 1.1rem; width: 1.25rem; height: 1.25rem; }
.provider.kakao { background: #fee500; color: rgba(0, 0, 0, .85); }
.provider.kakao svg { color: #000; }
.provider:hover, .primary:hover { filter: brightness(.96); }
.primary { background: var(--accent); color: var(--on-accent); }
.secondary { background: transparent; color: var(--ink); border-color: var(--line); }
.quiet { min-height: 2.75rem; margin-top: .5rem; background: transparent; color: var(--soft); font-weight: 400; font-size: .9375rem; text-decoration: underline; }
fieldset { margin: 0 0 1.75rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: .75rem; font-weight: 700; }
.terms { display: flex; align-items: center; gap: .75rem; min-height: 2.75rem; }
.terms input { flex: none; width: 1.375rem; height: 1.375rem; margin: 0; accent-color: var(--accent); }
.terms label { flex: 1; padding: .5rem 0; cursor: pointer; }
.terms a { flex: none; padding: .5rem 0 .5rem .5rem; font-size: .875rem; color: var(--soft); }
.mark { display: inline-block; padding: 0 .45em; border-radius: .4em; background: var(--mark); color: var(--soft); font-size: .75rem; font-weight: 600; vertical-align: .1em; }
.mark.required { color: var(--ink); }
.field { margin-bottom: 1.25rem; }
.field label { display: block; margin-bottom: .375rem; font-weight: 600; }
.field input { width: 100%; min-height: 3rem; padding: .625rem .875rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: .625rem; }
[aria-invalid="true"]:not(fieldset) { border-color: var(--alarm); outline-color: var(--alarm); }
.hint { margin: .375rem 0 0; color: var(--soft); font-size: .8125rem; }
.error { margin: .375rem 0 0; color: var(--alarm); font-size: .875rem; font-weight: 600; }
.summary { margin-bottom: 1.5rem; padding: 1rem; border-radius: .75rem; background: var(--alarm-paper); }
.summary p { margin: 0 0 .25rem; font-weight: 700; color: var(--alarm); }
.summary ul { margin: 0; padding-left: 1.25rem; }
.summary a { color: var(--alarm); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .625rem 1.25rem; margin: 0 0 2rem; }
dt { color: var(--soft); }
dd { margin: 0; font-weight: 600; }
.preparing { text-align: center; padding: 1rem 0; }
.preparing .lead { margin-bottom: 0; }
.spinner { display: inline-block; width: 2.5rem; height: 2.5rem; margin-bottom: 1rem; border: 4px solid var(--line); border-top-color: var(--accent); border-radius: 50%; animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .spinner { animation: none; } }
`
