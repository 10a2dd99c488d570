import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { useAtlas } from '../../state/store.ts'
import { textIn } from '../../words/text-in.ts'

interface Change {
  readonly key: 'layers.added' | 'layers.removed'
  readonly id: string
}

/** Says to who hears the page that a layer came onto the map, or went from it. */
export function Arrivals() {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  const [change, setChange] = useState<Change | null>(null)
  useEffect(
    () =>
      useAtlas.subscribe(({ layers, comparison }, { layers: before, comparison: compared }) => {
        if (layers === before || comparison?.side !== compared?.side) return
        if (comparison?.other === before) return
        const added = layers.filter(({ id }) => !before.some((layer) => layer.id === id))
        const removed = before.filter(({ id }) => !layers.some((layer) => layer.id === id))
        // Whole maps that take each other's place tell of themselves.
        if (added.length + removed.length !== 1) return
        const [layer] = [...added, ...removed]
        setChange({ key: added.length > 0 ? 'layers.added' : 'layers.removed', id: layer!.id })
      }),
    [],
  )
  const entry = change && catalog.get(change.id)
  return (
    <p role="status" className="visually-hidden">
      {change && entry && t(change.key, { layer: textIn(entry.title, language) })}
    </p>
  )
}
