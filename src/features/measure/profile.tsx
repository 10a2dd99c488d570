import { Save } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { toFileStem } from '../../formats/contract/file-stem.ts'
import { toCsvRow } from '../../formats/text/csv-text.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Language } from '../../model/schema.ts'
import { Failed } from '../../shell/failed.tsx'
import { layersUrl } from '../../shell/layers-url.ts'
import { saveText } from '../../shell/save-file.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { Drawing } from '../../state/drawings.ts'
import { type AtlasState, useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import { toKilometers } from './format-measure.ts'
import styles from './profile.module.css'
import { ProfileChart } from './profile-chart.tsx'
import {
  type Band,
  isSea,
  type ProfileStep,
  toProfilePlaces,
  toProfileSteps,
} from './to-profile.ts'

/** What is asked: whether there is land, how high it is, how deep the sea. */
const LAYERS = ['countries', 'elevation', 'bathymetry'] as const
const FIELDS = {
  countries: ['iso_a3'],
  elevation: ['elevation_min', 'elevation_max'],
  bathymetry: ['depth_min', 'depth_max'],
} as const satisfies Readonly<Record<(typeof LAYERS)[number], readonly string[]>>

/** What is asked of the layers that a profile is made from, in their order; `null` where one is not there. */
export function toProfileLayers(catalog: AtlasState['catalog']) {
  const layers = LAYERS.flatMap((id) => {
    const entry = catalog.get(id)
    const layer = entry && toAskedLayer(entry, layersUrl())
    return layer ? [{ ...layer, fields: FIELDS[id] }] : []
  })
  return layers.length === LAYERS.length ? layers : null
}

/** In which bands of height and depth the ground lies along a line: drawn, in words and as a table. */
export function Profile({ places, name }: Pick<Drawing, 'places' | 'name'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  const { stretchMeters, steps, problem, askAgain } = useProfile(places)
  if (problem) {
    return <Failed what={t('measure.profile.failed')} problem={problem} onRetry={askAgain} />
  }
  if (!steps) return <p role="status">{t('measure.profile.reading')}</p>
  const toBandText = (band: Band | null) => toText(band, t, language)
  const titles = ['elevation', 'bathymetry'].map((id) => textIn(catalog.get(id)!.title, language))
  const known = steps.flatMap(({ band }) => (band ? [band] : []))
  const heightOf = ({ low, high }: Band) => (low ?? -Infinity) + (high ?? Infinity)
  const inOrder = known.toSorted(
    (a, b) => Number(isSea(b)) - Number(isSea(a)) || heightOf(a) - heightOf(b),
  )
  const summary = t('measure.profile.summary', {
    lowest: toBandText(inOrder[0] ?? null),
    highest: toBandText(inOrder.at(-1) ?? null),
  })
  return (
    <div className={styles.profile}>
      <p role="status">{summary}</p>
      <ProfileChart steps={steps} label={summary} language={language} />
      <p className={styles.note}>
        {t('measure.profile.note', {
          step: toKilometers(stretchMeters, language),
          layers: titles.join(', '),
        })}
      </p>
      <details>
        <summary>{t('measure.profile.table')}</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('measure.profile.from')}</th>
              <th scope="col">{t('measure.profile.to')}</th>
              <th scope="col">{t('measure.profile.band')}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ fromMeters, toMeters, band }) => (
              <tr key={fromMeters}>
                <td>{toKilometers(fromMeters, language)}</td>
                <td>{toKilometers(toMeters, language)}</td>
                <td>{toBandText(band)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Button
          size="small"
          onClick={() =>
            saveText(toCsv(steps), `${toFileStem(name)}.csv`, 'text/csv;charset=utf-8')
          }
        >
          <Save size={15} aria-hidden /> {t('measure.profile.save')}
        </Button>
      </details>
    </div>
  )
}

type Translate = ReturnType<typeof useTranslation>['t']

function toText(band: Band | null, t: Translate, language: Language): string {
  if (!band) return t('measure.profile.unknown')
  const { low, high } = band
  const isBelow = isSea(band)
  const [near, far] = isBelow ? [high, low] : [low, high]
  const number = (value: number) => formatNumber(Math.abs(value), language)
  const key = far === null ? 'over' : near === null ? 'under' : 'between'
  return t(`measure.profile.${isBelow ? 'sea' : 'land'}.${key}`, {
    near: number(near ?? 0),
    far: number(far ?? 0),
  })
}

/** Metres along the line, and the band in metres above the sea; empty where it has no end, or none is known. */
function toCsv(steps: readonly ProfileStep[]): string {
  const rows = steps.map(({ fromMeters, toMeters, band }) =>
    [Math.round(fromMeters), Math.round(toMeters), band?.low ?? '', band?.high ?? ''].map(String),
  )
  return [['from_m', 'to_m', 'band_low_m', 'band_high_m'], ...rows].map(toCsvRow).join('')
}

function useProfile(corners: Drawing['places']) {
  const catalog = useAtlas((state) => state.catalog)
  const { places, stretchMeters } = useMemo(() => toProfilePlaces(corners), [corners])
  const layers = toProfileLayers(catalog)
  const { answer, problem, isAsking, askAgain } = useAnswer('along', layers && { layers, places })
  const steps = useMemo(() => {
    if (!answer || isAsking) return null
    const [land, elevation, depth] = answer
    const ground = places.map((_, at) => ({
      land: land?.[at] ?? null,
      elevation: elevation?.[at] ?? null,
      depth: depth?.[at] ?? null,
    }))
    return toProfileSteps(ground, stretchMeters)
  }, [answer, isAsking, places, stretchMeters])
  return { stretchMeters, steps, problem, askAgain }
}
