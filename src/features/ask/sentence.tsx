import { Funnel, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toWords } from '../../i18n/condition-words.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { parseConditionText } from '../../model/condition-text.ts'
import {
  BORDERS,
  hasDistance,
  MOST_KILOMETERS,
  RELATIONS,
  type Recipe,
  type Relation,
} from '../../model/recipe.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { textIn } from '../../words/text-in.ts'
import styles from './ask-panel.module.css'
import { Bracket } from './bracket.tsx'
import {
  askableLayers,
  byOf,
  hasAreas,
  kilometersOf,
  otherOf,
  relationOf,
  withBy,
  withFeature,
  withKilometers,
  withLayer,
  withOther,
  withRelation,
} from './change-recipe.ts'
import { FeatureBracket, hasFewNamed } from './feature-bracket.tsx'
import { PlaceBrackets } from './place-brackets.tsx'

interface SentenceProps {
  readonly recipe: Recipe
  readonly onChange: (recipe: Recipe) => void
}

/** Stands in the place of what had the focus, and takes it. */
interface FocusProps {
  readonly hasFocus: boolean
}

/** The question as a sentence, whose brackets are controls. */
export function Sentence({ recipe, onChange, hasFocus }: SentenceProps & FocusProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  const entry = catalog.get(recipe.layer)
  const layers = askableLayers(catalog)
  const other = recipe.near && catalog.get(recipe.near.layer)
  const relation = relationOf(recipe)
  const needsAreas = relation === 'contained' || relation === 'overlaps'
  const others = needsAreas ? layers.filter(hasAreas) : layers
  const toOption = ({ id, title }: LayerEntry) => ({ value: id, label: textIn(title, language) })
  const numbers = (entry?.fields ?? []).filter(
    ({ name, type }) =>
      (type === 'integer' || type === 'double') && name !== entry?.symbology?.minZoomField,
  )
  const fields = (entry?.fields ?? []).filter(({ type }) => type !== 'binary')
  const sentence = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (hasFocus) sentence.current?.querySelector('select')?.focus()
  }, [hasFocus])
  return (
    <div ref={sentence} className={styles.sentence}>
      <p className={styles.line}>
        <Bracket
          label={t('ask.which')}
          value={recipe.layer}
          options={layers.map(toOption)}
          onChange={(layer) => onChange(withLayer(recipe, layer))}
        />
        <Filtered recipe={recipe} entry={entry} onChange={onChange} />
      </p>
      <p className={styles.line}>
        <Bracket
          label={t('ask.how')}
          value={relation}
          options={(['none', ...RELATIONS] as const)
            .filter((one) => one !== 'overlaps' || (entry && hasAreas(entry)))
            .map((one) => ({ value: one, label: t(`ask.relation.${one}`) }))}
          onChange={(one) => onChange(withRelation(recipe, one as Relation | 'none', catalog))}
        />
        {relation !== 'none' && hasDistance(relation) && (
          <>
            <Kilometers
              value={kilometersOf(recipe) ?? 0}
              onChange={(km) => onChange(withKilometers(recipe, km))}
            />
            <span>{t('ask.kilometersOf')}</span>
          </>
        )}
        {relation !== 'none' && (
          <Bracket
            label={t('ask.what')}
            value={otherOf(recipe)}
            options={[
              ...(relation === 'within'
                ? BORDERS.map((one) => ({ value: `border:${one}`, label: t(`ask.border.${one}`) }))
                : []),
              ...others.map(toOption),
            ]}
            onChange={(other) => onChange(withOther(recipe, other))}
          />
        )}
        {recipe.near && (recipe.near.feature !== undefined || hasFewNamed(other)) && (
          <FeatureBracket
            key={recipe.near.layer}
            label={t('ask.whichOther')}
            entry={other}
            feature={recipe.near.feature ?? null}
            none={t('ask.allOfThem')}
            onChange={(feature) => onChange(withFeature(recipe, feature))}
          />
        )}
      </p>
      <PlaceBrackets recipe={recipe} onChange={onChange} />
      <p className={styles.line}>
        <span>{t('ask.counted')}</span>
        <Bracket
          label={t('ask.by')}
          value={byOf(recipe)}
          options={[
            { value: '', label: t('ask.byNothing') },
            ...layers.filter(hasAreas).map(({ id, title }) => ({
              value: `layer:${id}`,
              label: t('ask.byAreas', { layer: textIn(title, language) }),
            })),
            ...fields.map((field) => ({
              value: `field:${field.name}`,
              label: t('ask.byField', { field: toFieldTitle(field, language) }),
            })),
          ]}
          onChange={(by) => onChange(withBy(recipe, by))}
        />
        {numbers.length > 0 && (
          <>
            <span>{t('ask.summed')}</span>
            <Bracket
              label={t('ask.sum')}
              value={recipe.sum ?? ''}
              options={[
                { value: '', label: t('ask.sumNothing') },
                ...numbers.map((field) => ({
                  value: field.name,
                  label: toFieldTitle(field, language),
                })),
              ]}
              onChange={(sum) => onChange({ ...recipe, sum: sum === '' ? undefined : sum })}
            />
          </>
        )}
      </p>
    </div>
  )
}

/** Which of the layer's features are asked for: by the recipe, and by the layer's own filter on the map. */
function Filtered({
  recipe,
  entry,
  onChange,
}: SentenceProps & { readonly entry: LayerEntry | undefined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const onMap = useAtlas((state) => state.layers.find(({ id }) => id === recipe.layer))
  if (!entry) return null
  const own = recipe.filter === undefined ? undefined : parseConditionText(recipe.filter)
  return (
    <>
      {own && (
        <span className={styles.filter}>
          {t('ask.filter', { words: toWords(own, entry.fields, language) })}
          <IconButton
            label={t('ask.withoutFilter')}
            onClick={({ currentTarget }) => {
              currentTarget.closest('p')?.querySelector('select')?.focus()
              onChange({ ...recipe, filter: undefined })
            }}
          >
            <X size={15} aria-hidden />
          </IconButton>
        </span>
      )}
      {onMap?.filter && (
        <span className={styles.filter}>
          {t('ask.filterOfMap', { words: toWords(onMap.filter, entry.fields, language) })}
        </span>
      )}
      {onMap && entry.fields.length > 0 && (
        <Button
          kind="plain"
          size="small"
          onClick={() => useAtlas.getState().openPanel('filter', entry.id)}
        >
          <Funnel size={15} aria-hidden /> {t('ask.changeFilter')}
        </Button>
      )}
    </>
  )
}

/** A distance, which is asked once it stands: after Enter, and when the field is left. */
function Kilometers({
  value,
  onChange,
}: {
  readonly value: number
  readonly onChange: (km: number) => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])
  const km = Number(text.replace(',', '.'))
  const isGood = text.trim() !== '' && km > 0 && km <= MOST_KILOMETERS
  const take = () => {
    if (isGood && km !== value) onChange(km)
  }
  return (
    <input
      className={styles.number}
      inputMode="decimal"
      aria-label={t('ask.kilometers', { most: MOST_KILOMETERS })}
      aria-invalid={!isGood || undefined}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take()
      }}
    />
  )
}
