import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** CPU milliseconds of a process, all its threads; `reapedMs` is what its ended children took. */
type Usage = { readonly parent: number; readonly ms: number; readonly reapedMs: number }

/** Linux counts in USER_HZ, 100 a second on every architecture that Node runs on. */
const tickMs = 10

/** CPU milliseconds that one process has taken so far. */
export function cpuOf(pid: number): number {
  const usage = usageOf(pid)
  if (!usage) throw new Error(`process ${pid} is gone`)
  return usage.ms
}

/** CPU milliseconds that a process and its children, living and ended, have taken so far. */
export function cpuOfFamily(pid: number): number {
  const children = [...processes()].filter(([, { parent }]) => parent === pid)
  const { ms = 0, reapedMs = 0 } = usageOf(pid) ?? {}
  return children.reduce((sum, [, child]) => sum + child.ms, ms + reapedMs)
}

/** The parent of a process of this machine; `undefined` when there is no such process. */
export function parentOf(pid: number): number | undefined {
  return usageOf(pid)?.parent
}

/** The value below which the share `q` of `values` lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

function usageOf(pid: number): Usage | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(['-p', `${pid}`]).get(pid)
}

function processes(): Map<number, Usage> {
  if (process.platform !== 'linux') return fromPs(['-A'])
  const pids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  return new Map(
    pids.flatMap((pid) => {
      const usage = fromProc(pid)
      return usage ? [[pid, usage] as const] : []
    }),
  )
}

/** proc_pid_stat(5); the name in brackets may itself hold brackets and spaces. */
function fromProc(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [user = 0, system = 0, reapedUser = 0, reapedSystem = 0] = fields.slice(11, 15)
    return { parent, ms: (user + system) * tickMs, reapedMs: (reapedUser + reapedSystem) * tickMs }
  } catch {
    return undefined
  }
}

/** `ps` of macOS and the BSDs: `[[days-]hours:]minutes:seconds.hundredths`. It does not tell of ended children. */
function fromPs(which: readonly string[]): Map<number, Usage> {
  const lines = psLines(which)
  return new Map(
    lines.map((line) => {
      const [pid = '', parent = '', time = ''] = line.trim().split(/\s+/)
      const seconds = time.split(/[-:]/).reduce((sum, part, index, parts) => {
        const days = parts.length === 4 && index === 1
        return sum * (days ? 24 : 60) + Number(part)
      }, 0)
      return [Number(pid), { parent: Number(parent), ms: seconds * 1_000, reapedMs: 0 }] as const
    }),
  )
}

function psLines(which: readonly string[]): string[] {
  try {
    const out = execFileSync('ps', [...which, '-o', 'pid=,ppid=,time='], { encoding: 'utf8' })
    return out.split('\n').filter(Boolean)
  } catch {
    return []
  }
}
