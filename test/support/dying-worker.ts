import { work } from './bull-queue.ts'

// A worker in a process of its own, which says when it has taken an event and never gets done with it.
const [url = ''] = process.argv.slice(2)
await work(url, async (event) => {
  console.log(event)
  await new Promise(() => {})
})
