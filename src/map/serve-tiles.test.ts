import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError, type TileClient } from '../workers/tile-client.ts'
import { TileServer } from './serve-tiles.ts'

const URL = 'atlas://shared/naaf/1/0/1?revision=0'

/** A tile worker whose layers answer when they are told to. */
function openLayers(...ids: string[]) {
  const waiting = new Map<string, Call>()
  const asked: string[] = []
  const client = {
    call(name: string, { layerId }: { layerId: string }) {
      asked.push(`${name} ${layerId}`)
      const call = toCall()
      waiting.set(layerId, call)
      return call.promise
    },
  } as unknown as TileClient
  const shared = new Map(ids.map((id) => [id, 0]))
  const refresh = vi.fn()
  const events = { loading: vi.fn(), problem: vi.fn() }
  const server = new TileServer(client, events, shared, refresh)
  const answer = (id: string, bytes: number[]) =>
    waiting.get(id)!.resolve(Uint8Array.from(bytes).buffer)
  const fail = (id: string) =>
    waiting.get(id)!.reject(new ProblemError({ code: 'http-missing', message: 'Gone', values: {} }))
  const bytesOf = async (tile: Promise<ArrayBuffer>) => [...new Uint8Array(await tile)]
  return { server, shared, asked, refresh, events, answer, fail, bytesOf }
}

interface Call {
  readonly promise: Promise<unknown>
  resolve(value: unknown): void
  reject(reason: unknown): void
}

function toCall(): Call {
  let call!: Omit<Call, 'promise'>
  const promise = new Promise((resolve, reject) => {
    call = { resolve, reject }
  })
  return { promise, ...call }
}

const { signal } = new AbortController()

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the tiles that layers share', () => {
  it('hold the tiles of all of them as soon as all have come', async () => {
    const { server, answer, bytesOf, refresh } = openLayers('land', 'lakes')
    const tile = bytesOf(server.answer(URL, signal))
    answer('lakes', [2])
    answer('land', [1, 1])
    expect((await tile).toSorted()).toEqual([1, 1, 2])
    await vi.runAllTimersAsync()
    expect(refresh).not.toHaveBeenCalled()
  })

  it('do not wait for one that is still downloaded, and are asked for again when it has come', async () => {
    const { server, answer, bytesOf, refresh } = openLayers('land', 'lakes')
    const tile = bytesOf(server.answer(URL, signal))
    answer('land', [1])
    await vi.advanceTimersByTimeAsync(1000)
    expect(await tile).toEqual([1])
    expect(refresh).not.toHaveBeenCalled()
    expect(server.isSettled).toBe(false)
    answer('lakes', [2])
    await vi.runAllTimersAsync()
    expect(refresh).toHaveBeenCalledOnce()
    expect(server.isSettled).toBe(true)
  })

  it('are asked for again when one that came late could not be read, so that the map comes to rest', async () => {
    const { server, answer, fail, bytesOf, refresh } = openLayers('land', 'lakes')
    const tile = bytesOf(server.answer(URL, signal))
    answer('land', [1])
    await vi.advanceTimersByTimeAsync(1000)
    await tile
    fail('lakes')
    await vi.runAllTimersAsync()
    expect(refresh).toHaveBeenCalledOnce()
  })

  it('wait for the first of them, however long it takes', async () => {
    const { server, answer, bytesOf } = openLayers('land')
    const tile = bytesOf(server.answer(URL, signal))
    await vi.advanceTimersByTimeAsync(60_000)
    answer('land', [1])
    expect(await tile).toEqual([1])
  })

  it('leave out a layer that cannot be read, and tell its problem', async () => {
    const { server, answer, fail, bytesOf, events } = openLayers('land', 'lakes')
    const tile = bytesOf(server.answer(URL, signal))
    fail('lakes')
    answer('land', [1])
    expect(await tile).toEqual([1])
    expect(events.problem).toHaveBeenCalledExactlyOnceWith(
      'lakes',
      expect.objectContaining({ code: 'http-missing' }),
    )
    expect(events.loading).toHaveBeenLastCalledWith('land', 0)
  })

  it('are asked for again for a layer that they lack or that is read anew, not for one that is switched off', () => {
    const { server, refresh, shared } = openLayers('land', 'lakes')
    server.share(new Map([['land', 0]]))
    server.share(shared)
    expect(refresh).not.toHaveBeenCalled()
    server.share(new Map([...shared, ['rivers', 0]]))
    expect(refresh).toHaveBeenCalledTimes(1)
    server.share(new Map([...shared, ['rivers', 1]]))
    expect(refresh).toHaveBeenCalledTimes(2)
  })

  it('are made ready for another projection one layer after the other, once', async () => {
    const { server, answer, asked } = openLayers('land', 'lakes')
    const prepared = server.prepare('mercator', 2)
    expect(asked).toEqual(['prepare land'])
    answer('land', [])
    await vi.runAllTimersAsync()
    expect(asked).toEqual(['prepare land', 'prepare lakes'])
    answer('lakes', [])
    await prepared
    await server.prepare('mercator', 2)
    expect(asked).toHaveLength(2)
  })
})
