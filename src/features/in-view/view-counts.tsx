import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage, useWords } from '../../i18n/use-language.ts'
import { useData } from '../../shell/shell.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import { useAtlas } from '../../state/store.ts'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { askCounts, type ViewCount } from './ask-counts.ts'

/** So long the map must stand still before it is counted. */
const STILL_MILLISECONDS = 700

/** Says how many features of each theme are in view, once the map stands still. */
export function ViewCounts({ map }: { readonly map: MapCommands }) {
  const { t } = useTranslation()
  const data = useData()
  const language = useLanguage()
  const hasWords = useWords('in-view')
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  const [counts, setCounts] = useState<readonly ViewCount[]>([])
  useEffect(() => {
    let asking: AbortController | undefined
    let timer: ReturnType<typeof setTimeout>
    const count = async () => {
      const controller = new AbortController()
      asking = controller
      const counted = await askCounts(data, map, layers, catalog, controller.signal)
      if (!controller.signal.aborted) setCounts(counted)
    }
    const wait = () => {
      asking?.abort()
      clearTimeout(timer)
      timer = setTimeout(() => void count(), STILL_MILLISECONDS)
    }
    wait()
    const stop = map.onMove(wait)
    return () => {
      stop()
      asking?.abort()
      clearTimeout(timer)
    }
  }, [data, map, layers, catalog])
  if (!hasWords || counts.length === 0) return null
  return (
    <>
      <p>{t('inView.title')}</p>
      <ul>
        {counts.map(({ id, total }) => {
          const entry = catalog.get(id)
          if (!entry) return null
          const label = textIn(entry.title, language)
          const value = total === null ? t('inView.uncounted') : formatNumber(total, language)
          return <li key={id}>{t('app.labelled', { label, value })}</li>
        })}
      </ul>
      <p>{t('inView.tables')}</p>
    </>
  )
}
