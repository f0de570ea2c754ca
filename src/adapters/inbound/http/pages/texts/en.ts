import { html } from '../html.ts'
import { enProblems } from './en-problems.ts'
import type { Texts } from './shape.ts'

export const en: Texts = {
  product: 'Daemun',
  skip: 'Skip to content',
  providers: { kakao: { name: 'Kakao', continueWith: 'Continue with Kakao' } },
  login: {
    title: 'Log in',
    greeting: 'Welcome',
    lead: 'Use an account you already have.',
    continueWithOther: (provider) => `Continue with ${provider}`,
    newcomers: 'New here? Check the terms and your profile, and you are in.',
    noProviders: 'There is no way to log in right now. Please come back a little later.',
  },
  signup: {
    title: 'Almost there',
    lead: (provider) =>
      `You are signing up with your ${provider} account. All that is left are the terms and your profile.`,
    failed: 'Please check again',
    terms: 'Terms',
    profile: 'Profile',
    required: 'Required',
    optional: 'Optional',
    read: 'Read',
    readTerms: (title) => `Read: ${title}, opens in a new tab`,
    fields: {
      nickname: { label: 'Nickname', hint: 'Up to 30 characters.' },
      email: { label: 'Email', hint: 'Where we can reach you.' },
    },
    submit: 'Sign up',
    abandon: 'Do not sign up',
    keptUntil: (time) =>
      html`You can come back and finish until ${time}. After that, everything you entered is erased.`,
    summary: 'Some answers need another look',
    errors: {
      agreed_terms_required: 'Please agree to all the required terms.',
      agreed_terms_unknown_terms: 'Please look over the terms again.',
      nickname_required: 'Please enter a nickname.',
      nickname_too_short: 'Please enter a nickname.',
      nickname_too_long: 'A nickname can have up to 30 characters.',
      nickname_control_character: 'The nickname contains a character that cannot be used.',
      nickname_malformed_text: 'The nickname contains a character that cannot be used.',
      email_required: 'Please enter an email address.',
      email_not_an_email: 'Please enter an address like name@example.com.',
      email_too_long: 'This email address is too long.',
      other: 'Please check this part again.',
    },
  },
  preparing: { title: 'Getting things ready', lead: 'Just a moment. The sign-up form is about to open.' },
  account: {
    title: 'My account',
    greeting: (nickname) => html`Hello, ${nickname}`,
    lead: 'You are signed in.',
    nickname: 'Nickname',
    email: 'Email',
    noEmail: 'Not given',
    verified: 'Verified',
    since: 'Member since',
    signOut: 'Sign out',
  },
  sessions: {
    title: 'Where you are signed in',
    current: 'This device',
    lastUsed: (time, address) => `Last used ${time} from ${address}`,
    end: 'Sign out',
    endNamed: (device) => `Sign out: ${device}`,
    endOthers: 'Sign out all other devices',
  },
  devices: {
    unknown: 'Unknown device',
    browserOn: (browser, system) => `${browser} on ${system}`,
    names: { 'Samsung Internet for Android': 'Samsung Internet', 'NAVER Whale Browser': 'Whale' },
  },
  terms: { version: 'Version', effective: 'Effective from' },
  error: {
    support: 'If you contact us, mentioning this helps us help you sooner.',
    code: 'Error code',
    requestId: 'Request ID',
    toLogin: 'To the login page',
  },
  errors: enProblems,
}
