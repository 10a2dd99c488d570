import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCoordinates } from '../../gazetteer/parse-coordinates.ts'
import { listNames } from '../../i18n/list-names.ts'
import { type Drawing, type DrawingKind, PLACES_OF, toDrawnPlace } from '../../state/drawings.ts'
import type { Place } from '../../state/map-commands.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import styles from './measure-panel.module.css'

const EXAMPLE = '32.50 N 117.00 W\n32.72 N 117.16 W'
const KINDS: readonly DrawingKind[] = ['line', 'polygon', 'point']

/** A drawing by its coordinates, one place a line, in any notation that the search understands. */
export function TypedPlaces({
  isFull,
  onAdd,
}: {
  readonly isFull: boolean
  readonly onAdd: (drawing: Drawing) => void
}) {
  const { t } = useTranslation()
  const hint = useId()
  const [kind, setKind] = useState<DrawingKind>('line')
  const [text, setText] = useState('')
  // What is wrong is told at a rest: a line that is being typed is no place yet.
  const [rested, setRested] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 800)
    return () => clearTimeout(timer)
  }, [text])
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const read = lines.map((line) => ({ line, place: toPlace(line) }))
  const places = read.flatMap(({ place }) => (place ? [place] : []))
  const unread = read.filter(({ place }) => !place).map(({ line }) => line)
  const [least, most] = PLACES_OF[kind]
  const canAdd = !isFull && unread.length === 0 && places.length >= least && places.length <= most
  return (
    <details className={styles.typed}>
      <summary>{t('measure.type')}</summary>
      <Field label={t('measure.typed.kind')}>
        {(control) => (
          <select
            {...control}
            value={kind}
            onChange={({ target }) =>
              setKind(KINDS.find((candidate) => candidate === target.value) ?? 'line')
            }
          >
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`measure.kind.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={t('measure.typed.places')}
        help={<span id={hint}>{t('measure.typed.hint')}</span>}
      >
        {(control) => (
          <textarea
            {...control}
            rows={4}
            value={text}
            placeholder={EXAMPLE}
            maxLength={20_000}
            aria-invalid={unread.length > 0 || undefined}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <p role="status" className={styles.fault}>
        {unread.length > 0 &&
          rested === text &&
          t('measure.typed.unread', { count: unread.length, lines: listNames(unread) })}
      </p>
      <Button
        disabled={!canAdd}
        onClick={() => {
          onAdd({ kind, places, name: '' })
          setText('')
        }}
      >
        {t('measure.typed.add')}
      </Button>
    </details>
  )
}

/** Where the order is not clear, latitude first, as people write coordinates. */
function toPlace(line: string): Place | null {
  const readings = parseCoordinates(line)
  const { place } = readings.find(({ reading }) => reading !== 'lon-lat') ?? readings[0] ?? {}
  return place ? toDrawnPlace(place) : null
}
