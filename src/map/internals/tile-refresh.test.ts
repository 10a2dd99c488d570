import { type Map as MapLibreMap, VectorTileSource } from 'maplibre-gl'
import { describe, expect, it, vi } from 'vitest'
import { TileRefresh } from './tile-refresh.ts'

type Tile = Parameters<VectorTileSource['loadTile']>[0]

const ID = 'shared@naaf'

/** A map of one source, which draws a frame when it is told to, and reads when it is told so. */
function openMap() {
  const listeners: Record<string, ((event?: object) => void)[]> = {}
  const reads: { tile: Tile; state: string; end(): void }[] = []
  const asked: string[] = []
  const inView = new Set<Tile>()
  const map = {
    on: (name: string, listener: () => void) => {
      listeners[name] = [...(listeners[name] ?? []), listener]
    },
    getSource: () => source,
    refreshTiles: (_: string, ids: { z: number; x: number; y: number }[]) => {
      asked.push(source.tiles[0]!.split('?')[1]!)
      for (const { z, x, y } of ids) {
        for (const tile of inView) {
          const { canonical } = tile.tileID
          if (canonical.z !== z || canonical.x !== x || canonical.y !== y) continue
          tile.state = 'expired'
          void source.loadTile(tile)
        }
      }
    },
    triggerRepaint: () => undefined,
    style: {
      tileManagers: {
        [ID]: {
          getTileByID: (key: string) => [...inView].find((tile) => tile.tileID.key === key),
        },
      },
    },
  }
  const source: VectorTileSource = Object.assign(Object.create(VectorTileSource.prototype), {
    id: ID,
    maxzoom: 8,
    tiles: ['atlas://shared/naaf/{z}/{x}/{y}?revision=0'],
    loadTile: (tile: Tile) =>
      new Promise<void>((resolve) => {
        reads.push({
          tile,
          state: tile.state,
          end() {
            tile.state = 'loaded'
            resolve()
          },
        })
      }),
    unloadTile: async () => undefined,
  })
  const released = vi.fn()
  const refresh = new TileRefresh(map as unknown as MapLibreMap, {
    isFollowed: (id) => id === ID,
    asked: () => undefined,
    released,
  })
  const tell = (name: string, event?: object) => {
    for (const listener of listeners[name] ?? []) listener(event)
  }
  tell('dataloading', { dataType: 'source', sourceId: ID })
  const addTile = (z: number, x: number, y: number) => {
    const ancestor = z > 8 ? { z: 8, x: x >> (z - 8), y: y >> (z - 8) } : { z, x, y }
    const tileID = {
      key: `${z}/${x}/${y}`,
      canonical: { z, x, y },
      scaledTo: () => ({ canonical: ancestor }),
    }
    const tile = { tileID, state: 'loading', aborted: false } as unknown as Tile
    inView.add(tile)
    void source.loadTile(tile)
    return tile
  }
  const endReads = async () => {
    for (const read of reads.splice(0)) read.end()
    await new Promise((resolve) => setTimeout(resolve))
  }
  const drawFrame = () => tell('render')
  return { source, refresh, released, asked, reads, inView, addTile, endReads, drawFrame }
}

describe('a tile', () => {
  it('is asked for again by itself, with the next frame, by an address that none has had', async () => {
    const { refresh, asked, reads, addTile, endReads, drawFrame } = openMap()
    const tile = addTile(1, 0, 1)
    addTile(1, 1, 1)
    await endReads()
    drawFrame()
    expect(asked).toEqual([])
    expect(refresh.nextRevision()).toBe(1)
    refresh.request(ID, { z: 1, x: 0, y: 1 })
    expect(refresh.isAtRest).toBe(false)
    drawFrame()
    expect(asked).toEqual(['revision=2'])
    expect(reads.map((read) => read.tile)).toEqual([tile])
    expect(refresh.isAtRest).toBe(false)
    await endReads()
    expect(refresh.isAtRest).toBe(true)
    drawFrame()
    expect(asked).toHaveLength(1)
  })

  it('is asked for again once the map has read it, whatever else the map is reading', async () => {
    const { refresh, asked, reads, addTile, endReads, drawFrame } = openMap()
    const slow = addTile(1, 0, 0)
    const ready = addTile(1, 1, 0)
    reads.find(({ tile }) => tile === ready)!.end()
    await new Promise((resolve) => setTimeout(resolve))
    refresh.requestAll(ID)
    drawFrame()
    expect(asked).toHaveLength(1)
    expect(reads.at(-1)!.tile).toBe(ready)
    expect(refresh.isAtRest).toBe(false)
    await endReads()
    drawFrame()
    expect(asked).toHaveLength(2)
    expect(reads.map(({ tile }) => tile)).toEqual([slow])
  })

  it('is read for a changed style after it has been read anew, never at the same time', async () => {
    const { source, refresh, reads, addTile, endReads, drawFrame } = openMap()
    const tile = addTile(1, 0, 0)
    await endReads()
    refresh.requestAll(ID)
    drawFrame()
    expect(reads.map(({ state }) => state)).toEqual(['expired'])
    tile.state = 'reloading'
    void source.loadTile(tile)
    expect(reads).toHaveLength(1)
    await endReads()
    expect(reads.map(({ state }) => state)).toEqual(['loaded'])
    expect(refresh.isAtRest).toBe(false)
    await endReads()
    expect(refresh.isAtRest).toBe(true)
  })

  it('is asked for anew although that was told while it was being read', async () => {
    const { source, reads, addTile, endReads } = openMap()
    const tile = addTile(1, 0, 0)
    tile.state = 'expired'
    void source.loadTile(tile)
    await endReads()
    expect(reads.map(({ state }) => state)).toEqual(['expired'])
  })

  it('that is out of view is asked for again when it comes back, and not waited for until then', async () => {
    const { refresh, asked, inView, addTile, endReads, drawFrame } = openMap()
    const tile = addTile(1, 0, 0)
    await endReads()
    inView.delete(tile)
    refresh.request(ID, { z: 1, x: 0, y: 0 })
    drawFrame()
    expect(asked).toEqual([])
    expect(refresh.isAtRest).toBe(true)
    inView.add(tile)
    expect(refresh.isAtRest).toBe(false)
    drawFrame()
    expect(asked).toHaveLength(1)
  })

  it('is asked for again in all the pieces that the map has enlarged from it', async () => {
    const { refresh, reads, addTile, endReads, drawFrame } = openMap()
    const pieces = [addTile(10, 4, 8), addTile(10, 5, 8)]
    addTile(10, 8, 8)
    await endReads()
    refresh.request(ID, { z: 8, x: 1, y: 2 })
    drawFrame()
    expect(reads.map(({ tile }) => tile)).toEqual(pieces)
  })

  it('is let go of with the last piece that was enlarged from it', async () => {
    const { source, released, addTile, endReads } = openMap()
    const [first, second] = [addTile(10, 4, 8), addTile(10, 5, 8)]
    await endReads()
    await source.unloadTile(first!)
    expect(released).not.toHaveBeenCalled()
    await source.unloadTile(second!)
    expect(released).toHaveBeenCalledExactlyOnceWith(ID, { z: 8, x: 1, y: 2 })
  })

  it('is not waited for when the map has given it up', () => {
    const { refresh, addTile } = openMap()
    const tile = addTile(1, 0, 0)
    expect(refresh.isAtRest).toBe(false)
    tile.aborted = true
    expect(refresh.isAtRest).toBe(true)
  })
})
