import { type LayerProblem, useAtlas } from './store.ts'

/** On how many maps tiles of a layer are being made. */
const mapsLoading = new Map<string, number>()

/** What a map tells of its layers' tiles, for the state: a layer is ready where no map waits for any of its tiles. */
export function toStatusEvents() {
  const loading = new Set<string>()
  const { setStatus } = useAtlas.getState()
  return {
    loading(id: string, pendingTiles: number): void {
      const isLoading = pendingTiles > 0
      if (isLoading === loading.has(id)) return
      if (isLoading) loading.add(id)
      else loading.delete(id)
      const maps = (mapsLoading.get(id) ?? 0) + (isLoading ? 1 : -1)
      mapsLoading.set(id, maps)
      // A failure stays in view until the layer is read again.
      if (useAtlas.getState().statuses.get(id)?.kind === 'failed') return
      setStatus(id, maps > 0 ? { kind: 'loading', share: null } : { kind: 'ready' })
    },
    problem: (id: string, problem: LayerProblem): void =>
      setStatus(id, { kind: 'failed', problem }),
  }
}
