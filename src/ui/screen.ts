import { useSyncExternalStore } from 'react'
import widths from './screen.css?raw'

/** What a name in `screen.css` asks of the screen. */
function queryOf(name: 'wide' | 'spacious' | 'roomy' | 'large'): MediaQueryList {
  const [, condition] = new RegExp(`@custom-media --${name} ([^;]+);`).exec(widths) ?? []
  if (condition === undefined) throw new Error(`screen.css has no --${name}`)
  return matchMedia(condition)
}

const wideQuery = queryOf('wide')
const spaciousQuery = queryOf('spacious')
const roomyQuery = queryOf('roomy')
const largeQuery = queryOf('large')

/** Whether the screen has room for the map and a panel beside it. */
export function isWide(): boolean {
  return wideQuery.matches
}

/** The same, followed as it changes. */
export function useIsWide(): boolean {
  return useFollowed(wideQuery, isWide)
}

/** Whether the screen has room for the map, a panel beside it and one over it, followed as it changes. */
export function useIsSpacious(): boolean {
  return useFollowed(spaciousQuery, () => spaciousQuery.matches)
}

function useFollowed<Value>(query: MediaQueryList, read: () => Value): Value {
  return useSyncExternalStore((listen) => {
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, read)
}

/** Whether a panel has room for two columns. */
export function isRoomy(): boolean {
  return roomyQuery.matches
}

/** By how much all is larger on a large screen; the same as the root's font in `tokens.css`. */
const LARGE_SCALE = 1.25

/** By how much what is on the screen is larger than usual. */
export function screenScale(): number {
  return largeQuery.matches ? LARGE_SCALE : 1
}

/** The same, followed as it changes. */
export function useScreenScale(): number {
  return useFollowed(largeQuery, screenScale)
}
