import { useSyncExternalStore } from 'react'

/**
 * From this width on, panels stand beside the map; below it they cover it. Style sheets write the
 * same width in their media queries, which take no variables.
 */
const wideQuery = matchMedia('(min-width: 48em)')

/** Whether the screen has room for the map and a panel beside it. */
export function isWide(): boolean {
  return wideQuery.matches
}

/** The same, followed as it changes. */
export function useIsWide(): boolean {
  return useSyncExternalStore((listen) => {
    wideQuery.addEventListener('change', listen)
    return () => wideQuery.removeEventListener('change', listen)
  }, isWide)
}
