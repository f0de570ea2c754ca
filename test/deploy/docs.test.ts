import { globSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pathOf, textOf } from './repository.ts'

/** What is not ours: it comes with `npm ci`, or is made by a run. */
const foreign = new Set(['node_modules', '.git', '.daemun', 'dist', 'coverage'])
const files = globSync(['**/*', '**/.*'], {
  cwd: pathOf('.'),
  withFileTypes: true,
  exclude: ({ name }) => foreign.has(name) || name.startsWith('.recipes-'),
})
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => relative(pathOf('.'), join(parentPath, name)))
const documents = files.filter((file) => file.endsWith('.md'))
// Folders are linked to as well.
const there = new Set(files.flatMap((file) => [file, ...foldersOf(file)]))

/** A document without its blocks of code, in which nothing is a link or a heading. */
const proseOf = (file: string) => textOf(file).replaceAll(/^```[\s\S]*?^```/gm, '')

describe('the documents', () => {
  it.each(documents)('%s links to what there is', (file) => {
    const links = [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
    const ours = links.filter((link) => !/^[a-z]+:/.test(link))
    expect(ours.filter((link) => !leadsSomewhere(file, link))).toEqual([])
  })

  it.each(documents)('%s names sources that there are', (file) => {
    const named = [...proseOf(file).matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|js|mjs|sql|ya?ml|md))`/g)]
    const paths = named.map(([, path = '']) => path).filter((path) => !/[A-Z]{4}|NAME/.test(path))
    expect(paths.filter((path) => !files.some((each) => `/${each}`.endsWith(`/${path}`)))).toEqual([])
  })

  it.each(documents)('%s names scripts that its package has', (file) => {
    const named = [...textOf(file).matchAll(/npm run (?:-s )?([a-z:]+)/g)].map(([, script = '']) => script)
    expect(named.filter((script) => !(script in scriptsFor(file)))).toEqual([])
  })
})

/** The scripts that a document may name: the repository's, and those of the package that it is of. */
function scriptsFor(file: string): Record<string, string> {
  const packages = ['package.json', join(dirname(file), 'package.json')].filter((path) => there.has(path))
  return Object.assign({}, ...packages.map((path) => JSON.parse(textOf(path)).scripts))
}

function leadsSomewhere(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? file : normalize(join(dirname(file), path)).replace(/\/$/, '')
  if (!there.has(target)) return false
  return anchor === undefined || anchorsOf(target).includes(decodeURIComponent(anchor))
}

/** The anchors that GitHub gives to headings: lower case, words and hyphens alone. */
function anchorsOf(file: string): readonly string[] {
  return [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )
}

function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
