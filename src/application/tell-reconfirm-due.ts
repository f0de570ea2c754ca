import type { Consents } from './ports/consents.ts'

const atOnce = 100

/** Has every marketing consent that is old enough asked for again; answers how many there were. */
export const tellReconfirmDue =
  ({ consents, reconfirmMonths }: { consents: Consents; reconfirmMonths: number }) =>
  (): Promise<number> =>
    consents.tellReconfirmDue(reconfirmMonths, atOnce)
