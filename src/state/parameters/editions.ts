import { SIDES, type Side } from '../comparison.ts'
import { type AskedEdition, editionsOnMap, isSameEdition, MOST_EDITIONS } from '../editions.ts'
import { formatLayerView, parseLayerView } from '../layer-view.ts'
import type { UrlParameter } from './parameter.ts'

const PART = new RegExp(`^([${SIDES.join('')}]):(\\d{4}-\\d\\d-\\d\\d):(.+)$`, 's')

/**
 * The editions of layers on the maps beside the present ones: the map, the day, and the layer as `layers` has it,
 * `b:2026-11-23:rivers;filter=rank<3`. They are on the reader's device, so that another one has to fetch them.
 */
export const parameter: UrlParameter<readonly AskedEdition[]> = {
  name: 'editions',
  // After both maps.
  place: 21,
  isStep: false,
  default: [],
  parse(text) {
    const editions = text.split(',').map(parsePart)
    const areKnown = editions.every((one) => one !== undefined)
    return areKnown && editions.length <= MOST_EDITIONS ? editions : undefined
  },
  format: (editions) =>
    editions
      .map(({ side, edition, view }) => `${side}:${edition}:${formatLayerView(view)}`)
      .join(','),
  read: (state) => [...editionsOnMap(state), ...state.askedEditions].slice(0, MOST_EDITIONS),
  write(editions, state) {
    const there = editionsOnMap(state)
    // What is being opened goes on.
    const missing = editions
      .filter((one) => !there.some((other) => isSameEdition(one, other)))
      .map((one) => state.askedEditions.find((other) => isSameEdition(one, other)) ?? one)
    const isNothing = missing.length === 0 && state.askedEditions.length === 0
    return isNothing ? {} : { askedEditions: missing }
  },
}

function parsePart(text: string): AskedEdition | undefined {
  const [, side, edition, rest] = PART.exec(text) ?? []
  const view = rest === undefined ? undefined : parseLayerView(rest)
  return view && edition !== undefined && !Number.isNaN(Date.parse(edition))
    ? { side: side as Side, edition, view }
    : undefined
}
