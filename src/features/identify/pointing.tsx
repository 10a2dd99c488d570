import { useEffect, useState } from 'react'
import { useData } from '../../shell/shell.ts'
import { useAtlas } from '../../state/store.ts'
import styles from './pointing.module.css'

/** Has the map answer to clicks, taps and Enter; for keys a cross shows what is pointed at. */
export function Pointing() {
  const data = useData()
  const map = useAtlas((state) => state.map)
  const [isByKeys, setIsByKeys] = useState(false)
  useEffect(() => {
    if (!map) return
    let end: (() => void) | null = null
    let isLeft = false
    void import('./begin-pointing.ts').then(
      ({ beginPointing }) => {
        if (!isLeft) end = beginPointing(data, map)
      },
      // Without it the map is still a map; the page says elsewhere that its parts do not come.
      () => undefined,
    )
    const listening = new AbortController()
    const { signal } = listening
    const look = ({ type, target }: Event) =>
      setIsByKeys(type !== 'focusout' && (target as Element).matches(':focus-visible'))
    for (const type of ['focusin', 'focusout', 'keydown']) {
      map.container.addEventListener(type, look, { signal })
    }
    map.container.addEventListener('pointerdown', () => setIsByKeys(false), { signal })
    return () => {
      isLeft = true
      end?.()
      listening.abort()
    }
  }, [map, data])
  return isByKeys ? <div className={styles.cross} aria-hidden="true" /> : null
}
