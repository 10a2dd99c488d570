import { ChartArea, type LucideIcon, Trash2, ZoomIn } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ShortWayBox } from '../../geo/short-way.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toGeometry } from '../../shell/drawing/to-geometry.ts'
import { type Drawing, MOST_NAME_LENGTH } from '../../state/drawings.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { formatLonLat } from '../../words/format.ts'
import { formatArea, formatBearing, formatLength } from './format-measure.ts'
import styles from './measure-panel.module.css'
import { Profile, toProfileLayers } from './profile.tsx'
import { type Both, toMeasures } from './to-measures.ts'

interface DrawingCardProps {
  readonly drawing: Drawing
  /** As it is called where the reader gave it no name. */
  readonly name: string
  readonly icon: LucideIcon
  readonly onChange: (drawing: Drawing) => void
  readonly onRemove: () => void
}

/** One drawing with its name and its measures on both figures of the Earth. */
export function DrawingCard({ drawing, name, icon: Icon, onChange, onRemove }: DrawingCardProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  const hasProfile = drawing.kind === 'line' && toProfileLayers(catalog) !== null
  const [isProfile, setProfile] = useState(false)
  const { lengthMeters, areaSquareMeters, perimeterMeters, radiusMeters, bearingDegrees } =
    toMeasures(drawing)
  const rows: readonly (readonly [label: string, value: Both | undefined, isArea?: true])[] = [
    ['length', lengthMeters],
    ['area', areaSquareMeters, true],
    ['perimeter', perimeterMeters],
    ['radius', radiusMeters],
  ]
  const zoomTo = () => {
    const geometry = toGeometry(drawing)
    if (!geometry) return
    const box = new ShortWayBox()
    box.add(geometry)
    const bbox = box.bbox()
    if (bbox) useAtlas.getState().map?.fitBbox(grown(bbox))
  }
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <Icon size={17} aria-hidden />
        <Field label={t('measure.name')}>
          {(control) => (
            <input
              {...control}
              value={drawing.name}
              placeholder={name}
              maxLength={MOST_NAME_LENGTH}
              onChange={({ target }) => onChange({ ...drawing, name: target.value })}
            />
          )}
        </Field>
        <IconButton label={t('measure.zoomTo', { name })} onClick={zoomTo}>
          <ZoomIn size={17} aria-hidden />
        </IconButton>
        <IconButton label={t('measure.remove', { name })} onClick={onRemove} data-remove>
          <Trash2 size={17} aria-hidden />
        </IconButton>
      </div>
      <dl className={styles.measures}>
        {drawing.kind === 'point' && (
          <div>
            <dt>{t('measure.place')}</dt>
            <dd>{formatLonLat(drawing.places[0]!, 1, language)}</dd>
          </div>
        )}
        {rows.map(([label, value, isArea]) => {
          if (!value) return null
          const format = isArea ? formatArea : formatLength
          return (
            <div key={label}>
              <dt>{t(`measure.${label}`)}</dt>
              <dd>
                {format(value.ellipsoid, language)}
                <span className={styles.sphere}>
                  {t('measure.onSphere', { value: format(value.sphere, language) })}
                </span>
              </dd>
            </div>
          )
        })}
        {bearingDegrees !== undefined && (
          <div>
            <dt>{t('measure.bearing')}</dt>
            <dd>{formatBearing(bearingDegrees, language)}</dd>
          </div>
        )}
      </dl>
      {hasProfile && (
        <>
          <Button
            size="small"
            aria-expanded={isProfile}
            onClick={() => setProfile((before) => !before)}
          >
            <ChartArea size={16} aria-hidden /> {t('measure.profile.open')}
          </Button>
          {isProfile && <Profile places={drawing.places} name={drawing.name || name} />}
        </>
      )}
    </li>
  )
}

/** A place alone is shown with what lies around it. */
function grown([west, south, east, north]: readonly [number, number, number, number]) {
  const by = west === east && south === north ? 0.25 : 0
  return [west - by, south - by, east + by, north + by] as const
}
