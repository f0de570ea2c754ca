import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { newClient, signedUp } from '../support/client.ts'
import { startService } from '../support/service.ts'
import type { Exposition } from './exposition.ts'
import { scrape } from './exposition.ts'
import { selectorsOf } from './promql.ts'

type Rule = { alert: string; expr: string; annotations: Record<'summary' | 'description', string> }
type Target = { expr: string; legendFormat: string; datasource: { uid: string } }
type Panel = {
  id: number
  title: string
  gridPos: Record<'x' | 'y' | 'w' | 'h', number>
  targets?: Target[]
}
type Dashboard = {
  panels: Panel[]
  templating: { list: { name: string; query: string | { query: string } }[] }
}

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')
const dashboard = JSON.parse(await read('deploy/grafana/daemun.json')) as Dashboard
const alerts = parse(await read('deploy/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }
const prometheus = parse(await read('deploy/prometheus/prometheus.yml'))

const rules = alerts.groups.flatMap((group) => group.rules)
const targets = dashboard.panels.flatMap(({ targets = [] }) => targets)
const expressions = [...rules, ...targets].map(({ expr }) => expr)

/** What Prometheus adds to every sample, and the one metric of its own. */
const ofPrometheus = { labels: ['job', 'instance'], metric: 'up' }

let live: Exposition

beforeAll(async () => {
  // Nobody is at the hook, which is enough to be counted.
  const hook = { BEFORE_SIGNUP_URL: 'http://127.0.0.1:9', BEFORE_SIGNUP_FAIL: 'open' }
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
  const service = await startService({ RATE_LIMIT: 'on', BEFORE_SIGNUP_SECRET: secret, ...hook })
  await signedUp(service, '5150')
  await newClient(service).login('5150')
  const pressed = () => fetch(`${service.url}/auth/kakao/callback?state=one-attempt`)
  while ((await pressed()).status !== 429);
  live = await scrape(service.url)
  await service.stop()
})

function labelsOf(metric: string): string[] {
  const samples = live.samples.filter(({ name }) => name === metric)
  return [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))]
}

function isKnown(metric: string): boolean {
  return metric === ofPrometheus.metric || live.samples.some(({ name }) => name === metric)
}

describe.each(expressions.map((expression) => [expression]))('%s', (expression) => {
  it('names metrics and labels that a service has', () => {
    const selectors = selectorsOf(expression)
    expect(selectors).not.toEqual([])
    for (const { metric, matchers, groups } of selectors) {
      expect(isKnown(metric), metric).toBe(true)
      const labels = [...labelsOf(metric), ...ofPrometheus.labels]
      expect(labels).toEqual(expect.arrayContaining([...matchers.map(({ label }) => label), ...groups]))
    }
  })

  it('looks for outcomes and states that there are', () => {
    for (const { metric, matchers } of selectorsOf(expression)) {
      for (const { label, value } of matchers.filter((each) =>
        /^(outcome|state|use_case)$/.test(each.label),
      )) {
        const known = live.samples.filter(({ name }) => name === metric).map(({ labels }) => labels[label])
        expect(known).toEqual(expect.arrayContaining(value.split('|')))
      }
    }
  })
})

describe('the alerts', () => {
  it('each have a name of their own and speak of labels that they keep', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
    for (const { expr, annotations } of rules) {
      const said = `${annotations.summary} ${annotations.description}`
      expect(keptBy(expr)).toEqual(expect.arrayContaining(said.match(/(?<=\$labels\.)\w+/g) ?? []))
    }
  })

  it('and the dashboard look for the job that the example scrapes, and the rules that stand beside it', () => {
    expect(prometheus.rule_files).toEqual(['alerts.yml'])
    const matchers = expressions.flatMap((each) => selectorsOf(each).flatMap((selector) => selector.matchers))
    const jobs = matchers.filter(({ label, op }) => label === 'job' && op === '=').map(({ value }) => value)
    const scraped = prometheus.scrape_configs.map(({ job_name }: { job_name: string }) => job_name)
    expect([...new Set(jobs)]).toEqual(scraped)
  })
})

describe('the dashboard', () => {
  it('has a legend for what it draws', () => {
    for (const { expr, legendFormat } of targets) {
      expect(keptBy(expr)).toEqual(expect.arrayContaining(legendFormat.match(/(?<=\{\{)\w+/g) ?? []))
    }
  })

  it('asks for its data source and its job by labels that there are', () => {
    const variables = dashboard.templating.list.map(({ name, query }) => [name, query])
    expect(variables).toEqual([
      ['datasource', 'prometheus'],
      ['job', expect.objectContaining({ query: 'label_values(daemun_build_info, job)' })],
    ])
    expect(isKnown('daemun_build_info')).toBe(true)
    expect(targets.every(({ datasource }) => datasource.uid === ['$', '{datasource}'].join(''))).toBe(true)
  })

  it('has no panel upon another, and none twice', () => {
    const { panels } = dashboard
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24)
  })

  it('shows everything of ours that is counted', () => {
    const shown = new Set(
      targets.flatMap(({ expr }) => selectorsOf(expr).map(({ metric }) => family(metric))),
    )
    expect(families().filter((name) => !shown.has(name))).toEqual([])
  })
})

describe.each(['README.md', 'README.ko.md'])('%s', (path) => {
  it('tells of everything of ours that is counted, with its labels', async () => {
    const told = [...(await read(path)).matchAll(/`(daemun_\w+)(?:\{([\w,]+)\})?`/g)]
    const documented = told.map(([, name = '', labels = '']) => [
      name,
      labels.split(',').filter(Boolean).sort(),
    ])
    const counted = families().map((name) => [name, ownLabels(name)])
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(counted))
  })
})

/** The labels that the value of an expression still has. */
function keptBy(expression: string): string[] {
  const selectors = selectorsOf(expression)
  const isAggregated = /^\W*(sum|min|max|avg|histogram_quantile|absent)\b/.test(expression)
  if (isAggregated) return selectors.flatMap(({ groups }) => groups)
  return [...ofPrometheus.labels, ...selectors.flatMap(({ metric }) => labelsOf(metric))]
}

function family(metric: string): string {
  return metric.replace(/_(bucket|sum|count)$/, '')
}

function families(): string[] {
  return [...new Set(live.samples.map(({ name }) => family(name)))].filter((name) =>
    name.startsWith('daemun_'),
  )
}

function ownLabels(name: string): string[] {
  const labels = [...labelsOf(name), ...labelsOf(`${name}_bucket`)]
  return labels.filter((label) => label !== 'le').sort()
}
