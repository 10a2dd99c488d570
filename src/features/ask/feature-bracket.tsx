import { useMemo } from 'react'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { fullFileOf } from '../../catalog/layer-files.ts'
import { nameFieldsOf, nameOf } from '../../catalog/name-of.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { FieldValue } from '../../model/feature.ts'
import { setValue } from '../../model/field-value.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import { Bracket } from './bracket.tsx'

/** More features than these are no list to choose from. */
const MOST_FEATURES = 2000

/** Whether one of a layer's features can be chosen by its name. */
export function hasFewNamed(entry: LayerEntry | undefined): entry is LayerEntry {
  if (!entry || nameFieldsOf(entry).length === 0) return false
  return (fullFileOf(entry)?.featureCount ?? Number.POSITIVE_INFINITY) <= MOST_FEATURES
}

interface FeatureBracketProps {
  readonly label: string
  readonly entry: LayerEntry | undefined
  /** The key of the one that is chosen; `null` for none of them. */
  readonly feature: string | null
  /** What no choice is called. */
  readonly none: string
  readonly onChange: (feature: string | null) => void
}

/** One of the features of a layer, by its name. */
export function FeatureBracket({ label, entry, feature, none, onChange }: FeatureBracketProps) {
  const language = useLanguage()
  const layer = entry ? toAskedLayer(entry, layersUrl()) : null
  const fields = useMemo(() => (entry ? nameFieldsOf(entry) : []), [entry])
  const { answer } = useAnswer(
    'page',
    layer && { layer, fields, language, offset: 0, limit: MOST_FEATURES },
  )
  const options = useMemo(() => {
    if (!entry || !answer) return []
    return answer.rows
      .map(({ key, values }) => {
        const properties: Record<string, FieldValue> = {}
        for (const [at, name] of fields.entries()) setValue(properties, name, values[at] ?? null)
        return { value: key, label: nameOf(entry, properties, language) ?? key }
      })
      .toSorted((a, b) => a.label.localeCompare(b.label, language))
  }, [entry, fields, answer, language])
  return (
    <Bracket
      label={label}
      value={feature ?? ''}
      options={[{ value: '', label: none }, ...options]}
      onChange={(value) => onChange(value === '' ? null : value)}
    />
  )
}
