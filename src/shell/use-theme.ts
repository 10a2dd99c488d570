import { useSyncExternalStore } from 'react'
import { useAtlas } from '../state/store.ts'

const darkQuery = matchMedia('(prefers-color-scheme: dark)')

/** The theme that is seen: the chosen one, or the system's own as it changes. */
export function useTheme(): 'light' | 'dark' {
  const choice = useAtlas((state) => state.theme)
  const systemIsDark = useSyncExternalStore(
    (listen) => {
      darkQuery.addEventListener('change', listen)
      return () => darkQuery.removeEventListener('change', listen)
    },
    () => darkQuery.matches,
  )
  return choice === 'auto' ? (systemIsDark ? 'dark' : 'light') : choice
}
