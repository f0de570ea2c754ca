import { createDaemun, DaemunUnreachable } from '/client/src/daemun.ts'
import { issuer } from '/settings.js'

const daemun = createDaemun({ issuer, clientId: 'spa', redirectUri: `${location.origin}/` })
const show = (id) => document.querySelector(`#${id}`)

/** Runs what a button asks for, and says in words what came in between. */
const whenAsked = (id, action) =>
  show(id).addEventListener('click', async () => {
    show('problem').textContent = ''
    try {
      await action()
    } catch (error) {
      const offline = error instanceof DaemunUnreachable
      show('problem').textContent = offline ? '연결되지 않아요. / No connection. Try again.' : error.message
    }
  })

function render(state) {
  const isIn = state.status === 'signed_in'
  show('state').textContent = isIn
    ? `signed_in ${state.user.nickname}`
    : `${state.status} ${state.because ?? ''}`
  show('login').hidden = isIn
  for (const id of ['me', 'refresh', 'sign-out', 'everywhere']) show(id).hidden = !isIn
}

whenAsked('login', () => daemun.login({ provider: 'kakao' }))
whenAsked('refresh', async () => {
  show('answer').textContent = await daemun.refresh()
})
whenAsked('me', async () => {
  const answer = await daemun.fetch(`${issuer}/users/me`)
  show('answer').textContent = JSON.stringify(await answer.json(), null, 2)
})
whenAsked('sign-out', () => daemun.signOut())
whenAsked('everywhere', () => daemun.signOutEverywhere())

daemun.onChange(render)
try {
  const started = await daemun.start()
  if (started.kind === 'login_failed')
    show('problem').textContent = `${started.error}: ${started.description}`
} catch (error) {
  show('problem').textContent = error.message
}
render(daemun.state())
