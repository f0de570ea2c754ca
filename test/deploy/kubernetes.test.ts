import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { readConfig } from '../../src/infrastructure/config.ts'
import { startService } from '../support/service.ts'
import { imageEnvironment, knownVariables, pathOf, textOf } from './repository.ts'

type Reference = { readonly name: string; readonly key: string }
type Probe = { readonly httpGet: { readonly path: string; readonly port: string } }
type Container = {
  readonly image: string
  readonly args?: readonly string[]
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[]
  readonly envFrom: readonly { readonly configMapRef?: Reference; readonly secretRef?: Reference }[]
  readonly env: readonly { name: string; value?: string; valueFrom?: { secretKeyRef: Reference } }[]
  readonly resources: { readonly requests: object; readonly limits: object }
  readonly securityContext: object
  readonly lifecycle?: { readonly preStop: { readonly sleep: { readonly seconds: number } } }
} & Partial<Record<'startupProbe' | 'readinessProbe' | 'livenessProbe', Probe>>
type Pod = {
  readonly containers: readonly [Container]
  readonly securityContext: object
  readonly automountServiceAccountToken: boolean
  readonly terminationGracePeriodSeconds?: number
}
type Labels = {
  readonly matchLabels?: Record<string, string>
  readonly matchExpressions?: readonly { readonly values: readonly string[] }[]
}
type Manifest = {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly data?: Record<string, string>
  readonly stringData?: Record<string, string>
  readonly spec: {
    readonly template: { readonly metadata: { readonly labels: Record<string, string> }; readonly spec: Pod }
    readonly selector: Record<string, string> & Labels
    readonly podSelector: Labels
    readonly ports: readonly { readonly targetPort: string }[]
    readonly egress?: readonly { readonly ports: readonly { protocol: string; port: number }[] }[]
  }
}

const folder = 'deploy/kubernetes'
const files = readdirSync(pathOf(folder))
const read = (file: string): Manifest[] =>
  parseAllDocuments(textOf(`${folder}/${file}`)).map((document) => {
    expect(document.errors).toEqual([])
    return document.toJS()
  })
const kustomization = parse(textOf(`${folder}/kustomization.yaml`))
const manifests = kustomization.resources.flatMap(read) as Manifest[]
const given = [...manifests, ...read('secrets.example.yaml')]
const named = (kind: string, name: string) =>
  given.find((it) => it.kind === kind && it.metadata.name === name)
const pods = manifests.flatMap(({ metadata, spec }) =>
  spec?.template
    ? [{ name: metadata.name, labels: spec.template.metadata.labels, pod: spec.template.spec }]
    : [],
)

describe('the Kubernetes manifests', () => {
  it('are all applied, but for the secrets and the list itself', () => {
    const apart = ['kustomization.yaml', 'secrets.example.yaml']
    expect(files.filter((file) => !apart.includes(file)).sort()).toEqual([...kustomization.resources].sort())
    expect(pods.map(({ name }) => name)).toEqual(['daemun-migrate', 'daemun-api', 'daemun-worker'])
  })

  it.each(pods)(
    'give $name settings that it knows and can start with',
    ({
      name,
      pod: {
        containers: [container],
      },
    }) => {
      const environment = environmentOf(container)
      expect(Object.keys(environment).filter((variable) => !knownVariables().has(variable))).toEqual([])
      const { role, databaseUrl, port } = readConfig({ ...imageEnvironment(), ...environment })
      const part = name.replace('daemun-', '')
      const expected =
        part === 'migrate' ? { role: 'all', user: 'daemun_owner' } : { role: part, user: `daemun_${part}` }
      expect({ role, user: new URL(databaseUrl ?? '').username }).toEqual(expected)
      for (const { containerPort } of container.ports ?? []) expect(containerPort).toBe(port)
      for (const script of container.args ?? []) expect(existsSync(pathOf(script))).toBe(true)
    },
  )

  it('probe what the service answers, at the port that it has', async () => {
    const service = await startService()
    onTestFinished(service.stop)
    for (const { pod } of pods) {
      const [{ startupProbe, readinessProbe, livenessProbe, ports = [] }] = pod.containers
      for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
        if (!probe) continue
        expect((await fetch(`${service.url}${probe.httpGet.path}`)).status).toBe(200)
        expect(ports.map(({ name }) => name)).toContain(probe.httpGet.port)
      }
    }
  })

  it.each(pods)('give $name no rights that it does not need, and bounds', ({ pod }) => {
    const [container] = pod.containers
    expect(pod.automountServiceAccountToken).toBe(false)
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(container.resources).toMatchObject({
      requests: { cpu: /m$/, memory: /Mi$/ },
      limits: { memory: /Mi$/ },
    })
    expect(kustomization.images.map(({ name }: { name: string }) => name)).toEqual([container.image])
  })

  it('let whoever is traced reach a collector (OTLP over HTTP)', () => {
    const settings = named('ConfigMap', 'daemun')?.data ?? {}
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(traceSettings))
    const ways = manifests.filter(({ kind, spec }) => kind === 'NetworkPolicy' && reaches(spec, 4_318))
    const names = ways.flatMap(({ spec }) => spec.podSelector.matchExpressions?.[0]?.values ?? [])
    expect(names.sort()).toEqual(['daemun-api', 'daemun-worker'])
  })

  it('leave each process the 10 s that it may take to stop', () => {
    for (const { pod } of pods.filter(({ name }) => name !== 'daemun-migrate')) {
      const [{ lifecycle }] = pod.containers
      const waiting = lifecycle?.preStop.sleep.seconds ?? 0
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(waiting + 10)
    }
  })

  it('select pods that there are', () => {
    const selectors: Record<string, string>[] = manifests.flatMap(({ kind, spec }) => {
      if (kind === 'Service') return [spec.selector]
      const { matchLabels } = (kind === 'NetworkPolicy' ? spec.podSelector : spec?.selector) ?? {}
      return matchLabels ? [matchLabels] : []
    })
    expect(selectors.length).toBeGreaterThan(5)
    for (const selector of selectors) {
      const chosen = pods.filter(({ labels }) =>
        Object.entries(selector).every(([key, value]) => labels[key] === value),
      )
      expect([selector, chosen.length > 0]).toEqual([selector, true])
    }
    expect(named('Service', 'daemun-api')?.spec.ports[0]?.targetPort).toBe('http')
  })
})

const traceSettings = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_TRACES_SAMPLER_ARG']

function reaches({ egress = [] }: Manifest['spec'], port: number): boolean {
  return egress.some(({ ports }) => ports.some((each) => each.protocol === 'TCP' && each.port === port))
}

function environmentOf({ envFrom, env }: Container): Record<string, string> {
  const all = envFrom.map(({ configMapRef, secretRef }) =>
    configMapRef
      ? named('ConfigMap', configMapRef.name)?.data
      : named('Secret', secretRef?.name ?? '')?.stringData,
  )
  const single = env.map(({ name, value, valueFrom }) => {
    const { name: secret = '', key = '' } = valueFrom?.secretKeyRef ?? {}
    return [name, value ?? named('Secret', secret)?.stringData?.[key] ?? '']
  })
  return Object.assign({}, ...all, Object.fromEntries(single))
}
