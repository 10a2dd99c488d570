import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { formatTableView, parseTableView, type TableView, toTableView } from '../table-view.ts'
import type { UrlParameter } from './parameter.ts'

/** How the open table stands: its order, its columns, and whether it follows the map. */
export const parameter: UrlParameter<TableView | null> = {
  name: 'table',
  place: 12,
  isStep: false,
  default: null,
  parse: parseTableView,
  format: (table) => (table ? formatTableView(table) : ''),
  // Of one that is closed, of the reader's own layers, and as it is first opened, nothing is said.
  read({ table, panels, catalog }) {
    const isOpen = panels.some(({ id, subject }) => id === 'table' && subject === table?.layerId)
    if (!table || !isOpen || isDeviceLayer(catalog.get(table.layerId))) return null
    const isPlain = formatTableView(table) === formatTableView(toTableView(table.layerId))
    return isPlain ? null : table
  },
  write: (table) => ({ table }),
}
