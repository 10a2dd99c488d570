import type { Geometry } from 'geojson'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Recipe, toRecipeText } from '../../model/recipe.ts'
import { type Answer, type AnswerRequest, MOST_ANSWER_FEATURES } from '../../query/answer.ts'
import { Failed } from '../../shell/failed.tsx'
import { handOver } from '../../shell/hand-over.ts'
import { useData } from '../../shell/shell.ts'
import { addAnswer } from '../../state/answers.ts'
import { chooseFeatures } from '../../state/chosen-features.ts'
import { fitFeature } from '../../state/fit-feature.ts'
import { MOST_ANSWERS, whyUnfollowable } from '../../state/followed-answers.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { formatNumber, formatSquareKilometers } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { ask } from '../../workers/ask.ts'
import { toStripRequest } from '../../workers/to-answer-request.ts'
import { AnswerRows } from './answer-rows.tsx'
import styles from './ask-panel.module.css'
import { Elsewhere } from './elsewhere.tsx'
import { GroupsTable } from './groups-table.tsx'
import { toAnswerFile } from './to-answer-file.ts'
import { toRecipeContext, useAsk } from './use-ask.ts'

/** What the edges of a strip along a border stand out as. */
const STRIP = 'ask-strip'
const HIGHLIGHT = 'ask'
const FIRST_ROWS = 20
/** More than anybody goes through here; the table has them all. */
const MOST_ROWS = 200

interface AnswerViewProps {
  readonly recipe: Recipe
  readonly onChange: (recipe: Recipe) => void
  /** Called before the map shows where the answer is. */
  readonly onShow: () => void
  /** The layer of the map that is this answer. */
  readonly followedId: string | null
}

/** What the layers answer: how many, how sure, by what, and each with its reason. */
export function AnswerView({ recipe, onChange, onShow, followedId }: AnswerViewProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const entry = useAtlas((state) => state.catalog.get(recipe.layer))
  const [limit, setLimit] = useState(FIRST_ROWS)
  const { asked, cancel, askAgain } = useAsk(recipe, limit)
  const answer = asked.kind === 'answered' ? asked.answer : null
  const section = useRef<HTMLElement>(null)
  // What asks anew goes with the answer before.
  useKeptFocus(section, '[data-total]', asked.kind)
  useOnMap(recipe, answer, followedId)
  useStripOnMap(recipe.border)
  const number = (value: number) => formatNumber(value, language)
  return (
    <section ref={section} className={styles.answer} aria-label={t('ask.answer')}>
      <div role="status" className={styles.total} tabIndex={-1} data-total>
        {asked.kind === 'asking' && t('ask.asking')}
        {asked.kind === 'cancelled' && t('ask.cancelled')}
        {answer && entry && (
          <strong>
            {t('ask.total', {
              count: answer.total,
              number: number(answer.total),
              of: number(answer.asked),
              layer: textIn(entry.title, language),
            })}
          </strong>
        )}
      </div>
      {asked.kind === 'asking' && (
        <div className={styles.deeds}>
          <progress
            aria-label={t('ask.asking')}
            max={1}
            {...(asked.share !== null && { value: asked.share })}
          />
          <Button size="small" onClick={cancel}>
            {t('ask.cancel')}
          </Button>
        </div>
      )}
      {asked.kind === 'failed' && (
        <Failed what={t('ask.failed')} problem={asked.problem} onRetry={askAgain} />
      )}
      {asked.kind === 'cancelled' && (
        <Button size="small" onClick={askAgain}>
          {t('start.retry')}
        </Button>
      )}
      {asked.kind === 'answered' && entry && (
        <>
          <Notes recipe={recipe} entry={entry} answer={asked.answer} />
          <Deeds
            recipe={recipe}
            entry={entry}
            answer={asked.answer}
            request={asked.request}
            onShow={onShow}
            followedId={followedId}
          />
          {asked.answer.overlap && (
            <Overlap
              overlap={asked.answer.overlap}
              entry={entry}
              sum={recipe.sum}
              reported={asked.answer.groups?.parts[0]?.all.sum ?? null}
            />
          )}
          <GroupsTable
            recipe={recipe}
            entry={entry}
            groups={asked.answer.groups}
            onChange={onChange}
          />
          <AnswerRows
            recipe={recipe}
            entry={entry}
            answer={asked.answer}
            onMore={
              limit < MOST_ROWS && asked.answer.total > limit ? () => setLimit(MOST_ROWS) : null
            }
          />
          <Elsewhere recipe={recipe} />
        </>
      )}
    </section>
  )
}

/** What the answer does not know, and how near it is to another one. */
function Notes({
  recipe,
  entry,
  answer: { margin, nowhere, others, groups },
}: {
  readonly recipe: Recipe
  readonly entry: LayerEntry
  readonly answer: Answer
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const number = (value: number) => formatNumber(value, language)
  const close = margin ? [...margin.within, ...margin.beyond] : []
  return (
    <div className={styles.notes}>
      {margin && (
        <p>
          {close.length === 0
            ? t('ask.marginNone')
            : t('ask.margin', {
                count: close.length,
                number: number(close.length),
                within: number(margin.within.length),
                beyond: number(margin.beyond.length),
              })}{' '}
          {close.length > 0 && (
            <Button kind="plain" size="small" onClick={() => chooseFeatures(recipe.layer, close)}>
              {t('ask.marginShow')}
            </Button>
          )}
        </p>
      )}
      {others === 0 && <p>{t('ask.noOthers')}</p>}
      {nowhere > 0 && <p>{t('ask.nowhere', { count: nowhere, number: number(nowhere) })}</p>}
      {groups && groups.several > 0 && (
        <p>{t('ask.several', { count: groups.several, number: number(groups.several) })}</p>
      )}
      {groups && groups.unparted > 0 && (
        <p>{t('ask.unparted', { count: groups.unparted, number: number(groups.unparted) })}</p>
      )}
      {entry.limitations && (
        <p>
          {t('ask.limitations')} {textIn(entry.limitations, language)}
        </p>
      )}
    </div>
  )
}

/** What can be done with the answer's features. */
function Deeds({
  recipe,
  entry,
  answer,
  request,
  onShow,
  followedId,
}: {
  readonly recipe: Recipe
  readonly entry: LayerEntry
  readonly answer: Answer
  readonly request: AnswerRequest
  readonly onShow: () => void
  readonly followedId: string | null
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const data = useData()
  const [isKeeping, setIsKeeping] = useState(false)
  const [failed, setFailed] = useState(false)
  const keep = async () => {
    setIsKeeping(true)
    setFailed(false)
    try {
      const name = t('ask.fileName', { layer: textIn(entry.title, language) })
      handOver([await toAnswerFile(data, { recipe, entry, answer, request, name })])
    } catch {
      setFailed(true)
    } finally {
      setIsKeeping(false)
    }
  }
  const followed = useAtlas(({ catalog }) =>
    followedId === null ? undefined : catalog.get(followedId),
  )
  const { bbox } = answer
  const text = toRecipeText(recipe)
  const hindrance = useAtlas(({ answers }) => whyUnfollowable(text, answers))
  const isTooLarge = answer.total > MOST_ANSWER_FEATURES
  if (answer.total === 0 && !followed) return null
  return (
    <>
      {followed && (
        <p className={styles.quiet}>
          {t('ask.isLayer', { title: textIn(followed.title, language) })}
        </p>
      )}
      <div className={styles.deeds}>
        {bbox && (
          <Button
            size="small"
            onClick={() => {
              onShow()
              // By then the panel has made room.
              requestAnimationFrame(() => fitFeature(bbox))
            }}
          >
            {t('ask.fit')}
          </Button>
        )}
        <Button
          size="small"
          onClick={() =>
            followed
              ? useAtlas.getState().openPanel('table', followed.id)
              : chooseFeatures(recipe.layer, answer.ids)
          }
        >
          {t('ask.table')}
        </Button>
        {!followed && (
          <Button
            size="small"
            disabled={isTooLarge || hindrance !== null}
            onClick={() => addAnswer(text)}
          >
            {t('ask.follow')}
          </Button>
        )}
        <Button size="small" disabled={isKeeping || isTooLarge} onClick={keep}>
          {t('ask.keep')}
        </Button>
      </div>
      {!followed && hindrance && (
        <p className={styles.quiet}>
          {t(`ask.unfollowable.${hindrance}`, { most: formatNumber(MOST_ANSWERS, language) })}
        </p>
      )}
      {isTooLarge && (
        <p className={styles.quiet}>
          {t('ask.tooManyToKeep', { most: formatNumber(MOST_ANSWER_FEATURES, language) })}
        </p>
      )}
      {failed && <p role="alert">{t('ask.keepFailed')}</p>}
    </>
  )
}

/** The ground that areas have in common, each by itself and none twice, and the areas as their source reports them. */
function Overlap({
  overlap,
  entry,
  sum,
  reported,
}: {
  readonly overlap: NonNullable<Answer['overlap']>
  readonly entry: LayerEntry
  /** The field that is summed up, and what it comes to. */
  readonly sum: string | undefined
  readonly reported: number | null
}) {
  const field = entry.fields.find(({ name }) => name === sum)
  const { t } = useTranslation()
  const language = useLanguage()
  const area = (squareMeters: number) => formatSquareKilometers(squareMeters, language)
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t('ask.overlapOnce')}</dt>
        <dd>{area(overlap.onceSquareMeters)}</dd>
      </div>
      <div>
        <dt>{t('ask.overlapShares')}</dt>
        <dd>{area(overlap.sharesSquareMeters)}</dd>
      </div>
      <div>
        <dt>{t('ask.overlapWhole')}</dt>
        <dd>{area(overlap.wholeSquareMeters)}</dd>
      </div>
      {field && reported !== null && (
        <div>
          <dt>{t('ask.overlapReported', { field: toFieldTitle(field, language) })}</dt>
          <dd>{formatNumber(reported, language, { maximumSignificantDigits: 9 })}</dd>
        </div>
      )}
      {overlap.unmeasured > 0 && (
        <div>
          <dt>{t('ask.overlapUnmeasured')}</dt>
          <dd>{formatNumber(overlap.unmeasured, language)}</dd>
        </div>
      )}
    </dl>
  )
}

/** Puts the layers of the question on the map, and has the answer stand out there. */
function useOnMap({ layer, near }: Recipe, answer: Answer | null, followedId: string | null): void {
  const map = useAtlas((state) => state.map)
  const other = near?.layer
  useEffect(() => {
    const { layers, addLayer } = useAtlas.getState()
    // An answer that is a layer itself stands in the place of the layer that is asked.
    for (const id of followedId === null ? [other, layer] : [other]) {
      const view = layers.find((one) => one.id === id)
      if (id !== undefined && !view?.visible) addLayer(id)
    }
  }, [layer, other, followedId])
  // All of a layer that is the answer would stand out from nothing.
  const ids = useMemo(() => (followedId === null && answer ? answer.ids : []), [answer, followedId])
  useEffect(() => {
    map?.setHighlight(HIGHLIGHT, ids.length > 0 ? { layerId: layer, ids } : null)
  }, [map, layer, ids])
  useEffect(() => () => map?.setHighlight(HIGHLIGHT, null), [map])
}

/** Draws the edges of the strip along a border, on the ground at the distance that is asked for. */
function useStripOnMap(border: Recipe['border']): void {
  const data = useData()
  const map = useAtlas((state) => state.map)
  const [edges, setEdges] = useState<readonly Geometry[]>([])
  const { between, km } = border ?? {}
  useEffect(() => {
    setEdges([])
    if (between === undefined || km === undefined) return
    const controller = new AbortController()
    const { signal } = controller
    const find = async () => {
      const context = toRecipeContext(useAtlas.getState())
      setEdges(await ask(data, 'stripEdges', toStripRequest({ between, km }, context), { signal }))
    }
    find().catch(() => {
      // The answer is asked of the same boundaries, and says what is wrong with them.
    })
    return () => controller.abort()
  }, [data, between, km])
  useEffect(() => {
    if (edges.length === 0) return
    map?.setHighlight(STRIP, { geometries: edges, look: 'sample' })
    return () => map?.setHighlight(STRIP, null)
  }, [map, edges])
}
