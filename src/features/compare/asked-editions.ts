import i18next from 'i18next'
import { isDeviceLayer, isReleased, type LayerEntry } from '../../catalog/device-layer.ts'
import type { EditionList } from '../../catalog/downloads.ts'
import { fullFileOf } from '../../catalog/layer-files.ts'
import { formatDay } from '../../i18n/format.ts'
import { needWords } from '../../i18n/index.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { toProblem } from '../../model/problem.ts'
import { layersOfAll } from '../../state/comparison.ts'
import { useAtlas } from '../../state/store.ts'
import { textIn } from '../../words/text-in.ts'
import { fetchEdition, handOverEditions, loadEditions } from './editions.ts'
import type { OtherEdition } from './other-editions.ts'

/**
 * Opens the editions of layers that an address names: what this device has of them comes onto the map, all else is
 * fetched and handed to the import. In the place of one that there is not, or that was withdrawn, the map shows the present
 * one, and the reader is told why.
 */
export async function openAskedEditions(): Promise<void> {
  const names = useAtlas.getState().askedEditions.filter((name) => !isOnDevice(name))
  await needWords(['compare', 'problems'])
  const opened: { file: File; of: OtherEdition }[] = []
  try {
    const list = names.length > 0 ? await loadEditions() : { layers: [] }
    for (const name of names) {
      const of = find(name, list)
      if (!of) continue
      const file = await fetchEdition(of, new AbortController().signal)
      if (file) opened.push({ file, of })
      else tellInstead('compare.askedNotKept', of.entry, of.edition)
    }
  } catch (error) {
    const { notify, language } = useAtlas.getState()
    notify('compare.askedFailed', { reason: toSentence(toProblem(error), language) })
  }
  if (opened.length > 0) handOverEditions(opened, toTitle)
  useAtlas.setState({ askedEditions: [] })
}

/** Whether this device has an edition, which is put onto the map then. */
function isOnDevice(name: string): boolean {
  const { catalog } = useAtlas.getState()
  const own = [...catalog.values()].find(
    (entry) => isDeviceLayer(entry) && entry.origin.edition === name,
  )
  if (own) showLayer(own.id)
  return own !== undefined
}

/** The edition of a name; `null` where there is none to open, which is told. */
function find(name: string, list: EditionList): OtherEdition | null {
  const [id = '', edition = ''] = name.split('@')
  const { catalog, notify, language } = useAtlas.getState()
  const entry = catalog.get(id)
  if (!entry || !isReleased(entry)) {
    notify('compare.askedUnknownLayer', { layer: id })
    return null
  }
  const listed = list.layers.find((one) => one.id === id)?.editions
  const one = listed?.find((candidate) => candidate.edition === edition)
  if (!one) tellInstead('compare.askedUnknown', entry, edition)
  else if (one.withdrawn) {
    const reason = textIn(one.withdrawn, language)
    tellInstead('compare.askedWithdrawn', entry, edition, { reason })
  } else if (one.sha256 === fullFileOf(entry)?.sha256) showLayer(id)
  else return { entry, edition }
  return null
}

function tellInstead(
  key: string,
  entry: LayerEntry,
  edition: string,
  more: { readonly reason?: string } = {},
): void {
  const { notify, language } = useAtlas.getState()
  showLayer(entry.id)
  notify(key, { layer: textIn(entry.title, language), day: toDay(edition), ...more })
}

/** Has a layer be seen on the map that the page speaks of. */
function showLayer(id: string): void {
  const state = useAtlas.getState()
  if (state.layers.some((layer) => layer.id === id)) state.setLayer(id, { visible: true })
  else if (!layersOfAll(state).some((layer) => layer.id === id)) state.addLayer(id)
}

const toDay = (edition: string): string =>
  formatDay(new Date(`${edition}T12:00:00`), useAtlas.getState().language)

function toTitle({ entry, edition }: OtherEdition): string {
  const layer = textIn(entry.title, useAtlas.getState().language)
  return i18next.t('compare.editionOf', { layer, day: toDay(edition) })
}
