// trips: limiter-in-its-home
import { RateLimiterMemory } from 'rate-limiter-flexible'

export const counter = RateLimiterMemory
