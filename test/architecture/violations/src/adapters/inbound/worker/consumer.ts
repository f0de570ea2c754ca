import { Worker } from 'bullmq'

export const consumer = Worker
