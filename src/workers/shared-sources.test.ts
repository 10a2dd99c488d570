import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RangeServer } from '../../tests/support/range-server.ts'
import { type MessageEnd, openChannel, serveChannel } from './channel.ts'
import type { DataCalls, DataEvents } from './data-protocol.ts'
import { toDataHandlers } from './data-role.ts'
import { openForFew, openShared } from './shared-sources.ts'

const bytes = new Uint8Array(
  readFileSync(resolve(import.meta.dirname, '../../public/layers/ports.fgb')),
)

let server: RangeServer
const { port1, port2 } = new MessageChannel()
const client = openChannel<DataCalls, DataEvents>(port1 as unknown as MessageEnd)

beforeAll(async () => {
  serveChannel<DataCalls, DataEvents>(port2 as unknown as MessageEnd, toDataHandlers)
  server = await RangeServer.start()
})
afterAll(async () => {
  port1.close()
  port2.close()
  await server.stop()
})

const addressOf = (name: string) => ({ kind: 'url' as const, url: `${server.origin}/${name}` })

/** Puts a layer on the map that reads a file, and asks for its tile of the whole continent. */
async function show(id: string, file: string): Promise<number> {
  await client.call('openLayer', {
    id,
    files: [{ at: addressOf(file), bytes: bytes.length, zooms: [-9, 24] }],
    parts: ['features'],
    fields: [],
    filterFields: [],
    isRetry: false,
  })
  return drawn(id)
}

async function drawn(id: string): Promise<number> {
  const tile = await client.call('tile', { layerId: id, grid: 'naaf', z: 0, x: 0, y: 0 })
  return tile.byteLength
}

describe('the files that the data worker has open', () => {
  it('are let go of with the last layer on the map that reads them, and opened anew for the next', async () => {
    server.serve('shown.fgb', bytes)
    const size = await show('ports', 'shown.fgb')
    expect(await show('docks', 'shown.fgb')).toBe(size)
    const opened = await openShared(addressOf('shown.fgb'), bytes.length)
    await client.call('closeLayer', { id: 'ports' })
    expect(await openShared(addressOf('shown.fgb'), bytes.length)).toBe(opened)
    expect(await drawn('docks')).toBe(size)
    await client.call('closeLayer', { id: 'docks' })
    await expect(drawn('docks')).rejects.toThrow('has not been opened')
    expect(server.requests).toHaveLength(1)

    expect(await show('ports', 'shown.fgb')).toBe(size)
    expect(await openShared(addressOf('shown.fgb'), bytes.length)).not.toBe(opened)
    expect(server.requests).toHaveLength(2)
    await client.call('closeLayer', { id: 'ports' })
  })

  it('are kept for the next question where no layer on the map reads them, but not all of them', async () => {
    server.serve('shown.fgb', bytes)
    await show('ports', 'shown.fgb')
    const names = Array.from({ length: 12 }, (_, index) => `asked-${index}.fgb`)
    for (const name of names) server.serve(name, bytes)
    const [first, second] = [addressOf(names[0]!), addressOf(names[1]!)]
    // What a file takes is what the catalogue says of it.
    const askedBytes = 3_000_000
    const sources = [await openShared(first, askedBytes), await openForFew(second, askedBytes)]
    expect(await openShared(first, askedBytes)).toBe(sources[0])
    expect(await openForFew(second, askedBytes)).toBe(sources[1])
    for (const name of names.slice(2)) await openShared(addressOf(name), askedBytes)
    expect(await openShared(first, askedBytes)).not.toBe(sources[0])
    const requests = server.requests.length
    expect(await openForFew(second, askedBytes)).toBe(sources[1])
    await drawn('ports')
    expect(server.requests).toHaveLength(requests)
    await client.call('closeLayer', { id: 'ports' })
  })
})
