import { globSync, readFileSync } from 'node:fs'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import ts from 'typescript'
import { type Finding, type Source, sourceRules } from './source-rules.ts'

const cruiseOptions = await extractDepcruiseOptions('./.dependency-cruiser.js')

/** Every rule of the house: those about imports and those about what a file says. */
export const ruleNames: readonly string[] = [
  ...(cruiseOptions.ruleSet?.forbidden ?? []).map(({ name }) => name ?? 'unnamed'),
  ...Object.keys(sourceRules),
]

/** All breaches of the rules by files under `root`, a path from the repository's root. */
export async function violationsIn(root: string): Promise<readonly Finding[]> {
  return [...(await importsIn(root)), ...saidIn(sourcesIn(root))]
}

/** The TypeScript files under `root`, parsed. */
export function sourcesIn(root: string): readonly (Source & { readonly text: string })[] {
  return globSync(`${root}/**/*.ts`)
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => {
      const text = readFileSync(file, 'utf8')
      return { file, text, nodes: nodesBelow(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)) }
    })
}

function nodesBelow(node: ts.Node, nodes: ts.Node[] = []): readonly ts.Node[] {
  ts.forEachChild(node, (child) => {
    nodes.push(child)
    nodesBelow(child, nodes)
  })
  return nodes
}

async function importsIn(root: string): Promise<readonly Finding[]> {
  const { output } = await cruise([root], cruiseOptions)
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    file: from,
    detail: to,
  }))
}

function saidIn(sources: readonly Source[]): readonly Finding[] {
  return Object.entries(sourceRules).flatMap(([rule, find]) =>
    find(sources).map((found) => ({ rule, ...found })),
  )
}
