import { ProblemError } from '../model/problem.ts'
import { watchReach } from '../sources/host-reach.ts'
import { toGeometryLayer } from '../tiles/geometry-layer.ts'
import { writeSheetTile } from '../tiles/sheet.ts'
import { TileLayer, type TileLevel } from '../tiles/tile-layer.ts'
import type { Handlers, Tell } from './channel.ts'
import type { FilteredPoints } from './filtered-points.ts'
import {
  forgetShared,
  holdShared,
  openShared,
  readersOfShared,
  watchReplaced,
} from './shared-sources.ts'
import { takeTurns } from './take-turns.ts'
import {
  type OpenLayerRequest,
  RESIDENT_BYTES,
  type RegroupRequest,
  SHEET_ID,
  type TileCalls,
  type TileEvents,
  type TileFile,
} from './tile-protocol.ts'
import { loadOnce } from './watch-loading.ts'

const layers = new Map<string, TileLayer>()
/** What ends the readings of layers that are drawn of the rows that a filter leaves. */
const readings = new Map<string, AbortController>()

let tell: Tell<TileEvents>

const handlers: Handlers<TileCalls> = {
  openLayer(request) {
    if (request.isRetry) for (const { at } of request.files) forgetShared(at)
    holdShared(
      request.id,
      request.files.map(({ at }) => at),
    )
    layers.set(request.id, openLayer(request))
    return undefined
  },
  closeLayer({ id }) {
    layers.delete(id)
    endReading(id)
    holdShared(id, [])
    return undefined
  },
  openGeometries({ id, geometries }) {
    layers.set(id, toGeometryLayer(id, geometries))
    return undefined
  },
  async prepare({ layerId, ...request }) {
    await layers.get(layerId)?.prepare(request)
    return undefined
  },
  async tile({ layerId, ...request }, signal) {
    if (layerId === SHEET_ID) return (await writeSheetTile(request)).slice().buffer
    const layer = layers.get(layerId)
    if (!layer) {
      throw new ProblemError({
        code: 'layer-not-open',
        message: `The layer ${layerId} has not been opened`,
        values: { layer: layerId },
      })
    }
    try {
      const bytes = await layer.tile(request, signal)
      // The encoder's own buffer may be longer than what it wrote.
      return bytes.slice().buffer
    } catch (error) {
      // Of a layer that was opened anew or is gone nobody waits for a tile.
      if (layers.get(layerId) !== layer) return new ArrayBuffer(0)
      throw error
    }
  },
}

/** What the map asks of the data worker. */
export function toTileHandlers(teller: Tell<TileEvents>): Handlers<TileCalls> {
  tell = teller
  watchReplaced((key) => {
    for (const layerId of readersOfShared(key)) tell('replaced', { layerId })
  })
  watchReach((isReached) => tell('reach', { isReached }))
  return handlers
}

function openLayer({ id, files, regroup, ...drawn }: OpenLayerRequest): TileLayer {
  endReading(id)
  const levels = files.map((file) => openLevel(id, file))
  const regrouped = regroup ? toRegrouped(id, regroup, files.at(-1)!) : []
  return new TileLayer({ id, levels: [...regrouped, ...levels], ...drawn })
}

function endReading(layerId: string): void {
  readings.get(layerId)?.abort()
  readings.delete(layerId)
}

const filtering = loadOnce('filtered-points', () => import('./filtered-points.ts'))

/** The levels of a layer of points that are made of the rows that filters leave, read when the first of them is drawn. */
function toRegrouped(
  layerId: string,
  { upTo, ...regroup }: RegroupRequest,
  { at, bytes }: TileFile,
): TileLevel[] {
  const reading = new AbortController()
  readings.set(layerId, reading)
  let points: Promise<FilteredPoints> | undefined
  const read = async () => {
    const { FilteredPoints } = await filtering()
    return FilteredPoints.read(await openShared(at, bytes), {
      ...regroup,
      signal: reading.signal,
      tell: (regrouped) => tell('regrouped', { layerId, ...regrouped }),
      tellShare: (share) =>
        tell('progress', { layerId, loadedBytes: (share ?? 0) * bytes, totalBytes: bytes }),
    })
  }
  return Array.from({ length: upTo + 1 }, (_, zoom) => ({
    // Below the smallest zoom the coarsest serves, too.
    zooms: [zoom === 0 ? Number.NEGATIVE_INFINITY : zoom, zoom + 0.99] as const,
    resident: false,
    isPartial: true,
    isFiltered: true,
    async open() {
      points ??= read()
      return (await points).at(zoom)
    },
  }))
}

/**
 * So many files are downloaded whole at a time, in the order in which their layers are drawn: all at once would
 * share a slow line and come together at the end, with nothing to see before.
 */
const inTurn = takeTurns(3)

function openLevel(layerId: string, { at, bytes, zooms, isPartial }: TileFile): TileLevel {
  const resident = bytes <= RESIDENT_BYTES
  const open = () =>
    openShared(at, bytes, ({ receivedBytes, totalBytes }) =>
      tell('progress', { layerId, loadedBytes: receivedBytes, totalBytes: totalBytes ?? bytes }),
    )
  return {
    zooms,
    resident,
    ...(isPartial && { isPartial }),
    open: resident && at.kind === 'url' ? () => inTurn(open) : open,
  }
}
