import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { lookOf } from '../../catalog/look-of.ts'
import { nameOf } from '../../catalog/name-of.ts'
import { toLayerPicture, toSymbolPicture } from '../../catalog/symbol-picture.ts'
import { bearingDegrees } from '../../geo/circle.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { fieldsOf } from '../../model/condition.ts'
import { readValue } from '../../model/field-value.ts'
import type { IdentifiedFeature } from '../../query/identify.ts'
import { Picture } from '../../shell/picture.tsx'
import type { NearAsked } from '../../state/near.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../words/format.ts'
import { formatValue } from '../../words/format-value.ts'
import { textIn } from '../../words/text-in.ts'
import { MOST_OF_A_LAYER, type NearAnswer } from './ask-near.ts'
import styles from './near-list.module.css'
import type { NearChoice, NearLayer } from './to-groups.ts'
import type { NearState } from './use-near.ts'

/** Rows that are seen of a layer before all are asked for. */
const FIRST_ROWS = 5

interface NearListProps {
  readonly near: NearAsked
  readonly choice: NearChoice
  readonly state: NearState
}

/** What was found, by subject and layer, the nearest first, and what the list cannot know. */
export function NearList({ near, choice, state }: NearListProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { groups, narrowed } = choice
  return (
    <>
      <Progress choice={choice} state={state} />
      {narrowed && (
        <div className={styles.unknown}>
          <h3>{t('near.unknown')}</h3>
          <p>{textIn(narrowed.narrow.limits, language)}</p>
        </div>
      )}
      {!narrowed && groups.length > 0 && <p className={styles.unknown}>{t('near.limits')}</p>}
      {groups.map(({ group, layers }) => (
        <section key={group.id} className={styles.group} aria-labelledby={`near-${group.id}`}>
          <h3 id={`near-${group.id}`}>
            {group.title ? textIn(group.title, language) : t(`near.group.${group.id}`)}
          </h3>
          {toOrdered(layers, state.answers).map(([layer, answer]) => (
            <LayerAnswer key={layer.entry.id} near={near} layer={layer} answer={answer} />
          ))}
        </section>
      ))}
    </>
  )
}

/** Those that have answered: the one with the nearest feature first, those with none last. */
function toOrdered(
  layers: readonly NearLayer[],
  answers: NearState['answers'],
): readonly (readonly [NearLayer, NearAnswer])[] {
  const nearest = ([, { features }]: readonly [NearLayer, NearAnswer]) =>
    features[0]?.distanceMeters ?? Number.MAX_VALUE
  return layers
    .flatMap((layer) => {
      const answer = answers.get(layer.entry.id)
      return answer ? [[layer, answer] as const] : []
    })
    .toSorted((a, b) => nearest(a) - nearest(b))
}

/** How far the question is, and what has come of it in all. */
function Progress({ choice, state }: Pick<NearListProps, 'choice' | 'state'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { answers, isAsking, isCancelled, cancel, askAgain } = state
  const layers = choice.groups.flatMap((group) => group.layers)
  const counts = layers.map(({ entry }) => answers.get(entry.id)?.total ?? 0)
  const count = counts.reduce((sum, total) => sum + total, 0)
  if (layers.length === 0) return null
  return (
    <div className={styles.progress}>
      <p role="status">
        {isAsking
          ? t('near.asking', {
              done: formatNumber(answers.size, language),
              count: layers.length,
            })
          : isCancelled
            ? t('near.cancelled')
            : t('near.found', { count })}
      </p>
      {isAsking && (
        <Button size="small" onClick={cancel}>
          {t('near.cancel')}
        </Button>
      )}
      {isCancelled && (
        <Button size="small" onClick={askAgain}>
          {t('start.retry')}
        </Button>
      )}
    </div>
  )
}

interface LayerAnswerProps {
  readonly near: NearAsked
  readonly layer: NearLayer
  readonly answer: NearAnswer
}

function LayerAnswer({ near, layer, answer }: LayerAnswerProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [isWhole, setIsWhole] = useState(false)
  const { entry } = layer
  const { features, total, beyond, problem } = answer
  const id = `near-layer-${entry.id}`
  const shown = isWhole ? features : features.slice(0, FIRST_ROWS)
  const caveat = entry.limitations && textIn(entry.limitations, language)
  const radius = formatDistance(near.radiusKilometers * 1000, language)
  return (
    <section className={styles.layer} aria-labelledby={id}>
      <h4 id={id}>
        <Picture parts={toLayerPicture(entry)} /> {textIn(entry.title, language)}
      </h4>
      <p className={styles.count}>
        {problem
          ? toSentence(problem, language)
          : total > 0
            ? t('near.count', { count: total, radius })
            : t(beyond ? 'near.noneButBeyond' : 'near.noneAtAll', { radius })}
      </p>
      {shown.length > 0 && (
        <ol className={styles.rows}>
          {shown.map((feature) => (
            <Row key={feature.key} near={near} layer={layer} feature={feature} />
          ))}
        </ol>
      )}
      {beyond && (
        <ul className={styles.rows}>
          <Row near={near} layer={layer} feature={beyond} />
        </ul>
      )}
      {shown.length < features.length && (
        <Button size="small" className={styles.more} onClick={() => setIsWhole(true)}>
          {t('near.showAll', { count: features.length })}
        </Button>
      )}
      {isWhole && features.length < total && (
        <p className={styles.quiet}>{t('near.cut', { count: MOST_OF_A_LAYER })}</p>
      )}
      <p className={styles.quiet}>
        {entry.provenance && `${t('near.date', { date: entry.provenance.date })} `}
        {caveat}
      </p>
    </section>
  )
}

interface RowProps {
  readonly near: NearAsked
  readonly layer: NearLayer
  readonly feature: IdentifiedFeature
}

/** A feature with its way from the place; pressed, it is told of, on the map. */
function Row({ near, layer: { entry, condition }, feature }: RowProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { properties, bbox, distanceMeters } = feature
  const look = lookOf(entry, properties)
  // What was chosen by stands in the row: “Mercury compounds”.
  const chosenBy = condition
    ? fieldsOf(condition).flatMap((name) => {
        const value = readValue(properties, name)
        const field = entry.fields.find((candidate) => candidate.name === name)
        return value === null ? [] : [formatValue(value, field, language)]
      })
    : []
  const notes = [look && textIn(look.label, language), ...chosenBy].filter(Boolean)
  const compass = COMPASS[Math.round(bearingDegrees(near.place, [bbox[0], bbox[1]]) / 45) % 8]!
  return (
    <li>
      <Button kind="plain" className={styles.row} onClick={() => show(entry, feature)}>
        <Picture parts={look ? toSymbolPicture(look.symbol, entry) : toLayerPicture(entry)} />
        <span className={styles.name}>
          {nameOf(entry, properties, language) ?? t('near.unnamed')}
          {notes.length > 0 && <span className={styles.note}>{notes.join(' · ')}</span>}
        </span>
        <span className={styles.distance}>
          {formatDistance(distanceMeters, language)}
          <span className={styles.note}>{t(`near.compass.${compass}`)}</span>
        </span>
      </Button>
    </li>
  )
}

const COMPASS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const

/** Kilometres as far as a place that is rounded to one bears them. */
function formatDistance(meters: number, language: Parameters<typeof formatNumber>[1]): string {
  return formatNumber(Math.max(1, Math.round(meters / 1000)), language, {
    style: 'unit',
    unit: 'kilometer',
  })
}

/** Puts the layer on the map, where it is not, and opens what is known of the feature. */
function show({ id }: LayerEntry, { key }: IdentifiedFeature): void {
  const { addLayer, openPanel } = useAtlas.getState()
  addLayer(id)
  useAtlas.setState({ selected: { layerId: id, key } })
  openPanel('identify')
}
