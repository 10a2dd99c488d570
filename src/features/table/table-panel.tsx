import { Columns3, Download, Funnel, Sigma, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { fieldsOf } from '../../model/condition.ts'
import type { PageRow } from '../../query/page.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { LayerPanel } from '../../shell/layer-panel.tsx'
import { type SeenView, useSeenView } from '../../shell/use-seen-view.ts'
import { askForExport } from '../../state/asked-export.ts'
import { useChosenFeatures } from '../../state/chosen-features.ts'
import { fitFeature } from '../../state/fit-feature.ts'
import { useAtlas } from '../../state/store.ts'
import { type TableView, toTableView } from '../../state/table-view.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { DataGrid } from '../../ui/data-grid/data-grid.tsx'
import { countSelected } from '../../ui/data-grid/selection.ts'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { ColumnsPane } from './columns-pane.tsx'
import { StatisticsPane } from './statistics-pane.tsx'
import styles from './table.module.css'
import { toColumns, toShownFields } from './to-columns.ts'
import { type Reading, type ShownRows, type TableRequest, useRows } from './use-rows.ts'
import { useSelectedRows } from './use-selected-rows.ts'

/** All features of a layer that are seen of it, as a table. */
export function TablePanel(props: PanelProps) {
  const { t } = useTranslation()
  return (
    <LayerPanel
      {...props}
      id="table"
      toTitle={(layer) => t('table.title', { layer })}
      closeLabel={t('table.close')}
    >
      {(entry) => <LayerTable entry={entry} />}
    </LayerPanel>
  )
}

/** How the table of a layer stands, and how that is changed. */
function useTableView(layerId: string): readonly [TableView, (change: Partial<TableView>) => void] {
  const kept = useAtlas((state) => state.table)
  const table = useMemo(
    () => (kept?.layerId === layerId ? kept : toTableView(layerId)),
    [kept, layerId],
  )
  return [table, (change) => useAtlas.setState({ table: { ...table, ...change } })]
}

type Pane = 'columns' | 'statistics'

function LayerTable({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [table, change] = useTableView(entry.id)
  const [only, setOnly] = useState<readonly number[] | null>(null)
  const [pane, setPane] = useState<Pane | null>(null)
  const { view: seen, area } = useSeenView(entry, table.isOfView)
  const fields = useMemo(() => toShownFields(entry, table.columns), [entry, table.columns])
  const request = useRequest(entry, table, fields, seen, only)
  const { shown, reading, cancel, retry } = useRows(request)
  const { ids, selection, select, clear, shownRow } = useSelectedRows(entry.id, shown)
  const chosen = useChosenFeatures((state) => state.chosen)
  useEffect(() => {
    if (chosen?.layerId === entry.id) setOnly(chosen.ids)
  }, [chosen, entry.id])
  useEffect(() => () => useChosenFeatures.setState({ chosen: null }), [])
  const [row, setRow] = useState(-1)
  const field = useField(entry.id, fields)
  const filter = useAtlas((state) => state.layers.find(({ id }) => id === entry.id)?.filter)
  const columns = useMemo(() => {
    // The rows are of the fields that were asked for with them.
    const names = shown?.request.fields ?? []
    const filtered = new Set(filter ? fieldsOf(filter) : [])
    return toColumns(toShownFields(entry, names), language, filtered)
  }, [entry, shown, language, filter])

  const open = ({ key, bbox }: PageRow) => {
    useAtlas.setState({ selected: { layerId: entry.id, key } })
    useAtlas.getState().openPanel('identify')
    if (bbox) fitFeature(bbox)
  }
  const toggle = (which: Pane) => setPane(pane === which ? null : which)
  const tools = useRef<HTMLDivElement>(null)
  const closePane = () => {
    tools.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus()
    setPane(null)
  }
  const words = useRef<HTMLDivElement>(null)
  // What clears the selection, stops the reading or begins it anew goes as it is pressed.
  useKeptFocus(
    words,
    '[role="status"][tabindex]',
    `${countSelected(selection) > 0} ${reading.kind}`,
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the pane wherever the focus is in the table
    <div
      className={styles.table}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !pane || event.defaultPrevented) return
        event.preventDefault()
        closePane()
      }}
    >
      <div className={styles.bar}>
        <div className={styles.choices}>
          <Choice
            type="checkbox"
            checked={table.isOfView}
            onChange={({ target }) => change({ isOfView: target.checked })}
          >
            {t('table.inView')}
          </Choice>
          <Choice
            type="checkbox"
            checked={only !== null}
            disabled={only === null && ids.size === 0}
            onChange={({ target }) => setOnly(target.checked ? [...ids] : null)}
          >
            {t('table.onlySelected')}
          </Choice>
          <div ref={tools} className={styles.tools}>
            <Button
              size="small"
              aria-expanded={pane === 'columns'}
              onClick={() => toggle('columns')}
            >
              <Columns3 size={16} aria-hidden /> {t('table.columns')}
            </Button>
            <Button
              size="small"
              aria-expanded={pane === 'statistics'}
              onClick={() => toggle('statistics')}
            >
              <Sigma size={16} aria-hidden /> {t('table.statistics')}
            </Button>
            <Button size="small" onClick={() => useAtlas.getState().openPanel('filter', entry.id)}>
              <Funnel size={16} aria-hidden /> {t('table.filter')}
            </Button>
            <Button
              size="small"
              disabled={!shown || shown.isPart}
              onClick={() =>
                askForExport({
                  layerId: entry.id,
                  view: area,
                  fields: table.columns,
                  ...(only && { ids: only }),
                })
              }
            >
              <Download size={16} aria-hidden /> {t('table.download')}
            </Button>
          </div>
        </div>
        <div ref={words} className={styles.said}>
          <Said
            shown={shown}
            reading={reading}
            featureCount={entry.files.find(({ overviewZooms }) => !overviewZooms)?.featureCount}
            row={row}
          />
          <p role="status">
            {countSelected(selection) > 0 &&
              t('table.selected', { count: ids.size, number: formatNumber(ids.size, language) })}
          </p>
          {countSelected(selection) > 0 && (
            <Button kind="plain" size="small" onClick={clear}>
              {t('table.clear')}
            </Button>
          )}
          {reading.kind === 'reading' && (
            <>
              <progress
                aria-label={t('table.reading')}
                max={1}
                {...(reading.share !== null && { value: reading.share })}
              />
              <Button
                kind="plain"
                size="small"
                onClick={() => {
                  cancel()
                  // The order goes back to that of the rows that stay.
                  const [order] = shown?.request.view.order ?? []
                  const before = order && { field: order.field, isDescending: !!order.descending }
                  if (shown && !shown.isPart) change({ sort: before ?? null })
                }}
              >
                {t('table.cancel')}
              </Button>
            </>
          )}
          {(reading.kind === 'cancelled' || reading.kind === 'failed') && (
            <Button kind="plain" size="small" onClick={retry}>
              {t('start.retry')}
            </Button>
          )}
        </div>
      </div>
      <div className={styles.body} data-pane={pane ?? undefined}>
        <div className={styles.grid}>
          {shown && (
            <DataGrid
              label={t('table.title', { layer: textIn(entry.title, language) })}
              columns={columns}
              rowCount={shown.total}
              readRows={shown.readRows}
              sort={
                table.sort && {
                  column: table.sort.field,
                  direction: table.sort.isDescending ? 'descending' : 'ascending',
                }
              }
              onSort={({ column, direction }) =>
                change({ sort: { field: column, isDescending: direction === 'descending' } })
              }
              onFilter={(name) => {
                useAtlas.setState({ field: { layerId: entry.id, name, isSought: true } })
                useAtlas.getState().openPanel('filter', entry.id)
              }}
              selection={selection}
              onSelect={select}
              onOpen={open}
              onMove={(cell) => {
                setRow(cell.row)
                const name = columns[cell.column]?.id
                if (name !== undefined) look(entry.id, name)
              }}
              shownRow={shownRow}
              words={{
                titleHelp: t('table.titleHelp'),
                filter: t('table.filterColumn'),
                failed: t('table.failed'),
                retry: t('start.retry'),
              }}
            />
          )}
        </div>
        {pane && (
          <section className={styles.aside} aria-label={t(`table.${pane}`)}>
            <Button kind="plain" size="small" className={styles.done} onClick={closePane}>
              <X size={16} aria-hidden /> {t('table.done')}
            </Button>
            {pane === 'columns' && (
              <ColumnsPane
                entry={entry}
                columns={table.columns}
                onChange={(names) => change({ columns: names })}
              />
            )}
            {pane === 'statistics' && field && request && (
              <StatisticsPane
                view={request.view}
                fields={fields}
                field={field}
                onField={(name) => look(entry.id, name)}
              />
            )}
          </section>
        )}
      </div>
    </div>
  )
}

function look(layerId: string, name: string): void {
  const { field } = useAtlas.getState()
  if (field?.layerId !== layerId || field.name !== name) {
    useAtlas.setState({ field: { layerId, name } })
  }
}

/** The field that the reader looks at, of those that are shown. */
function useField<Field extends { readonly name: string }>(
  layerId: string,
  fields: readonly Field[],
): Field | undefined {
  const looked = useAtlas((state) => state.field)
  const name = looked?.layerId === layerId ? looked.name : null
  return fields.find((field) => field.name === name) ?? fields[0]
}

/** What is asked for of the layer as it is seen; `null` where none of it is, or until the ground that is seen is known. */
function useRequest(
  entry: LayerEntry,
  { sort }: TableView,
  fields: readonly { readonly name: string }[],
  seen: SeenView | null,
  only: readonly number[] | null,
): TableRequest | null {
  const language = useLanguage()
  return useMemo(() => {
    if (!seen) return null
    const isSorted = sort && entry.fields.some(({ name }) => name === sort.field)
    return {
      fields: fields.map(({ name }) => name),
      view: {
        ...(only && { ids: only }),
        ...seen,
        language,
        ...(isSorted && { order: [{ field: sort.field, descending: sort.isDescending }] }),
      },
    }
  }, [entry, seen, fields, language, sort, only])
}

/** How many rows there are, which of them has the focus, and what is still to come. */
function Said({
  shown,
  reading,
  featureCount,
  row,
}: {
  readonly shown: ShownRows | null
  readonly reading: Reading
  readonly featureCount: number | undefined
  readonly row: number
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const number = (value: number) => formatNumber(value, language)
  const [said, setSaid] = useState('')
  const total = shown?.total ?? 0
  const rows = !shown
    ? ''
    : shown.isPart
      ? t('table.part', { read: number(total), total: number(featureCount ?? total) })
      : total === featureCount
        ? t('table.rows', { count: total, number: number(total) })
        : t('table.rowsOf', {
            count: total,
            number: number(total),
            total: number(featureCount ?? total),
          })
  const at =
    row >= 0 && row < total ? t('table.rowAt', { row: number(row + 1), total: number(total) }) : ''
  // Read out once the focus rests: keys go through many rows.
  useEffect(() => {
    const timer = setTimeout(() => setSaid(at), 500)
    return () => clearTimeout(timer)
  }, [at])
  return (
    <>
      <p role="status" tabIndex={-1}>
        {reading.kind === 'reading' && !shown && t('table.reading')}
        {rows}
        {reading.kind === 'cancelled' && ` ${t('table.cancelled')}`}
      </p>
      <p>{at}</p>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
      {reading.kind === 'failed' && (
        <p role="alert" className={styles.fault}>
          {toSentence(reading.problem, language)}
        </p>
      )}
    </>
  )
}
