import ts from 'typescript'

const inARoom = /(src\/(domain|application|infrastructure|adapters\/(in|out)bound\/[^/]+)|client\/src)\/.+/
const core = /src\/(domain|application)\//
const config = /src\/infrastructure\/config\.ts$/
const junkDrawer = /\/(index|utils?|helpers?|types|constants|common|shared)\.ts$/

/** A file as the rules see it: its path from the repository's root and everything its syntax tree holds. */
export type Source = { readonly file: string; readonly nodes: readonly ts.Node[] }
export type Finding = { readonly rule: string; readonly file: string; readonly detail: string }
type SourceRule = (sources: readonly Source[]) => readonly Omit<Finding, 'rule'>[]

/** Rules that imports do not show, by the names under which the planted files announce them. */
export const sourceRules: Readonly<Record<string, SourceRule>> = {
  'every-file-has-a-room': eachFile((file) => !inARoom.test(file)),
  'no-junk-drawers': eachFile((file) => junkDrawer.test(file)),
  'environment-only-in-config': eachNode(readsEnvironment, (file) => !config.test(file)),
  'no-classes-but-errors': noClassesButErrors,
  'no-default-exports': eachNode(exportsDefault),
  'no-barrels': noBarrels,
  'no-optional-transaction': eachNode(isOptionalTransaction),
  'core-is-pure': eachNode(touchesTheWorld, (file) => core.test(file)),
}

function eachFile(offends: (file: string) => boolean): SourceRule {
  return (sources) =>
    sources.filter(({ file }) => offends(file)).map(({ file }) => ({ file, detail: 'its name or place' }))
}

function eachNode(offends: (node: ts.Node) => boolean, concerns = (_file: string) => true): SourceRule {
  return (sources) =>
    sources
      .filter(({ file }) => concerns(file))
      .flatMap(({ file, nodes }) =>
        nodes.filter(offends).map((node) => ({ file, detail: node.getText().slice(0, 80) })),
      )
}

/** A barrel has nothing of its own, or passes on everything of another file. */
function noBarrels(sources: readonly Source[]) {
  const barrels = sources.filter(({ nodes }) => {
    const statements = nodes.filter((node) => ts.isSourceFile(node.parent) && ts.isStatement(node))
    return (
      statements.some(ts.isExportDeclaration) &&
      statements.every((node) => ts.isExportDeclaration(node) || ts.isImportDeclaration(node))
    )
  })
  const isStar = (node: ts.Node) => ts.isExportDeclaration(node) && !node.exportClause
  return [...eachFile(() => true)(barrels), ...eachNode(isStar)(sources)]
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return /['"](node:)?process['"]/.test(node.moduleSpecifier.getText())
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'env' && isProcess(node.expression)
  if (ts.isElementAccessExpression(node)) return isProcess(node.expression)
  return ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && isProcess(node.initializer)
}

function isProcess(node: ts.Node | undefined): boolean {
  return node !== undefined && /^(globalThis\.)?process$/.test(node.getText())
}

function noClassesButErrors(sources: readonly Source[]) {
  const classes = sources.flatMap(({ nodes }) => nodes.filter(ts.isClassLike))
  const errors = new Set<string>()
  const isError = (node: ts.ClassLikeDeclaration) => {
    const parent = parentOf(node) ?? ''
    return parent.endsWith('Error') || errors.has(parent)
  }
  // A class may extend one that is found later: as many rounds as there are classes reach every one.
  for (const _ of classes)
    for (const node of classes) if (node.name && isError(node)) errors.add(node.name.text)
  return eachNode((node) => ts.isClassLike(node) && !isError(node))(sources)
}

function parentOf(node: ts.ClassLikeDeclaration): string | undefined {
  const heritage = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
  return heritage?.types[0]?.expression.getText()
}

function exportsDefault(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true
  if (ts.isExportSpecifier(node)) return node.name.text === 'default'
  return (
    ts.canHaveModifiers(node) &&
    !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  )
}

function isOptionalTransaction(node: ts.Node): boolean {
  if (!(ts.isParameter(node) || ts.isPropertySignature(node) || ts.isBindingElement(node))) return false
  const optional =
    ('questionToken' in node && node.questionToken) || ('initializer' in node && node.initializer)
  return !!optional && /^(trx|tx|transaction)$/i.test(node.name.getText())
}

const world = new Set(
  'console crypto fetch globalThis performance process setImmediate setInterval setTimeout'.split(' '),
)

/** Time without being told it, chance, network, environment, log. `new Date(something)` is only a conversion. */
function touchesTheWorld(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return /^(Date\.now|Math\.random)$/.test(node.getText())
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length
  if (ts.isCallExpression(node)) return node.expression.getText() === 'Date'
  return ts.isIdentifier(node) && world.has(node.text) && isUsed(node)
}

function isUsed(identifier: ts.Identifier): boolean {
  const { parent } = identifier
  if (ts.isShorthandPropertyAssignment(parent)) return true
  const isItsName = 'name' in parent && parent.name === identifier
  return !isItsName && !('propertyName' in parent && parent.propertyName === identifier)
}
