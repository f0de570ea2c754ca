// trips: metrics-in-their-home
import type { Registry } from 'prom-client'

export type Counts = Registry
