// trips: webhooks-in-their-home
import { Webhook } from 'standardwebhooks'

export const signer = Webhook
