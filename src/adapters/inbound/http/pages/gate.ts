import { html } from './html.ts'

/** Our mark on a grid of 32: a tiled roof with raised eaves on its lintel, two posts, two leaves of a door. */
export const gate = html`<svg class="gate" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M10 4Q10 8 2 12v3h28v-3Q22 8 22 4zM5 17h22v2H5zm0 2h4v10H5zm18 0h4v10h-4zM10.5 20.5h5V29h-5zm6 0h5V29h-5z" fill="currentColor"/></svg>`
