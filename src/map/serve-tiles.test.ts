import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DataClient, ProblemError } from '../workers/data-client.ts'
import { TileServer } from './serve-tiles.ts'
import type { SharedLayers } from './shared-tile.ts'

const URL = 'atlas://shared/naaf/1/0/1?revision=0'
const PLACE = { grid: 'naaf', z: 1, x: 0, y: 1 }

/** What tiles share: these layers, at these revisions. */
function toSources(layers: Readonly<Record<string, number>>) {
  const shared: SharedLayers = new Map(
    Object.entries(layers).map(([id, revision]) => [id, { revision, parts: ['features'] }]),
  )
  return new Map([['shared', shared]])
}

/** A data worker whose layers answer when they are told to. */
function openLayers(...ids: string[]) {
  const waiting = new Map<string, Call>()
  const asked: string[] = []
  const client = {
    call(name: string, { layerId }: { layerId: string }, options?: { signal?: AbortSignal }) {
      asked.push(`${name} ${layerId}`)
      const call = toCall()
      options?.signal?.addEventListener('abort', () => call.reject(options.signal!.reason))
      waiting.set(layerId, call)
      return call.promise
    },
  } as unknown as DataClient
  const sources = toSources(Object.fromEntries(ids.map((id) => [id, 0])))
  const map = { refresh: vi.fn(), refreshAll: vi.fn(), repaint: vi.fn() }
  const events = { loading: vi.fn(), problem: vi.fn() }
  const server = new TileServer(client, events, sources, map)
  const come = async (id: string, bytes: number[]) => {
    waiting.get(id)!.resolve(Uint8Array.from(bytes).buffer)
    await vi.advanceTimersByTimeAsync(0)
  }
  const fail = async (id: string) => {
    waiting.get(id)!.reject(new ProblemError({ code: 'http-missing', message: 'Gone', values: {} }))
    await vi.advanceTimersByTimeAsync(0)
  }
  const ask = async (signal = new AbortController().signal) => [
    ...new Uint8Array(await server.answer(URL, signal)),
  ]
  return { server, asked, map, events, come, fail, ask }
}

const allOnMap = () => true

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

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a tile that layers share', () => {
  it('holds the tiles of all of them as soon as all have come', async () => {
    const { ask, come, map, server } = openLayers('land', 'lakes')
    const tile = ask()
    await come('lakes', [2])
    await come('land', [1, 1])
    expect((await tile).toSorted()).toEqual([1, 1, 2])
    await vi.runAllTimersAsync()
    expect(map.refresh).not.toHaveBeenCalled()
    expect(server.isSettled).toBe(true)
  })

  it('does not wait for one that is still downloaded, and is asked for again when it has come', async () => {
    const { server, ask, asked, come, map } = openLayers('land', 'lakes')
    const tile = ask()
    await come('land', [1])
    await vi.advanceTimersByTimeAsync(1000)
    expect(await tile).toEqual([1])
    expect(map.refresh).not.toHaveBeenCalled()
    expect(server.isSettled).toBe(false)
    await come('lakes', [2])
    expect(map.refresh).toHaveBeenCalledExactlyOnceWith('shared', PLACE)
    expect((await ask()).toSorted()).toEqual([1, 2])
    expect(server.isSettled).toBe(true)
    // What had come was not asked for again.
    expect(asked).toEqual(['tile land', 'tile lakes'])
  })

  it('is asked for again with each layer that comes, while others are still downloaded', async () => {
    const { ask, come, map } = openLayers('land', 'lakes', 'rivers', 'roads')
    const tile = ask()
    await come('land', [1])
    await vi.advanceTimersByTimeAsync(1000)
    expect(await tile).toEqual([1])
    await come('lakes', [2])
    await come('rivers', [3])
    await vi.advanceTimersByTimeAsync(1000)
    expect(map.refresh).toHaveBeenCalledTimes(1)
    expect((await ask()).toSorted()).toEqual([1, 2, 3])
    await vi.advanceTimersByTimeAsync(1000)
    expect(map.refresh).toHaveBeenCalledTimes(1)
    await come('roads', [4])
    expect(map.refresh).toHaveBeenCalledTimes(2)
    expect((await ask()).toSorted()).toEqual([1, 2, 3, 4])
  })

  it('keeps what the map is about to ask for, however many others are asked for before', async () => {
    const { server, ask, asked, come } = openLayers('land', 'lakes')
    const tile = ask()
    await come('land', [1])
    await vi.advanceTimersByTimeAsync(1000)
    expect(await tile).toEqual([1])
    await come('lakes', [2])
    for (let x = 0; x < 20; x++) {
      const other = server.answer(
        `atlas://shared/naaf/5/${x}/1?revision=0`,
        new AbortController().signal,
      )
      await come('land', [])
      await come('lakes', [])
      await other
    }
    const before = asked.length
    expect((await ask()).toSorted()).toEqual([1, 2])
    expect(asked.length).toBe(before)
  })

  it('is not asked for again for a layer that has nothing there, but looked at whether all is drawn', async () => {
    const { server, ask, come, map } = openLayers('land', 'lakes')
    const tile = ask()
    await come('land', [1])
    await vi.advanceTimersByTimeAsync(1000)
    await tile
    await come('lakes', [])
    await vi.runAllTimersAsync()
    expect(map.refresh).not.toHaveBeenCalled()
    expect(map.repaint).toHaveBeenCalled()
    expect(server.isSettled).toBe(true)
  })

  it('comes to rest when a layer that is waited for cannot be read', async () => {
    const { server, ask, come, fail, map } = openLayers('land', 'lakes')
    const tile = ask()
    await come('land', [1])
    await vi.advanceTimersByTimeAsync(1000)
    await tile
    await fail('lakes')
    expect(server.isSettled).toBe(true)
    expect(map.repaint).toHaveBeenCalled()
  })

  it('waits for the first of them, however long it takes', async () => {
    const { ask, come } = openLayers('land', 'lakes')
    const tile = ask()
    await come('lakes', [])
    await vi.advanceTimersByTimeAsync(60_000)
    await come('land', [1])
    expect(await tile).toEqual([1])
  })

  it('leaves out a layer that cannot be read, and tells its problem', async () => {
    const { ask, come, fail, events } = openLayers('land', 'lakes')
    const tile = ask()
    await fail('lakes')
    await come('land', [1])
    expect(await tile).toEqual([1])
    expect(events.problem).toHaveBeenCalledExactlyOnceWith(
      'lakes',
      expect.objectContaining({ code: 'http-missing' }),
    )
    expect(events.loading).toHaveBeenLastCalledWith('land', 0)
  })

  it('never loses what it has had: it waits for all that when it is made anew', async () => {
    const { server, ask, come, map } = openLayers('land', 'lakes')
    const tile = ask()
    await come('land', [1])
    await come('lakes', [2])
    await tile
    // Others push it out of what is kept.
    for (let x = 0; x < 9; x++) {
      const other = server.answer(
        `atlas://shared/naaf/5/${x}/0?revision=0`,
        new AbortController().signal,
      )
      await come('land', [1])
      await come('lakes', [2])
      await other
    }
    server.share(toSources({ land: 0, lakes: 0, rivers: 0 }), allOnMap)
    expect(map.refreshAll).toHaveBeenCalledExactlyOnceWith('shared')
    let given: number[] | undefined
    void ask().then((bytes) => {
      given = bytes
    })
    await come('land', [1])
    await vi.advanceTimersByTimeAsync(5000)
    expect(given).toBeUndefined()
    await come('lakes', [2])
    expect(given?.toSorted()).toEqual([1, 2])
    await come('rivers', [3])
    expect(map.refresh).toHaveBeenCalledOnce()
  })

  it('is asked for again for all copies that the map has, where one has less than another', async () => {
    const { ask, come, map } = openLayers('land', 'lakes', 'rivers')
    const west = ask()
    await come('land', [1])
    await vi.advanceTimersByTimeAsync(1000)
    expect(await west).toEqual([1])
    await come('lakes', [2])
    expect((await ask()).toSorted()).toEqual([1, 2])
    await vi.advanceTimersByTimeAsync(1000)
    expect(map.refresh).toHaveBeenCalledOnce()
  })

  it('is no longer worked on once the map has let go of it', async () => {
    const { server, ask, events } = openLayers('land')
    const aborting = new AbortController()
    const tile = ask(aborting.signal)
    aborting.abort()
    await expect(tile).rejects.toThrow()
    server.release('shared', PLACE)
    await vi.advanceTimersByTimeAsync(0)
    expect(events.loading).toHaveBeenLastCalledWith('land', 0)
    expect(events.problem).not.toHaveBeenCalled()
    expect(server.isSettled).toBe(true)
  })

  it('is asked for again for a layer that it lacks or that is read anew, not for one that is switched off', () => {
    const { server, map } = openLayers('land', 'lakes')
    server.share(toSources({ land: 0 }), allOnMap)
    server.share(toSources({ land: 0, lakes: 0 }), allOnMap)
    expect(map.refreshAll).not.toHaveBeenCalled()
    server.share(toSources({ land: 0, lakes: 0, rivers: 0 }), allOnMap)
    expect(map.refreshAll).toHaveBeenCalledTimes(1)
    server.share(toSources({ land: 0, lakes: 0, rivers: 1 }), allOnMap)
    expect(map.refreshAll).toHaveBeenCalledTimes(2)
  })

  it('holds nothing any more of a layer that has left the map, and has it again once it is back', async () => {
    const { server, asked, ask, come, map } = openLayers('land', 'lakes')
    const both = ask()
    await come('land', [1])
    await come('lakes', [2])
    await both
    server.share(toSources({ land: 0 }), (id) => id === 'land')
    expect(map.refreshAll).not.toHaveBeenCalled()
    expect(await ask()).toEqual([1])
    const other = server.answer(
      'atlas://shared/naaf/5/0/0?revision=0',
      new AbortController().signal,
    )
    await come('land', [1])
    await other
    expect(asked).toEqual(['tile land', 'tile lakes', 'tile land'])
    server.share(toSources({ land: 0, lakes: 0 }), allOnMap)
    expect(map.refreshAll).toHaveBeenCalledOnce()
    const again = ask()
    await come('lakes', [2])
    await vi.advanceTimersByTimeAsync(1000)
    expect((await again).toSorted()).toEqual([1, 2])
  })

  it('is made ready for another projection one layer after the other, once', async () => {
    const MERCATOR = { grid: 'mercator', z: 2, center: [-98, 42] } as const
    const { server, come, asked } = openLayers('land', 'lakes')
    const prepared = server.prepare(MERCATOR)
    expect(asked).toEqual(['prepare land'])
    await come('land', [])
    expect(asked).toEqual(['prepare land', 'prepare lakes'])
    await come('lakes', [])
    await prepared
    await server.prepare(MERCATOR)
    expect(asked).toHaveLength(2)
  })
})
