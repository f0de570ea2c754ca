import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Value } from 'typebox/value'
import type { Declaration } from '../../adapters/outbound/onboarding/declaration.ts'
import { declarationOf } from './declaration.ts'
import type { Fault } from './rules.ts'
import { faultsOf } from './rules.ts'
import type { DeclarationFile } from './shape.ts'
import { declarationShape } from './shape.ts'

export type ReadDeclaration =
  | { readonly kind: 'declared'; readonly declaration: Declaration }
  | { readonly kind: 'faulty'; readonly faults: readonly string[] }

/**
 * Reads and checks a declaration file (JSON, or a TypeScript module with a default export) as a whole: every
 * fault is told with its path. `minimumAge` in full years, where one is configured.
 */
export async function readDeclaration(path: string, minimumAge: number | null): Promise<ReadDeclaration> {
  const told = (faults: readonly Fault[]): ReadDeclaration => ({
    kind: 'faulty',
    faults: faults.map((fault) => `${path}${fault.path && ` at ${fault.path}`}: ${fault.detail}`),
  })
  const content = await contentOf(path).catch((error: Error) => error)
  if (content instanceof Error) return told([{ path: '', detail: content.message }])
  const misshapen = shapeFaults(content)
  if (misshapen.length > 0) return told(misshapen)
  const file = content as DeclarationFile
  const read = await withBodies(file, dirname(resolve(path)))
  const faults = [...faultsOf(file), ...read.faults]
  if (faults.length > 0) return told(faults)
  return { kind: 'declared', declaration: declarationOf(read.file, minimumAge) }
}

async function contentOf(path: string): Promise<unknown> {
  if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8'))
  // A module is loaded once for each address: another change of the file is another address.
  const { mtimeMs } = await stat(path)
  const module = (await import(`${pathToFileURL(resolve(path)).href}?changed=${mtimeMs}`)) as object
  if ('default' in module) return module.default
  throw new Error('must have a default export')
}

function shapeFaults(content: unknown): Fault[] {
  return Value.Errors(declarationShape, content)
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .map(({ keyword, instancePath, message, params }) => {
      const { allowedValues } = params as { allowedValues?: readonly string[] }
      if (keyword === 'boolean')
        return { path: instancePath, detail: 'must not be there: the name is not known' }
      const choices = allowedValues ? `: ${allowedValues.join(', ')}` : ''
      return { path: instancePath, detail: `${message}${choices}` }
    })
}

/** The wording of documents may stand in files of its own, beside the declaration. */
async function withBodies(file: DeclarationFile, directory: string) {
  const faults: Fault[] = []
  const terms = file.terms?.map(async (entry, index) => {
    const { body_files: files, ...rest } = entry
    if (!files) return entry
    const read = async (locale: 'ko' | 'en') => {
      const text = await readFile(resolve(directory, files[locale]), 'utf8').catch(() => '')
      const path = `/terms/${index}/body_files/${locale}`
      if (text.trim() === '')
        faults.push({ path, detail: `must name a file with text, not ${files[locale]}` })
      return text.trim()
    }
    return { ...rest, body: { ko: await read('ko'), en: await read('en') } }
  })
  return { file: { ...file, ...(terms && { terms: await Promise.all(terms) }) }, faults }
}
