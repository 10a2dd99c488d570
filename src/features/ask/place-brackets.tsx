import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Recipe } from '../../model/recipe.ts'
import { areaOfDrawing } from '../../shell/area-of-drawing.ts'
import { parameter } from '../../state/parameters/draw.ts'
import { useAtlas } from '../../state/store.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './ask-panel.module.css'
import { Bracket } from './bracket.tsx'
import { askableLayers, hasAreas, UNCHOSEN_AREA } from './change-recipe.ts'
import { FeatureBracket } from './feature-bracket.tsx'

interface PlaceBracketsProps {
  readonly recipe: Recipe
  readonly onChange: (recipe: Recipe) => void
}

const FIRST_LAYERS = ['countries', 'states-provinces']
const DRAWING = 'drawing'

/** Where the features are that are asked for: anywhere, in an area of a layer, or in a drawing. */
export function PlaceBrackets({ recipe, onChange }: PlaceBracketsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  const drawings = useAtlas((state) => state.drawings)
  const { inside } = recipe
  const areas = useMemo(() => {
    const all = askableLayers(catalog).filter(hasAreas)
    const first = FIRST_LAYERS.flatMap((id) => all.filter((entry) => entry.id === id))
    return [...first, ...all.filter(({ id }) => !FIRST_LAYERS.includes(id))]
  }, [catalog])
  const drawn = useMemo(
    () =>
      drawings
        .map((drawing, place) => ({
          value: parameter.format([drawing]),
          label:
            drawing.name ||
            t('ask.drawing', { kind: t(`ask.drawingKind.${drawing.kind}`), number: place + 1 }),
        }))
        .filter(({ value }) => areaOfDrawing(value)),
    [drawings, t],
  )
  const kind = !inside ? '' : 'drawing' in inside ? DRAWING : inside.layer
  const choose = (value: string) => {
    if (value === '') return onChange({ ...recipe, inside: undefined })
    if (value === DRAWING) {
      return onChange({ ...recipe, inside: { drawing: drawn[0]?.value ?? '' } })
    }
    onChange({ ...recipe, inside: { layer: value, feature: UNCHOSEN_AREA } })
  }
  const isDrawing = inside !== undefined && 'drawing' in inside
  return (
    <p className={styles.line}>
      <span>{t('ask.in')}</span>
      <Bracket
        label={t('ask.where')}
        value={kind}
        options={[
          { value: '', label: t('ask.anywhere') },
          ...areas.map(({ id, title }) => ({ value: id, label: textIn(title, language) })),
          ...(drawn.length > 0 || isDrawing ? [{ value: DRAWING, label: t('ask.inDrawing') }] : []),
        ]}
        onChange={choose}
      />
      {isDrawing && (
        <Bracket
          label={t('ask.whichDrawing')}
          value={inside.drawing}
          options={
            drawn.some(({ value }) => value === inside.drawing)
              ? drawn
              : [{ value: inside.drawing, label: t('ask.drawingOfAddress') }, ...drawn]
          }
          onChange={(drawing) => onChange({ ...recipe, inside: { drawing } })}
        />
      )}
      {inside && 'layer' in inside && (
        <FeatureBracket
          key={inside.layer}
          label={t('ask.whichArea')}
          entry={catalog.get(inside.layer)}
          feature={inside.feature === UNCHOSEN_AREA ? null : inside.feature}
          none={t('ask.chooseArea')}
          onChange={(feature) =>
            onChange({
              ...recipe,
              inside: { layer: inside.layer, feature: feature ?? UNCHOSEN_AREA },
            })
          }
        />
      )}
    </p>
  )
}
