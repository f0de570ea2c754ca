import type { Language } from '../language.ts'
import { en } from './en.ts'
import { ko } from './ko.ts'
import type { Texts } from './shape.ts'

export const texts: Readonly<Record<Language, Texts>> = { ko, en }
