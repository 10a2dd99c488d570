import { useEffect, useReducer } from 'react'
import type { MapCommands } from '../state/map-commands.ts'

/** Has the component drawn anew with every move of the map. */
export function useMoves(map: MapCommands | null): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => map?.onMove(redraw), [map])
}

/** The place in the middle of the map, as it moves; `null` where the map shows no ground there. */
export function useMiddle(map: MapCommands | null): readonly [lon: number, lat: number] | null {
  useMoves(map)
  if (!map) return null
  const { clientWidth, clientHeight } = map.container
  return map.unproject([clientWidth / 2, clientHeight / 2])
}
