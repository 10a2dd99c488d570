import { ProblemError } from '../model/problem.ts'
import { watchReach } from '../sources/host-reach.ts'
import { toGeometryLayer } from '../tiles/geometry-layer.ts'
import { writeSheetTile } from '../tiles/sheet.ts'
import { TileLayer, type TileLevel } from '../tiles/tile-layer.ts'
import type { Handlers, Tell } from './channel.ts'
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
  SHEET_ID,
  type TileCalls,
  type TileEvents,
  type TileFile,
} from './tile-protocol.ts'

const layers = new Map<string, TileLayer>()

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
    const bytes = await layer.tile(request, signal)
    // The encoder's own buffer may be longer than what it wrote.
    return bytes.slice().buffer
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

function openLayer({ id, files, ...drawn }: OpenLayerRequest): TileLayer {
  return new TileLayer({
    id,
    levels: files.map((file) => openLevel(id, file)),
    ...drawn,
  })
}

/**
 * So many files are downloaded whole at a time, in the order in which their layers are drawn: all at once would
 * share a slow line and come together at the end, with nothing to see before.
 */
const inTurn = takeTurns(3)

function openLevel(
  layerId: string,
  { at, bytes, zooms, mergedFields, isPartial }: TileFile,
): TileLevel {
  const resident = bytes <= RESIDENT_BYTES
  const open = () =>
    openShared(at, bytes, ({ receivedBytes, totalBytes }) =>
      tell('progress', { layerId, loadedBytes: receivedBytes, totalBytes: totalBytes ?? bytes }),
    )
  return {
    zooms,
    resident,
    ...(mergedFields && { mergedFields }),
    ...(isPartial && { isPartial }),
    open: resident && at.kind === 'url' ? () => inTurn(open) : open,
  }
}
