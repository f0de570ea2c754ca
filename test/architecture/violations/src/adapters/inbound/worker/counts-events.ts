// trips: metrics-in-their-home
import { Counter } from 'prom-client'

export const events = new Counter({ name: 'events', help: 'Events' })
