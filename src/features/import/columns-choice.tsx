import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CsvColumns, LayerReview } from '../../importing/protocol.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import styles from './layer-card.module.css'
import { chooseForLayer } from './session.ts'

type Kind = Exclude<CsvColumns['kind'], 'none' | 'pair'> | 'lat-lon' | 'lon-lat'

type Chosen = Readonly<Record<string, string>>

interface Asked {
  /** The columns that are asked, in order. */
  readonly parts: readonly string[]
  /** Those among them that may be left out. */
  readonly optional?: readonly string[]
  toColumns(chosen: Chosen): CsvColumns
}

/** What each way of giving a place needs of a table. */
const ASKED: Readonly<Record<Kind, Asked>> = {
  degrees: {
    parts: ['lon', 'lat'],
    toColumns: ({ lon = '', lat = '' }) => ({ kind: 'degrees', lon, lat }),
  },
  'lat-lon': {
    parts: ['both'],
    toColumns: ({ both = '' }) => ({ kind: 'pair', column: both, order: 'lat-lon' }),
  },
  'lon-lat': {
    parts: ['both'],
    toColumns: ({ both = '' }) => ({ kind: 'pair', column: both, order: 'lon-lat' }),
  },
  'degree-parts': {
    parts: ['lon', 'lonMinutes', 'lonSeconds', 'lat', 'latMinutes', 'latSeconds'],
    optional: ['lonSeconds', 'latSeconds'],
    toColumns: (chosen) => ({
      kind: 'degree-parts',
      lon: pick(chosen, ['lon', 'lonMinutes', 'lonSeconds']),
      lat: pick(chosen, ['lat', 'latMinutes', 'latSeconds']),
    }),
  },
  plane: {
    parts: ['x', 'y'],
    toColumns: ({ x = '', y = '' }) => ({ kind: 'plane', x, y }),
  },
  utm: {
    parts: ['zone', 'easting', 'northing'],
    toColumns: ({ zone = '', easting = '', northing = '' }) => ({
      kind: 'utm',
      zone,
      easting,
      northing,
    }),
  },
  wkt: { parts: ['wkt'], toColumns: ({ wkt = '' }) => ({ kind: 'wkt', wkt }) },
}

const pick = (chosen: Chosen, parts: readonly string[]): string[] =>
  parts.map((part) => chosen[part] ?? '').filter((column) => column !== '')

const KINDS = Object.keys(ASKED) as Kind[]

/** For a table whose place was not recognised: which of its columns hold it. */
export function ColumnsChoice({
  review,
  columns,
}: {
  readonly review: LayerReview
  readonly columns: readonly string[]
}) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>('degrees')
  const [chosen, setChosen] = useState<Chosen>({})
  const { parts, optional = [], toColumns } = ASKED[kind]
  const isWhole = parts.every((part) => chosen[part] || optional.includes(part))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isWhole) return
    void chooseForLayer(review.key, { ...review.choices, columns: toColumns(chosen) })
  }
  return (
    <form className={styles.choice} onSubmit={submit}>
      <h4 className={styles.heading}>{t('import.columnsTitle')}</h4>
      <p>{t('import.columnsHelp')}</p>
      <div className={styles.selects}>
        <Field label={t('import.columnsTitle')} isLabelHidden>
          {(control) => (
            <select
              {...control}
              value={kind}
              onChange={({ target }) => setKind(target.value as Kind)}
            >
              {KINDS.map((each) => (
                <option key={each} value={each}>
                  {t(`import.columnsKind.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {parts.map((part) => (
          <Field key={part} label={t(`import.column.${part}`)}>
            {(control) => (
              <select
                {...control}
                value={chosen[part] ?? ''}
                onChange={({ target }) => setChosen({ ...chosen, [part]: target.value })}
              >
                <option value="">—</option>
                {columns.map((column) => (
                  <option key={column} value={column}>
                    {column}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
        <Button type="submit" disabled={!isWhole}>
          {t('import.apply')}
        </Button>
      </div>
    </form>
  )
}
