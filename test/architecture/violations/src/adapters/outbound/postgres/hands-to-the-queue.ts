// trips: queues-in-their-homes
import type { Queue } from 'bullmq'
import { Redis } from 'ioredis'

export const queue = (redis: Redis): Queue | Redis => redis
