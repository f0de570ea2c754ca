import { ConfigurationError, environment, readConfig } from './config.ts'
import { examine } from './doctor/examine.ts'
import { told } from './doctor/finding.ts'

/** `npm run doctor`: says what is wrong with the surroundings; exits with 0 when nothing is, else with 1. */
async function main(): Promise<number> {
  const findings = await examine(readConfig(environment(process.cwd())))
  process.stdout.write(`${told(findings)}\n`)
  return findings.some(({ verdict }) => verdict === 'bad') ? 1 : 0
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (!(error instanceof ConfigurationError)) throw error
    process.stdout.write(`[FAIL] 환경 변수 / environment\n${error.message}\n`)
    process.exit(1)
  },
)
