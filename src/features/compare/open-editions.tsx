import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { isReleased } from '../../catalog/device-layer.ts'
import { fullFileOf } from '../../catalog/layer-files.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { toProblem } from '../../model/problem.ts'
import { handOver } from '../../shell/hand-over.ts'
import { layersOf, withLayers, withSide } from '../../state/comparison.ts'
import { type AskedEdition, findEdition } from '../../state/editions.ts'
import { useAtlas } from '../../state/store.ts'
import { formatIsoDay } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { fetchEdition, loadEditions } from './editions.ts'

/** Opens the editions for which an address asks, one after the other; why one is not opened is told. */
export function OpenEditions() {
  const { t } = useTranslation()
  const [asked] = useAtlas((state) => state.askedEditions)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language fetches nothing anew
  useEffect(() => {
    if (!asked) return
    const controller = new AbortController()
    const { signal } = controller
    const { language, catalog, notify } = useAtlas.getState()
    const title = catalog.get(asked.view.id)?.title
    const layer = title ? textIn(title, language) : asked.view.id
    const day = formatIsoDay(asked.edition, language)
    const why: Why = (key, values = {}) => {
      showPresent(asked)
      notify(`compare.${key}`, { layer, day, ...values })
    }
    open(asked, t('compare.editionOf', { layer, day }), why, signal)
      .catch((error) => {
        if (!signal.aborted)
          why('editionFailed', { reason: toSentence(toProblem(error), language) })
      })
      .finally(() => {
        if (signal.aborted) return
        useAtlas.setState(({ askedEditions }) => ({
          askedEditions: askedEditions.filter((one) => one !== asked),
        }))
      })
    return () => controller.abort()
  }, [asked])
  return null
}

/** Has the present edition seen, and tells why it is not another one. */
type Why = (key: string, values?: Readonly<Record<string, string>>) => void

async function open(
  asked: AskedEdition,
  title: string,
  why: Why,
  signal: AbortSignal,
): Promise<void> {
  const { id } = asked.view
  const { catalog, comparison, language } = useAtlas.getState()
  const known = findEdition(asked, catalog)
  if (known) {
    show(asked, known.id)
    return
  }
  const list = await loadEditions()
  if (signal.aborted) return
  const entry = catalog.get(id)
  const editions = list.layers.find((layer) => layer.id === id)?.editions
  const listed = editions?.find(({ edition }) => edition === asked.edition)
  if (!entry || !isReleased(entry)) {
    return useAtlas.getState().notify('start.unknownLayer', { count: 1, layers: id })
  }
  if (!listed) return why('editionUnknown')
  if (listed.withdrawn) {
    return why('editionWithdrawn', { reason: textIn(listed.withdrawn, language) })
  }
  if (listed.sha256 === fullFileOf(entry)?.sha256) return showPresent(asked)
  const file = await fetchEdition(id, asked.edition, signal)
  if (signal.aborted) return
  if (!file) return why('editionAway')
  useAtlas.setState((state) => withSide(state, asked.side))
  const look = {
    title,
    symbology: entry.symbology,
    view: asked.view,
    editionOf: { layer: id, edition: asked.edition },
    isSure: true,
  }
  const added = untilImported(signal)
  handOver([file], new Map([[file.name, look]]))
  await added
  if (signal.aborted) return
  // The page speaks of the map of which the address has it speak.
  if (comparison) useAtlas.setState((state) => withSide(state, comparison.side))
}

/** Has a layer stand on the map for which an edition is asked, as the edition does. */
function show({ side, view }: AskedEdition, id: string): void {
  useAtlas.setState((state) => {
    const layers = layersOf(state, side)
    const shown = { ...view, id, visible: true }
    const isThere = layers.some((layer) => layer.id === id)
    const changed = layers.map((layer) => (layer.id === id ? { ...layer, visible: true } : layer))
    return withLayers(state, side, isThere ? changed : [shown, ...layers])
  })
}

/** Has the edition that the catalogue has stand in for another one. */
function showPresent(asked: AskedEdition): void {
  if (useAtlas.getState().catalog.has(asked.view.id)) show(asked, asked.view.id)
}

/** Until the import has been opened and is closed again, whatever has become of it. */
function untilImported(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let wasOpen = false
    const stop = useAtlas.subscribe(({ panels }) => {
      const isOpen = panels.some(({ id }) => id === 'import')
      const isOver = wasOpen && !isOpen
      wasOpen = isOpen
      if (isOver) end()
    })
    const end = () => {
      stop()
      resolve()
    }
    signal.addEventListener('abort', end)
  })
}
