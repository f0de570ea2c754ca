// trips: no-default-exports
import { named } from '../../../domain/thing.ts'

export default named('default')
