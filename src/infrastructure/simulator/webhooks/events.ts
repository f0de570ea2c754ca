const base = 'https://schemas.openid.net/secevent'
const inFolder = (folder: string, names: readonly string[]) =>
  names.map((name) => [name, `${folder}/${name}`] as const)

const oauth = `${base}/oauth/event-type`
const risc = `${base}/risc/event-type`

/** What Kakao subscribes one to (계정 상태 변경 웹훅), by name. */
export const kakaoEvents: ReadonlyMap<string, string> = new Map([
  ...inFolder(oauth, ['user-linked', 'user-unlinked', 'user-scope-consent', 'user-scope-withdraw']),
  ...inFolder(oauth, ['tokens-revoked', 'token-issued', 'token-revoked']),
  ...inFolder(risc, ['account-purged', 'account-disabled', 'account-enabled', 'sessions-revoked']),
  ...inFolder(risc, ['account-credential-change-required', 'credential-compromise']),
  ...inFolder(risc, ['identifier-changed', 'identifier-recycled']),
  ...inFolder(`${base}/caep/event-type`, ['assurance-level-change', 'credential-change']),
  ...inFolder('https://schemas.kakao.com/platevent/kakao/event-type', ['user-profile-changed']),
])

/** What Google sends (Cross-Account Protection, RISC), by name. */
export const googleEvents: ReadonlyMap<string, string> = new Map([
  ...inFolder(oauth, ['tokens-revoked', 'token-revoked']),
  ...inFolder(risc, ['sessions-revoked', 'account-disabled', 'account-enabled']),
  ...inFolder(risc, ['account-credential-change-required', 'verification']),
])

/** Why Kakao's link went, in the unlink callback. */
export const referrerTypes = [
  'UNLINK_FROM_APPS',
  'UNLINK_FROM_ADMIN',
  'ACCOUNT_DELETE',
  'FORCED_ACCOUNT_DELETE',
  'INCOMPLETE_SIGN_UP',
] as const

/** What an event may give as its `reason`. */
export const reasonsOf = (provider: string, event: string): readonly string[] => {
  if (provider === 'kakao' && event === 'user-unlinked')
    return [...referrerTypes, 'REVOKE_ACCOUNT_SERVICE_TERMS', 'UNLINK_FROM_SERVICE']
  return provider === 'google' && event === 'account-disabled' ? ['hijacking', 'bulk-account'] : []
}

/** Whether the person is not linked any more when the event is told: `tokens-revoked` is how Google says so. */
export const endsLink = (provider: string, event: string): boolean =>
  ['unlink', 'user-unlinked', 'account-purged'].includes(event) ||
  (provider === 'google' && event === 'tokens-revoked')
