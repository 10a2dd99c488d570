import { formatLayerView } from './layer-view.ts'
import { areSamePanels, type OpenPanel, parsePanels } from './panels.ts'
import type { Told } from './parameters/parameter.ts'
import { type AtlasState, useAtlas } from './store.ts'
import { formatAddress, formatSteps, parseAddress, toAddressed } from './url.ts'

/** How soon after a change that is no step the address follows it. */
const SETTLING_MILLISECONDS = 250

/** Changes of opacity within this time are one step: a slider is drawn through many values. */
const ONE_DRAG_MILLISECONDS = 1500

/** What an entry of the browser's history holds beside its address. */
interface Entry {
  readonly panels: readonly OpenPanel[]
  /** The panel whose opening made the entry: to close it is to go back. */
  readonly opened: string | null
}

function toEntry(value: unknown): Entry {
  const { panels, opened } = (value ?? {}) as Partial<Record<keyof Entry, unknown>>
  return { panels: parsePanels(panels), opened: typeof opened === 'string' ? opened : null }
}

/**
 * Keeps the address and the browser's history true to the state, and the state true to them as the reader goes
 * back and forward. Layers, language, projection, colours, panels and what is chosen are steps; moves of the
 * map change the entry that is there. Returns the function that stops it.
 */
export function keepHistory(tell: (told: Told) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFollowing = false
  /** A step back of our own has been asked for, and not come yet. */
  let isReturning = false
  let lastDrag = { what: '', at: Number.NEGATIVE_INFINITY }

  const entryNow = () => toEntry(history.state)
  const toUrl = (state: AtlasState) => formatAddress(state) || location.pathname

  const replace = (state: AtlasState, opened = entryNow().opened) => {
    clearTimeout(timer)
    timer = undefined
    const entry: Entry = { panels: state.panels, opened }
    const isSame = areSamePanels(entryNow().panels, state.panels) && history.state?.panels
    if (isSame && formatAddress(state) === location.search) return
    history.replaceState(entry, '', toUrl(state))
  }
  const push = (state: AtlasState, before: AtlasState, opened: string | null) => {
    // The entry that is left has the map where the reader left it.
    if (timer !== undefined) replace(before)
    clearTimeout(timer)
    timer = undefined
    history.pushState({ panels: state.panels, opened } satisfies Entry, '', toUrl(state))
  }

  const follow = (state: AtlasState, before: AtlasState) => {
    if (isFollowing || isReturning) return
    if (!areSamePanels(state.panels, before.panels)) {
      const { opened } = entryNow()
      const closed = before.panels.filter(({ id }) => !state.panels.some((one) => one.id === id))
      const isOnlyThat = closed.length === 1 && closed[0]!.id === opened
      if (isOnlyThat && state.panels.length === before.panels.length - 1) {
        isReturning = true
        history.back()
        return
      }
      const top = state.panels.at(-1)
      const isOpening = state.panels.length === before.panels.length + 1
      push(state, before, isOpening && top ? top.id : null)
      return
    }
    if (formatSteps(state) !== formatSteps(before)) {
      const drag = opacityChanged(state, before)
      const now = performance.now()
      const goesOn = drag !== '' && drag === lastDrag.what
      const isSameDrag = goesOn && now - lastDrag.at < ONE_DRAG_MILLISECONDS
      lastDrag = { what: drag, at: now }
      if (isSameDrag) replace(state)
      else push(state, before, null)
      return
    }
    timer ??= setTimeout(() => replace(useAtlas.getState()), SETTLING_MILLISECONDS)
  }

  const onPop = ({ state: popped }: PopStateEvent) => {
    if (isReturning) {
      // A panel was closed: all else stays as it is, where it was before the panel was opened.
      isReturning = false
      replace(useAtlas.getState())
      return
    }
    clearTimeout(timer)
    timer = undefined
    isFollowing = true
    const before = useAtlas.getState()
    const changed = toAddressed(before, parseAddress(location.search), tell)
    const { camera = {} } = changed
    const isMoved = formatCamera(camera) !== formatCamera(before.camera)
    useAtlas.setState({
      ...changed,
      ...(popped && { panels: toEntry(popped).panels }),
      ...(isMoved && { askedCamera: camera }),
    })
    isFollowing = false
  }

  replace(useAtlas.getState(), null)
  addEventListener('popstate', onPop)
  const stop = useAtlas.subscribe(follow)
  return () => {
    stop()
    clearTimeout(timer)
    removeEventListener('popstate', onPop)
  }
}

/** The layer whose opacity is all that is new; empty where it is not so. */
function opacityChanged({ layers }: AtlasState, { layers: before }: AtlasState): string {
  if (layers.length !== before.length) return ''
  const changed = layers.filter((layer, place) => layer !== before[place])
  const [layer] = changed
  if (changed.length !== 1 || !layer) return ''
  const old = before[layers.indexOf(layer)]!
  const isAll = formatLayerView({ ...old, opacity: layer.opacity }) === formatLayerView(layer)
  return isAll ? layer.id : ''
}

function formatCamera({ center, zoom, fit }: AtlasState['camera']): string {
  return JSON.stringify([center, zoom, center ? undefined : fit])
}
