import { escapeText, isLayerId, unescapeText } from './layer-view.ts'

/** How the table of a layer stands: what an address says of it. */
export interface TableView {
  readonly layerId: string
  readonly sort: { readonly field: string; readonly isDescending: boolean } | null
  /** The fields that are shown, in their order; `null` for all. */
  readonly columns: readonly string[] | null
  /** Whether it has the features alone that the map shows. */
  readonly isOfView: boolean
}

/** The table of a layer as it is first opened. */
export function toTableView(layerId: string): TableView {
  return { layerId, sort: null, columns: null, isOfView: false }
}

/** As text: `ports;sort=-name;columns=name,country;in=view`. */
export function formatTableView({ layerId, sort, columns, isOfView }: TableView): string {
  const parts = [
    layerId,
    sort && `sort=${sort.isDescending ? '-' : ''}${escapeText(sort.field)}`,
    columns && `columns=${columns.map(escapeText).join(',')}`,
    isOfView && 'in=view',
  ]
  return parts.filter(Boolean).join(';')
}

const MOST_COLUMNS = 500

/** `undefined` where the text means none. */
export function parseTableView(text: string): TableView | undefined {
  const [layerId = '', ...parts] = text.split(';')
  if (!isLayerId(layerId)) return undefined
  let view = toTableView(layerId)
  const seen = new Set<string>()
  for (const part of parts) {
    const [, name = '', value = ''] = /^(sort|columns|in)=(.+)$/s.exec(part) ?? []
    const setting = name && !seen.has(name) ? parseSetting(name, value) : undefined
    if (!setting) return undefined
    seen.add(name)
    view = { ...view, ...setting }
  }
  return view
}

function parseSetting(name: string, value: string): Partial<TableView> | undefined {
  if (name === 'in') return value === 'view' ? { isOfView: true } : undefined
  if (name === 'sort') {
    const isDescending = value.startsWith('-')
    const field = unescapeText(isDescending ? value.slice(1) : value)
    return field ? { sort: { field, isDescending } } : undefined
  }
  const columns = value.split(',').map(unescapeText)
  const isList = columns.length <= MOST_COLUMNS && columns.every((column) => column)
  const areOnce = new Set(columns).size === columns.length
  return isList && areOnce ? { columns: columns as string[] } : undefined
}
