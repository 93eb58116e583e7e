// A personal data server of the AT Protocol with one account, led by lines on standard input; answers are JSON lines.
import { createInterface } from 'node:readline'
import { TestNetworkNoAppView } from '@atproto/dev-env'

const say = (what) => console.log('>' + JSON.stringify(what))
const network = await TestNetworkNoAppView.create({})
const seed = network.getSeedClient()
await seed.createAccount('warga', { email: 'warga@test.com', handle: 'warga.test', password: 'sandi-warga' })
const did = seed.dids.warga
say({ port: new URL(network.pds.url).port, did })
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ')
  if (command === 'post') say({ uri: (await seed.post(did, rest.join(' '))).ref.uriStr })
  if (command === 'delete') say({ deleted: await seed.deletePost(did, { toString: () => rest[0], rkey: rest[0].split('/').pop() }) })
  if (command === 'shy') say({ profile: await seed.createProfile(did, 'Warga', '', ['!no-unauthenticated']) })
  if (command === 'close') break
}
await network.close()
process.exit(0)
