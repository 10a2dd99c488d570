import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { type ChartView, formatChartView, parseChartView } from '../chart-view.ts'
import type { UrlParameter } from './parameter.ts'

/** Which chart the open panel of charts shows. */
export const parameter: UrlParameter<ChartView | null> = {
  name: 'chart',
  place: 17,
  isStep: false,
  default: null,
  parse: parseChartView,
  format: (chart) => (chart ? formatChartView(chart) : ''),
  // Of one that is closed, and of the reader's own layers, nothing is said.
  read({ chart, panels, catalog }) {
    const isOpen = panels.some(({ id, subject }) => id === 'chart' && subject === chart?.layerId)
    return chart && isOpen && !isDeviceLayer(catalog.get(chart.layerId)) ? chart : null
  },
  write: (chart) => ({ chart }),
}
