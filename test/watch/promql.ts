import { parser } from '@prometheus-io/lezer-promql'

/** A place of an expression that takes samples from a metric. */
export type Selector = {
  readonly metric: string
  readonly matchers: readonly { readonly label: string; readonly op: string; readonly value: string }[]
  /** Labels by which the aggregations around it group. */
  readonly groups: readonly string[]
}

type Range = { readonly from: number; readonly to: number }

/** Everything that a PromQL expression selects. Throws where Prometheus' own grammar finds an error. */
export function selectorsOf(expression: string): Selector[] {
  // What Grafana fills in is a duration.
  const text = expression.replaceAll('$__rate_interval', '5m')
  const textOf = ({ from, to }: Range) => text.slice(from, to)
  const found: { selector: Range; metric: string; matchers: string[] }[] = []
  const aggregations: Range[] = []
  const groupings: Range[] = []
  parser.parse(text).iterate({
    enter({ name, type, from, to }) {
      const node = { from, to }
      if (type.isError) throw new Error(`not PromQL at ${from}: ${expression}`)
      if (name === 'VectorSelector') found.push({ selector: node, metric: '', matchers: [] })
      if (name === 'Identifier') Object.assign(found.at(-1) ?? {}, { metric: textOf(node) })
      if (name === 'UnquotedLabelMatcher') found.at(-1)?.matchers.push(textOf(node))
      if (name === 'AggregateExpr') aggregations.push(node)
      if (name === 'GroupingLabels') groupings.push(node)
    },
  })
  const groupsOf = (selector: Range) => {
    const around = aggregations.filter((aggregation) => holds(aggregation, selector))
    const own = groupings.filter((grouping) => around.some((each) => directly(each, grouping, aggregations)))
    return own.flatMap((grouping) => textOf(grouping).match(/\w+/g) ?? [])
  }
  return found.map(({ selector, metric, matchers }) => ({
    metric,
    matchers: matchers.map(toMatcher),
    groups: groupsOf(selector),
  }))
}

function holds(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && inner.to <= outer.to
}

/** Whether the innermost aggregation around a grouping is this one. */
function directly(aggregation: Range, grouping: Range, all: readonly Range[]): boolean {
  const around = all.filter((each) => holds(each, grouping))
  return around.at(-1) === aggregation
}

function toMatcher(text: string) {
  const [, label = '', op = '', value = ''] = /^(\w+)\s*(=~|!~|!=|=)\s*"(.*)"$/.exec(text) ?? []
  return { label, op, value }
}
