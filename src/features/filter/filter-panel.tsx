import { ChevronDown, X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { fullFileOf } from '../../catalog/layer-files.ts'
import { toWords } from '../../i18n/condition-words.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toChoice, toChoiceCondition } from '../../model/field-choice.ts'
import { placeOf, withPart } from '../../model/filter-parts.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { LayerPanel } from '../../shell/layer-panel.tsx'
import { layersUrl } from '../../shell/layers-url.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { type Filtering, useFilter } from '../../shell/use-filter.ts'
import { toLayerView } from '../../state/layer-view.ts'
import { toSeenCondition } from '../../state/seen-condition.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { useFocusInView } from '../../ui/use-focus-in-view.ts'
import { formatNumber } from '../../words/format.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import { FieldControl } from './field-control.tsx'
import styles from './filter.module.css'

/** What of a layer is seen: a sentence that is put together from its fields. */
export function FilterPanel(props: PanelProps) {
  const { t } = useTranslation()
  return (
    <LayerPanel
      {...props}
      id="filter"
      toTitle={(layer) => t('filter.title', { layer })}
      closeLabel={t('filter.close')}
      offMap={{ words: t('filter.notOnMap'), add: t('filter.add') }}
    >
      {(entry) => <LayerFilter entry={entry} />}
    </LayerPanel>
  )
}

function LayerFilter({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const filtering = useFilter(entry)
  const looked = useAtlas((state) => state.field)
  const open = looked?.layerId === entry.id ? looked.name : null
  const setOpen = (name: string | null) =>
    useAtlas.setState({ field: name === null ? null : { layerId: entry.id, name } })
  const list = useRef<HTMLUListElement>(null)
  // Whoever looks at a field elsewhere, in the title of a column, say, finds its control.
  useEffect(() => {
    if (looked?.layerId !== entry.id) return
    const field = list.current?.querySelector<HTMLElement>('[aria-expanded="true"]')
    field?.scrollIntoView({ block: 'nearest' })
    if (!looked.isSought || !field) return
    field.focus()
    // Once: the reader may go on from there.
    useAtlas.setState({ field: { layerId: looked.layerId, name: looked.name } })
  }, [looked, entry.id])
  const id = useId()
  const fields = entry.fields.filter(
    ({ name, type }) => type !== 'binary' && name !== entry.symbology?.minZoomField,
  )
  const { parts, change } = filtering
  // The sentence grows over the field that is being typed in.
  useFocusInView(list, parts)
  return (
    <>
      <PanelBody>
        <Sentence
          entry={entry}
          filtering={filtering}
          onEdit={(name) => {
            setOpen(name)
            requestAnimationFrame(() =>
              list.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus(),
            )
          }}
        />
        <h3 className={styles.part}>{t('filter.fields')}</h3>
        <ul ref={list}>
          {fields.map((field, at) => {
            const { name } = field
            const isOpen = open === name
            const place = placeOf(parts, name)
            const part = parts.parts[place]
            return (
              <li key={name} className={styles.field}>
                <Button
                  kind="plain"
                  className={styles.name}
                  aria-expanded={isOpen}
                  aria-controls={`${id}-${at}`}
                  onClick={() => setOpen(isOpen ? null : name)}
                >
                  <span>
                    {toFieldTitle(field, language)}
                    {part && (
                      <span className={styles.chosen}>{toWords(part, entry.fields, language)}</span>
                    )}
                  </span>
                  <ChevronDown size={17} aria-hidden />
                </Button>
                <fieldset
                  id={`${id}-${at}`}
                  aria-label={toFieldTitle(field, language)}
                  hidden={!isOpen}
                  className={styles.control}
                >
                  {isOpen && (
                    <FieldControl
                      entry={entry}
                      field={field}
                      choice={(part && toChoice(part)?.choice) ?? null}
                      others={filtering.toOthers(place)}
                      onChange={(choice) =>
                        change(withPart(parts, place, choice && toChoiceCondition(name, choice)))
                      }
                    />
                  )}
                </fieldset>
              </li>
            )
          })}
        </ul>
      </PanelBody>
      <PanelFoot>
        {filtering.isTooLong && (
          <p role="alert" className={styles.fault}>
            {t('filter.tooLong')}
          </p>
        )}
        <div className={styles.foot}>
          <Count entry={entry} />
          <Button
            size="small"
            disabled={parts.parts.length === 0}
            onClick={() => change({ ...parts, parts: [] })}
          >
            {t('filter.clear')}
          </Button>
        </div>
      </PanelFoot>
    </>
  )
}

/** The filter as a sentence, whose parts lead to their controls. */
function Sentence({
  entry,
  filtering: { parts, change },
  onEdit,
}: {
  readonly entry: LayerEntry
  readonly filtering: Filtering
  readonly onEdit: (field: string) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const heading = useRef<HTMLParagraphElement>(null)
  const isWhole = parts.parts.length === 0
  return (
    <div className={styles.sentence}>
      {/* The same one, which has the focus where the last part goes. */}
      <p ref={heading} tabIndex={-1}>
        {t(isWhole ? 'filter.none' : 'filter.shown')}
      </p>
      {parts.parts.length > 1 && (
        <Field label={t('filter.match')} isInline>
          {(control) => (
            <select
              {...control}
              value={parts.match}
              onChange={({ target }) =>
                change({ ...parts, match: target.value === 'any' ? 'any' : 'all' })
              }
            >
              <option value="all">{t('filter.all')}</option>
              <option value="any">{t('filter.any')}</option>
            </select>
          )}
        </Field>
      )}
      <ol>
        {parts.parts.map((part, place) => {
          const words = toWords(part, entry.fields, language)
          const field = toChoice(part)?.field
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
            <li key={place} className={styles.phrase}>
              {field === undefined ? (
                <span>{words}</span>
              ) : (
                <Button
                  kind="plain"
                  className={styles.words}
                  title={t('filter.edit')}
                  onClick={() => onEdit(field)}
                >
                  {words}
                </Button>
              )}
              <IconButton
                label={t('filter.remove', { words })}
                onClick={() => {
                  change(withPart(parts, place, null))
                  heading.current?.focus()
                }}
              >
                <X size={16} aria-hidden />
              </IconButton>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** How many features are seen, of how many. */
function Count({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const onMap = useAtlas((state) => state.layers.find(({ id }) => id === entry.id))
  const seen = toSeenCondition(entry, onMap ?? toLayerView(entry.id), entry.fields)
  const layer = toAskedLayer(entry, layersUrl())
  const { answer, isAsking, problem } = useAnswer(
    'statistics',
    layer && seen !== 'nothing' ? { layer, ...(seen && { condition: seen }) } : null,
  )
  const count = seen === 'nothing' ? 0 : answer?.all.count
  const total = fullFileOf(entry)?.featureCount ?? 0
  return (
    <p role="status" className={styles.count}>
      {problem
        ? toSentence(problem, language)
        : count === undefined || (isAsking && seen !== 'nothing')
          ? t('filter.counting')
          : t('filter.count', {
              count: total,
              number: formatNumber(count, language),
              total: formatNumber(total, language),
            })}
    </p>
  )
}
