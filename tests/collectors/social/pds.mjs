// A personal data server of the AT Protocol with one account, led by lines on standard input; answers are JSON lines.
// With DB_POSTGRES_URL and REDIS_HOST in the environment the rest of the network (the public view) stands behind it.
import { createInterface } from 'node:readline'
import { TestNetwork, TestNetworkNoAppView } from '@atproto/dev-env'

const say = (what) => console.log('>' + JSON.stringify(what))
const whole = Boolean(process.env.DB_POSTGRES_URL && process.env.REDIS_HOST)
// A schema of its own for every run; its name may hold letters only.
const schema = 'k' + String(Date.now()).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)])
const network = whole
  ? await TestNetwork.create({ dbPostgresSchema: schema })
  : await TestNetworkNoAppView.create({})
const call = async (method, body, token) => {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  const answer = await fetch(`${network.pds.url}/xrpc/${method}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) console.error(method, answer.status, await answer.clone().text())
  return answer.json()
}
const account = { email: 'warga@test.com', handle: 'warga.test', password: 'sandi-warga' }
const { did, accessJwt } = await call('com.atproto.server.createAccount', account)
say({ port: new URL(network.pds.url).port, view: whole ? new URL(network.bsky.url).port : '', did })
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ')
  const collection = command === 'shy' ? 'app.bsky.actor.profile' : 'app.bsky.feed.post'
  let done
  if (command === 'post') {
    const record = { $type: collection, text: rest.join(' '), createdAt: new Date().toISOString(), langs: ['id'] }
    done = await call('com.atproto.repo.createRecord', { repo: did, collection, record }, accessJwt)
  } else if (command === 'delete') {
    const rkey = rest[0].split('/').pop()
    done = await call('com.atproto.repo.deleteRecord', { repo: did, collection, rkey }, accessJwt)
  } else if (command === 'shy') {
    const labels = { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: '!no-unauthenticated' }] }
    const record = { $type: collection, displayName: 'Warga', labels }
    done = await call('com.atproto.repo.putRecord', { repo: did, collection, rkey: 'self', record }, accessJwt)
  }
  if (whole) await network.processAll()
  say(done)
}
await network.close()
process.exit(0)
