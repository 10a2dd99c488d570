import type { LayerEntry } from '../catalog/device-layer.ts'
import { ANSWER_ID_PREFIX, askedBy, withAnswers } from './followed-answers.ts'
import { type LayerView, toLayerView } from './layer-view.ts'
import { withPanel } from './panels.ts'
import { type AtlasState, useAtlas } from './store.ts'

/** Puts an answer on the map, in the place of the layer that is asked, and opens its question. */
export function addAnswer(recipe: string): void {
  useAtlas.setState(({ catalog, layers, answers, panels }) => {
    const ids = new Set(answers.map(({ id }) => id))
    let number = 1
    while (ids.has(`${ANSWER_ID_PREFIX}${number}`)) number++
    const id = `${ANSWER_ID_PREFIX}${number}`
    const asked = askedBy(recipe, catalog)
    const others = layers.map((layer) =>
      layer.id === asked?.id ? { ...layer, visible: false } : layer,
    )
    return {
      ...withAnswers(catalog, [...answers, { id, recipe }]),
      layers: [toLayerView(id), ...others],
      panels: withPanel(panels, { id: 'ask', subject: id }),
      question: null,
    }
  })
}

/** Has an answer on the map be that to another question. */
export function changeAnswer(id: string, recipe: string): void {
  useAtlas.setState((state) => {
    const changed = withAnswers(
      state.catalog,
      state.answers.map((answer) => (answer.id === id ? { id, recipe } : answer)),
    )
    const isOfOther = changed.catalog.get(id)?.answer?.of !== state.catalog.get(id)?.answer?.of
    return { ...changed, ...(isOfOther && withoutTraces(state, id)) }
  })
}

/** Has no answers but these; what was open about another is closed. */
export function keepAnswers(ids: ReadonlySet<string>): void {
  useAtlas.setState((state) => {
    const gone = state.answers.filter(({ id }) => !ids.has(id))
    return {
      ...withAnswers(
        state.catalog,
        state.answers.filter((answer) => !gone.includes(answer)),
      ),
      panels: state.panels.filter(({ subject }) => !gone.some(({ id }) => id === subject)),
    }
  })
}

/** What has been found of an answer. */
export function setAnswerEntry(id: string, entry: LayerEntry): void {
  useAtlas.setState(({ catalog }) => ({ catalog: new Map(catalog).set(id, entry) }))
}

/** An answer that is of another layer now has other fields, classes and features: nothing of the former ones is asked of it. */
function withoutTraces(state: AtlasState, id: string): Partial<AtlasState> {
  const { layers, comparison } = state
  const fresh = (layer: LayerView): LayerView =>
    layer.id !== id ? layer : { ...toLayerView(id), visible: layer.visible, opacity: layer.opacity }
  const isOf = (of: { readonly layerId: string } | null) => of?.layerId === id
  return {
    layers: layers.map(fresh),
    comparison: comparison && { ...comparison, other: comparison.other.map(fresh) },
    panels: state.panels.filter((panel) => panel.subject !== id || panel.id === 'ask'),
    ...(isOf(state.selected) && { selected: null }),
    ...(isOf(state.selectedRows) && { selectedRows: null }),
    ...(isOf(state.table) && { table: null }),
    ...(isOf(state.chart) && { chart: null }),
    ...(isOf(state.field) && { field: null }),
  }
}
