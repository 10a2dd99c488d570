import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { nameFieldsOf } from '../../catalog/name-of.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { FeatureKey } from '../../model/feature-key.ts'
import { fold } from '../../model/fold.ts'
import type { BookPlace } from '../../sheets/map-book.ts'
import { MOST_SHEETS } from '../../sheets/paper.ts'
import { Failed } from '../../shell/failed.tsx'
import { type Loaded, useLoaded } from '../../shell/use-loaded.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import type { SheetDraft } from './sheet-draft.ts'
import styles from './sheet-panel.module.css'

/** Layers of more places are offered where they are on the map alone. */
const MOST_OFFERED = 150

/** Places that are listed at once; the others are found by name. */
const MOST_LISTED = 200

/** The layers of areas with names: a sheet of each is of use. */
function useBookLayers(chosen: string | undefined): readonly LayerEntry[] {
  const catalog = useAtlas((state) => state.catalog)
  const layers = useAtlas((state) => state.layers)
  const seen = new Set(layers.flatMap(({ id, visible }) => (visible ? [id] : [])))
  return [...catalog.values()].filter((entry) => {
    const [file] = entry.files
    const isOfAreas = entry.geometryType?.endsWith('Polygon') === true
    if (!file || !isOfAreas || nameFieldsOf(entry).length === 0) return false
    return (
      entry.id === chosen ||
      seen.has(entry.id) ||
      (file.featureCount ?? Number.POSITIVE_INFINITY) <= MOST_OFFERED
    )
  })
}

interface BookFieldsProps {
  readonly draft: SheetDraft
  readonly change: (changes: Partial<SheetDraft>) => void
  /** Lists the places of a layer; the same function at each call. */
  readonly listPlaces: (layerId: string) => Promise<readonly BookPlace[]>
}

/** Whether there is one sheet or one for each place of a layer, and of which. */
export function BookFields({ draft: { book }, change, listPlaces }: BookFieldsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const layers = useBookLayers(book?.layerId)
  return (
    <>
      <Field label={t('sheet.book.sheets')} help={book && t('sheet.book.hint')}>
        {(control) => (
          <select
            {...control}
            value={book?.layerId ?? ''}
            onChange={({ target: { value } }) =>
              change({ book: value === '' ? null : { layerId: value, keys: null } })
            }
          >
            <option value="">{t('sheet.book.one')}</option>
            {layers.map(({ id, title }) => (
              <option key={id} value={id}>
                {t('sheet.book.each', { layer: textIn(title, language) })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {book && (
        <Places
          key={book.layerId}
          layerId={book.layerId}
          keys={book.keys}
          choose={(keys) => change({ book: { ...book, keys } })}
          listPlaces={listPlaces}
        />
      )}
    </>
  )
}

interface PlacesProps extends Pick<BookFieldsProps, 'listPlaces'> {
  readonly layerId: string
  /** `null` until it is known which there are. */
  readonly keys: ReadonlySet<FeatureKey> | null
  readonly choose: (keys: ReadonlySet<FeatureKey>) => void
}

function Places({ layerId, keys, choose, listPlaces }: PlacesProps) {
  const { t } = useTranslation()
  const loaded: Loaded<readonly BookPlace[]> = useLoaded(listPlaces, layerId)
  const places = loaded.value
  // biome-ignore lint/correctness/useExhaustiveDependencies: chosen once, when it is known which there are
  useEffect(() => {
    if (places && keys === null) choose(firstChosen(layerId, places))
  }, [places, keys])
  if (loaded.problem) {
    return <Failed what={t('sheet.book.failed')} problem={loaded.problem} onRetry={loaded.retry} />
  }
  if (!places || !keys) return <p role="status">{t('sheet.book.loading')}</p>
  if (places.length === 0) return <p className={form.note}>{t('sheet.book.empty')}</p>
  return <PlaceList places={places} keys={keys} choose={choose} />
}

/** What is selected in the layer's table, else all, as far as a book may have them. */
function firstChosen(layerId: string, places: readonly BookPlace[]): ReadonlySet<FeatureKey> {
  const { selectedRows } = useAtlas.getState()
  const ids = selectedRows?.layerId === layerId ? selectedRows.ids : null
  const chosen = ids && ids.size > 0 ? places.filter(({ id }) => ids.has(id)) : places
  return new Set(chosen.slice(0, MOST_SHEETS).map(({ key }) => key))
}

interface PlaceListProps extends Pick<PlacesProps, 'choose'> {
  readonly places: readonly BookPlace[]
  readonly keys: ReadonlySet<FeatureKey>
}

function PlaceList({ places, keys, choose }: PlaceListProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [sought, setSought] = useState('')
  const wanted = fold(sought.trim())
  const found = places.filter(({ name }) => fold(name).includes(wanted))
  const listed = found.slice(0, MOST_LISTED)
  const number = (value: number) => formatNumber(value, language)
  const set = (changed: readonly BookPlace[], isChosen: boolean) => {
    const next = new Set(keys)
    for (const { key } of changed) {
      if (isChosen) next.add(key)
      else next.delete(key)
    }
    choose(next)
  }
  const counts = { count: number(keys.size), total: number(places.length) }
  return (
    <fieldset className={form.group}>
      <legend>{t('sheet.book.which')}</legend>
      <Field label={t('sheet.book.find')} isLabelHidden className={styles.find!}>
        {(control) => (
          <input
            {...control}
            type="search"
            placeholder={t('sheet.book.find')}
            maxLength={100}
            value={sought}
            onChange={({ target }) => setSought(target.value)}
          />
        )}
      </Field>
      <p className={form.buttons}>
        <Button size="small" onClick={() => set(found, true)}>
          {t('sheet.book.all')}
        </Button>
        <Button size="small" onClick={() => set(found, false)}>
          {t('sheet.book.none')}
        </Button>
        <span role="status">{t('sheet.book.chosen', counts)}</span>
      </p>
      <div className={styles.places}>
        {listed.map(({ key, name }) => (
          <Choice
            key={key}
            type="checkbox"
            checked={keys.has(key)}
            onChange={({ target }) => set([{ key, id: 0, name }], target.checked)}
          >
            {name}
          </Choice>
        ))}
        {found.length === 0 && <p className={form.note}>{t('sheet.book.nothing')}</p>}
      </div>
      {found.length > listed.length && (
        <p className={form.note}>
          {t('sheet.book.more', { count: number(found.length - listed.length) })}
        </p>
      )}
      {keys.size === 0 && <p className={form.fault}>{t('sheet.book.noneChosen')}</p>}
      {keys.size > MOST_SHEETS && (
        <p className={form.fault}>{t('sheet.book.tooMany', { most: number(MOST_SHEETS) })}</p>
      )}
    </fieldset>
  )
}
