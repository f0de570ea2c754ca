import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'

const rotateAtBytes = 10 * 1024 * 1024
const tailBytes = 4096
const tailLines = 12

/** `tail()` is the last lines written since the file was opened. */
export type LogFile = { path: string; descriptor: number; tail(): string; close(): void }

/** Opens a log to append to, readable by us alone. Above 10 MB the old one is first set aside as `<path>.1`. */
export function openLog(path: string): LogFile {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rotateAtBytes) renameSync(path, `${path}.1`)
  const descriptor = openSync(path, 'a+', 0o600)
  const start = fstatSync(descriptor).size
  return { path, descriptor, tail: () => lastLines(descriptor, start), close: () => closeSync(descriptor) }
}

function lastLines(descriptor: number, start: number): string {
  const from = Math.max(start, fstatSync(descriptor).size - tailBytes)
  const buffer = Buffer.alloc(tailBytes)
  const text = buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, tailBytes, from))
  return text.trimEnd().split('\n').slice(-tailLines).join('\n')
}
