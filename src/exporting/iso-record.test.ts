import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Behaviour, RangeServer } from '../../tests/support/range-server.ts'
import { METADATA_FILES, toLayerPath } from '../catalog/metadata/site.ts'
import { fetchIsoXml } from './iso-record.ts'

const XML = '<?xml version="1.0"?><record/>'

let server: RangeServer
beforeAll(async () => {
  server = await RangeServer.start()
})
afterAll(() => server.stop())

function serve(id: string, text: string, behaviour: Behaviour) {
  const path = toLayerPath(id, 'en') + METADATA_FILES.iso
  server.serve(path, new TextEncoder().encode(text), behaviour)
  return {
    read: () => fetchIsoXml(id, { url: `${server.origin}/` }),
    behave: (next: Behaviour) => server.behave(path, next),
  }
}

describe('the metadata record that goes with an export', () => {
  it.each<Behaviour>(['drop', 'broken'])(
    'is asked for again after a host that was %s',
    async (fault) => {
      const layer = serve(fault, XML, fault)
      expect(await layer.read()).toBeNull()
      layer.behave('correct')
      expect(await layer.read()).toBe(XML)
      layer.behave(fault)
      expect(await layer.read()).toBe(XML)
    },
  )

  it('is none where the host has none, or answers with a page', async () => {
    for (const behaviour of ['missing', 'web-page'] as const) {
      const layer = serve(behaviour, XML, behaviour)
      expect(await layer.read()).toBeNull()
      layer.behave('correct')
      expect(await layer.read()).toBeNull()
    }
  })
})
