// TypeScript's library does not know the method yet; Node 22 and later have it.
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }

/**
 * A value that `JSON.stringify` writes as these very digits. Kakao's ids are int64: a JavaScript number would
 * round 1376016924429759228 and its neighbour to the same value.
 */
export const bareNumber = (digits: string): unknown => rawJSON(digits)
