import { useEffect, useReducer } from 'react'
import type { MapCommands } from '../../state/map-commands.ts'

/** Has the component drawn anew with every move of the map. */
export function useMoves(map: MapCommands): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => map.onMove(redraw), [map])
}
