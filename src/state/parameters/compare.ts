import { COMPARE_KINDS, type CompareKind } from '../comparison.ts'
import type { NamedLayers } from '../reference-map.ts'
import { parameter as layersParameter, readNamedLayers, takeNamedLayers } from './layers.ts'
import type { UrlParameter } from './parameter.ts'

interface Named {
  readonly kind: CompareKind
  readonly layers: NamedLayers
}

const TEXT = new RegExp(`^(${COMPARE_KINDS.join('|')})(?::(.+))?$`, 's')

/** How two maps are compared, and the layers of map B as `layers` names those of map A: `swipe:ports,*`. */
export const parameter: UrlParameter<Named | null> = {
  name: 'compare',
  // After `layers`, which it takes to be those of map A.
  place: 18,
  isStep: true,
  default: null,
  parse(text) {
    const [, kind, list] = TEXT.exec(text) ?? []
    const layers = list === undefined ? null : layersParameter.parse(list)
    return kind === undefined || layers === undefined
      ? undefined
      : { kind: kind as CompareKind, layers }
  },
  format(named) {
    if (!named) return ''
    const list = layersParameter.format(named.layers)
    return list ? `${named.kind}:${list}` : named.kind
  },
  read({ layers, comparison, catalog }) {
    if (!comparison) return null
    const ofB = comparison.side === 'b' ? layers : comparison.other
    return { kind: comparison.kind, layers: readNamedLayers(ofB, catalog) }
  },
  write(named, { comparison, catalog }, tell) {
    if (!named) return { comparison: null }
    const other = takeNamedLayers(named.layers, comparison?.other ?? [], catalog, tell)
    return { comparison: { kind: named.kind, side: 'a', other, divider: 0.5 } }
  },
}
