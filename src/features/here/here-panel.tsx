import { Copy, Link, LocateFixed } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf } from '../../catalog/name-of.ts'
import { toLayerPicture } from '../../catalog/symbol-picture.ts'
import { formatCoordinates, NOTATIONS } from '../../gazetteer/format-coordinates.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Failed } from '../../shell/failed.tsx'
import type { PanelProps } from '../../shell/feature.ts'
import { Picture } from '../../shell/picture.tsx'
import { useData } from '../../shell/shell.ts'
import { useCopy } from '../../shell/use-copy.ts'
import { useInView } from '../../shell/use-in-view.ts'
import type { Place } from '../../state/map-commands.ts'
import { toNear } from '../../state/near.ts'
import { type LayerProblem, useAtlas } from '../../state/store.ts'
import { toPanelUrl } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { formatLonLat, formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { toProblem } from '../../workers/data-client.ts'
import {
  askAllNearest,
  askAreas,
  type HereArea,
  type HereNearest,
  placeValueOf,
} from './ask-here.ts'
import styles from './here-panel.module.css'

const HIGHLIGHT = 'here'

/** What is known of a place itself. */
export function HerePanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const here = useAtlas((state) => state.here)
  useEffect(() => () => useAtlas.setState({ here: null }), [])
  return (
    <Panel
      id="here"
      title={t('here.title')}
      closeLabel={t('here.close')}
      onClose={close}
      size="sheet"
    >
      <PanelBody>{here && <Here key={here.join()} place={here} />}</PanelBody>
    </Panel>
  )
}

function Here({ place }: { readonly place: Place }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const areas = useAnswer(place, askAreas)
  const nearest = useAnswer(place, askAllNearest)
  useMarked(place)
  useInView(place, 'here')
  return (
    <div className={styles.here}>
      <h3 className={styles.name}>{formatLonLat(place, 10, language)}</h3>
      <div className={styles.deeds}>
        <Button
          size="small"
          onClick={() => {
            useAtlas.setState({ near: toNear(place) })
            useAtlas.getState().openPanel('near')
          }}
        >
          <LocateFixed size={16} aria-hidden /> {t('near.open')}
        </Button>
      </div>
      <section aria-labelledby="here-about">
        <h4 id="here-about">{t('here.about')}</h4>
        <Answered answer={areas}>{(found) => <Areas areas={found} />}</Answered>
        <p className={styles.quiet}>{t('here.limits')}</p>
      </section>
      <section aria-labelledby="here-nearest">
        <h4 id="here-nearest">{t('here.nearest')}</h4>
        <Answered answer={nearest}>{(found) => <NearestList found={found} />}</Answered>
      </section>
      <Coordinates place={place} areas={areas.value ?? []} />
    </div>
  )
}

interface Answer<Value> {
  readonly value: Value | null
  readonly problem: LayerProblem | null
  askAgain(): void
}

type Ask<Value> = (
  data: ReturnType<typeof useData>,
  place: Place,
  state: ReturnType<typeof useAtlas.getState>,
  signal: AbortSignal,
) => Promise<Value>

/** What a question of a place is answered with. */
function useAnswer<Value>([lon, lat]: Place, ask: Ask<Value>): Answer<Value> {
  const data = useData()
  const [value, setValue] = useState<Value | null>(null)
  const [problem, setProblem] = useState<LayerProblem | null>(null)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks anew
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    setProblem(null)
    ask(data, [lon, lat], useAtlas.getState(), signal).then(
      (answer) => signal.aborted || setValue(() => answer),
      (error: unknown) => signal.aborted || setProblem(toProblem(error)),
    )
    return () => controller.abort()
  }, [data, lon, lat, ask, attempt])
  return { value, problem, askAgain: () => setAttempt((before) => before + 1) }
}

function Answered<Value>({
  answer: { value, problem, askAgain },
  children,
}: {
  readonly answer: Answer<Value>
  readonly children: (value: Value) => ReactNode
}) {
  const { t } = useTranslation()
  if (problem) {
    return <Failed what={t('here.failed')} problem={problem} onRetry={askAgain} />
  }
  return <div role="status">{value ? children(value) : <p>{t('here.asking')}</p>}</div>
}

/** What layers of areas have there, and which have nothing. */
function Areas({ areas }: { readonly areas: readonly HereArea[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const none = areas.filter(({ feature, problem }) => !feature && !problem)
  return (
    <>
      <dl className={styles.values}>
        {areas
          .filter((area) => !none.includes(area))
          .map((area) => (
            <div key={area.entry.id}>
              <dt>{textIn(area.entry.title, language)}</dt>
              <dd>
                {area.problem
                  ? toSentence(area.problem, language)
                  : (placeValueOf(area, language) ?? t('here.unnamed'))}
              </dd>
            </div>
          ))}
      </dl>
      {none.length > 0 && (
        <p className={styles.quiet}>
          {t('here.nothingIn', {
            layers: none.map(({ entry }) => textIn(entry.title, language)).join(', '),
          })}
        </p>
      )}
    </>
  )
}

function NearestList({ found }: { readonly found: readonly HereNearest[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (found.length === 0) return <p className={styles.quiet}>{t('here.noPoints')}</p>
  return (
    <ul className={styles.nearest}>
      {found.map(({ entry, feature, problem }) => (
        <li key={entry.id}>
          <Picture parts={toLayerPicture(entry)} />
          <span>
            {problem
              ? toSentence(problem, language)
              : feature
                ? (nameOf(entry, feature.properties, language) ?? t('here.unnamed'))
                : t('here.none')}
            <span className={styles.layer}>{textIn(entry.title, language)}</span>
          </span>
          {feature && (
            <span className={styles.distance}>
              {formatNumber(feature.distanceMeters / 1000, language, {
                style: 'unit',
                unit: 'kilometer',
                maximumFractionDigits: feature.distanceMeters < 10_000 ? 1 : 0,
              })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The place in the notations that the search reads, each to be copied, and all of it as text. */
function Coordinates({
  place,
  areas,
}: {
  readonly place: Place
  readonly areas: readonly HereArea[]
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { copy, said } = useCopy()
  const sides = wordsOf('page', language).map.directions
  const rows = NOTATIONS.flatMap((notation) => {
    const text = formatCoordinates(place, notation, sides)
    return text === null ? [] : [{ notation: t(`here.notation.${notation}`), text }]
  })
  const toText = () =>
    [
      ...rows.map(({ notation, text }) => t('app.labelled', { label: notation, value: text })),
      ...areas.flatMap((area) => {
        const value = placeValueOf(area, language)
        const label = textIn(area.entry.title, language)
        return value === null ? [] : [t('app.labelled', { label, value })]
      }),
    ].join('\n')
  return (
    <section aria-labelledby="here-coordinates">
      <h4 id="here-coordinates">{t('here.coordinates')}</h4>
      <dl className={styles.values}>
        {rows.map(({ notation, text }) => (
          <div key={notation}>
            <dt>{notation}</dt>
            <dd className={styles.notation}>
              <span>{text}</span>
              <IconButton label={t('here.copyOf', { notation })} onClick={() => void copy(text)}>
                <Copy size={16} aria-hidden />
              </IconButton>
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.deeds}>
        <Button size="small" onClick={() => void copy(toText())}>
          <Copy size={16} aria-hidden /> {t('here.copyAll')}
        </Button>
        <Button size="small" onClick={() => void copy(toPanelUrl(useAtlas.getState(), 'here'))}>
          <Link size={16} aria-hidden /> {t('here.copyLink')}
        </Button>
      </div>
      <p role="status">{said}</p>
    </section>
  )
}

/** Marks the place. */
function useMarked([lon, lat]: Place): void {
  const map = useAtlas((state) => state.map)
  useEffect(() => {
    if (!map) return
    map.setHighlight(HIGHLIGHT, { geometries: [{ type: 'Point', coordinates: [lon, lat] }] })
    return () => map.setHighlight(HIGHLIGHT, null)
  }, [map, lon, lat])
}
