/** One line of Prometheus' text format. */
export type Sample = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export type Exposition = {
  readonly text: string
  readonly samples: readonly Sample[]
  /** The one sample of a name that has these labels, whatever others it has; `undefined` where there is none. */
  value(name: string, labels?: Record<string, string>): number | undefined
}

const line = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g

/** What a process shows at /metrics, with every line understood or the test fails. */
export async function scrape(url: string): Promise<Exposition> {
  const answer = await fetch(`${url}/metrics`)
  if (answer.status !== 200) throw new Error(`/metrics answered ${answer.status}`)
  return parse(await answer.text())
}

function parse(text: string): Exposition {
  const lines = text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))
  const samples = lines.map(toSample)
  const value = (name: string, labels: Record<string, string> = {}) => {
    const wanted = Object.entries(labels)
    const found = samples.filter(
      (sample) => sample.name === name && wanted.every(([key, word]) => sample.labels[key] === word),
    )
    if (found.length > 1) throw new Error(`${found.length} samples of ${name} fit ${JSON.stringify(labels)}`)
    return found[0]?.value
  }
  return { text, samples, value }
}

function toSample(text: string): Sample {
  const [, name, labels = '', value] = line.exec(text) ?? []
  if (name === undefined) throw new Error(`not a line of the text format: ${text}`)
  const pairs = [...labels.matchAll(label)].map(([, key = '', word = '']) => [key, word])
  return { name, labels: Object.fromEntries(pairs), value: Number(value) }
}
