import { type Map as MapLibreMap, VectorTileSource } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { TileRefresh } from './tile-refresh.ts'

type Tile = Parameters<VectorTileSource['loadTile']>[0]

/** A map of one source, which draws a frame when it is told to. */
function openMap() {
  const listeners: (() => void)[] = []
  const reads: (() => void)[] = []
  const asked: string[] = []
  const map = {
    isLoaded: true,
    on: (_: string, listener: () => void) => listeners.push(listener),
    getSource: () => source,
    isSourceLoaded: () => map.isLoaded,
    refreshTiles: () => asked.push(source.tiles[0]!.split('?')[1]!),
    triggerRepaint: () => undefined,
  }
  const source: VectorTileSource = Object.assign(Object.create(VectorTileSource.prototype), {
    tiles: ['atlas://shared/naaf/{z}/{x}/{y}?revision=0'],
    loadTile: () => new Promise<void>((resolve) => reads.push(resolve)),
  })
  const refresh = new TileRefresh(map as unknown as MapLibreMap, () => 'shared@naaf')
  const drawFrame = () => {
    for (const listener of listeners) listener()
  }
  return { map, source, refresh, asked, reads, drawFrame }
}

describe('the tiles of a source', () => {
  it('are asked for again with the next frame, by an address that none has had', () => {
    const { refresh, asked, drawFrame } = openMap()
    drawFrame()
    expect(asked).toEqual([])
    expect(refresh.nextRevision()).toBe(1)
    refresh.request()
    expect(refresh.isAtRest).toBe(false)
    drawFrame()
    expect(asked).toEqual(['revision=2'])
    expect(refresh.isAtRest).toBe(true)
    drawFrame()
    expect(asked).toHaveLength(1)
  })

  it('are asked for again only once the map has read those that it has', () => {
    const { map, refresh, asked, drawFrame } = openMap()
    map.isLoaded = false
    refresh.request()
    drawFrame()
    expect(asked).toEqual([])
    expect(refresh.isAtRest).toBe(false)
    map.isLoaded = true
    drawFrame()
    expect(asked).toEqual(['revision=1'])
  })

  it('are asked for once more where the style changed before they were read', () => {
    const { map, refresh, asked, drawFrame } = openMap()
    refresh.request()
    drawFrame()
    map.isLoaded = false
    refresh.restyled()
    drawFrame()
    expect(asked).toHaveLength(1)
    map.isLoaded = true
    drawFrame()
    expect(asked).toEqual(['revision=1', 'revision=2'])
    drawFrame()
    refresh.restyled()
    drawFrame()
    expect(asked).toHaveLength(2)
  })

  it('are not taken for read at the first of two answers', async () => {
    const { source, refresh, asked, reads, drawFrame } = openMap()
    refresh.request()
    drawFrame()
    const both = [source.loadTile({} as Tile), source.loadTile({} as Tile)]
    refresh.restyled()
    reads[0]!()
    await both[0]
    drawFrame()
    expect(asked).toHaveLength(1)
    expect(refresh.isAtRest).toBe(false)
    reads[1]!()
    await both[1]
    drawFrame()
    expect(asked).toHaveLength(2)
  })

  it('are not waited for when the map has given them up', () => {
    const { source, refresh, asked, drawFrame } = openMap()
    refresh.request()
    drawFrame()
    const tile = { aborted: false } as Tile
    void source.loadTile(tile)
    refresh.request()
    drawFrame()
    expect(asked).toHaveLength(1)
    tile.aborted = true
    drawFrame()
    expect(asked).toHaveLength(2)
  })
})
