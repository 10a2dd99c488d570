import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { formatPanel, isInAddresses, isOfLayer, type OpenPanel, parsePanel } from '../panels.ts'
import type { UrlParameter } from './parameter.ts'

/** The panels that are open, the topmost last, as far as they mean the same to others. */
export const parameter: UrlParameter<readonly OpenPanel[]> = {
  name: 'panel',
  place: 9,
  isStep: true,
  default: [],
  parse(text) {
    const panels = text.split(',').map(parsePanel)
    const areKnown = panels.every((panel) => panel && isInAddresses(panel))
    const areOnce = new Set(panels.map((panel) => panel?.id)).size === panels.length
    return areKnown && areOnce ? (panels as OpenPanel[]) : undefined
  },
  format: (panels) => panels.map(formatPanel).join(','),
  read: ({ panels, catalog }) =>
    panels.filter(
      (panel) =>
        isInAddresses(panel) && !(panel.subject && isDeviceLayer(catalog.get(panel.subject))),
    ),
  write(panels, { catalog }, tell) {
    const known = panels.filter((panel) => !isOfLayer(panel) || catalog.has(panel.subject!))
    const names = panels.flatMap((panel) => (known.includes(panel) ? [] : [panel.subject ?? '']))
    if (names.length > 0) tell({ key: 'start.unknownLayer', as: 'layers', names })
    return { panels: known }
  },
}
