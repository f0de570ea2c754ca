import type { Round } from './circle-closed.ts'

export type Circle = { readonly round: Round }
