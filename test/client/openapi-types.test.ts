import openapiTS, { astToString } from 'openapi-typescript'
import { expect, it, onTestFinished } from 'vitest'
import { startService } from '../support/service.ts'

const head = '// Made from /openapi.json by `npm run client:types`. Do not edit.\n\n'

it('finds the types of the client current: if not, run `npm run client:types` and commit what it wrote', async () => {
  const service = await startService()
  onTestFinished(() => service.stop())
  const document = await (await fetch(`${service.url}/openapi.json`)).text()
  const types = head + astToString(await openapiTS(document, { alphabetize: true }))
  await expect(types).toMatchFileSnapshot('../../client/src/openapi.ts')
})
