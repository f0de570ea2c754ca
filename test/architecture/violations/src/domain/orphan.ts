// trips: no-orphans
export const alone = true
