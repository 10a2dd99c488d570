import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { usePointer } from '../../state/pointer.ts'
import { useAtlas } from '../../state/store.ts'
import { formatLonLat, formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'

/** What the map shows, for who does not see it: where, how much of the ground, and which layers. */
export function ViewText({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  // Said anew where the map has come to rest, not while it moves.
  const settled = useAtlas((state) => state.camera)
  const map = useAtlas((state) => state.map)
  const { center: first } = usePointer.getState()
  // Of a map that has just opened the size of its pixels comes later than its camera.
  const pixelMeters = usePointer(
    (state) => state.pixelMeters && Number(state.pixelMeters.toPrecision(2)),
  )
  const center = settled.center ?? first
  if (!map || !center || pixelMeters === null) return null
  const titles = layers.flatMap(({ id: layerId, visible }) => {
    const entry = visible ? catalog.get(layerId) : undefined
    return entry ? [textIn(entry.title, language)] : []
  })
  const across = formatNumber((pixelMeters * map.container.clientWidth) / 1000, language, {
    style: 'unit',
    unit: 'kilometer',
    maximumSignificantDigits: 2,
  })
  return (
    <p id={id} className="visually-hidden">
      {t('map.view', {
        center: formatLonLat(center, 10_000, language),
        across,
        layers: titles.length > 0 ? titles.join('; ') : t('layers.empty'),
      })}
    </p>
  )
}
