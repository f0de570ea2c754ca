// Prints `N passed, N failed` from Vitest's JSON report, as the last words of .ci/run.
// Arguments: the report's file, which is empty when the tests were never reached, and the exit code so far.
import { readFileSync } from 'node:fs'

const [file, status] = process.argv.slice(2)
const report = readFileSync(file, 'utf8')
const { numPassedTests, numFailedTests, numPendingTests, testResults } = report
  ? JSON.parse(report)
  : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] }

// A file that breaks outside of its tests has no failed test to show.
const brokenFiles = testResults.filter(
  (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
)
const failed = numFailedTests + brokenFiles.length
// Whatever else went wrong (a check, an error after the tests) is a failure without a name.
const unnamed = status !== '0' && failed === 0 ? 1 : 0

if (numPendingTests > 0) console.log(`${numPendingTests} skipped`)
console.log(`${numPassedTests} passed, ${failed + unnamed} failed`)
