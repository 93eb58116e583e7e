// A personal data server of the AT Protocol with one account, led by lines on standard input; answers are JSON lines.
import { createInterface } from 'node:readline'
import { TestNetworkNoAppView } from '@atproto/dev-env'

const say = (what) => console.log('>' + JSON.stringify(what))
const network = await TestNetworkNoAppView.create({})
const call = async (method, body, token) => {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  const answer = await fetch(`${network.pds.url}/xrpc/${method}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) console.error(method, answer.status, await answer.clone().text())
  return answer.json()
}
const account = { email: 'warga@test.com', handle: 'warga.test', password: 'sandi-warga' }
const { did, accessJwt } = await call('com.atproto.server.createAccount', account)
say({ port: new URL(network.pds.url).port, did })
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ')
  const collection = command === 'shy' ? 'app.bsky.actor.profile' : 'app.bsky.feed.post'
  if (command === 'post') {
    const record = { $type: collection, text: rest.join(' '), createdAt: new Date().toISOString(), langs: ['id'] }
    say(await call('com.atproto.repo.createRecord', { repo: did, collection, record }, accessJwt))
  } else if (command === 'delete') {
    say(await call('com.atproto.repo.deleteRecord', { repo: did, collection, rkey: rest[0].split('/').pop() }, accessJwt))
  } else if (command === 'shy') {
    const labels = { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: '!no-unauthenticated' }] }
    const record = { $type: collection, displayName: 'Warga', labels }
    say(await call('com.atproto.repo.putRecord', { repo: did, collection, rkey: 'self', record }, accessJwt))
  }
}
await network.close()
process.exit(0)
