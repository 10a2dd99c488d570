import { isReleased, type LayerEntry } from '../../catalog/device-layer.ts'
import type { EditionList } from '../../catalog/downloads.ts'
import { fullFileOf } from '../../catalog/layer-files.ts'
import type { LayerView } from '../../state/layer-view.ts'

/** An edition of a layer that is not the one on the maps. */
export interface OtherEdition {
  readonly entry: LayerEntry
  /** The day of the layer's last change. */
  readonly edition: string
}

/**
 * The other editions of the layers of a map that may be set against theirs: those that are withdrawn are not.
 */
export function otherEditions(
  layers: readonly LayerView[],
  catalog: ReadonlyMap<string, LayerEntry>,
  list: EditionList,
): readonly OtherEdition[] {
  return layers.flatMap(({ id }) => {
    const entry = catalog.get(id)
    const file = entry && isReleased(entry) ? fullFileOf(entry) : undefined
    if (!entry || !file) return []
    const editions = list.layers.find((listed) => listed.id === id)?.editions ?? []
    return editions.flatMap(({ edition, sha256, withdrawn }) =>
      withdrawn || sha256 === file.sha256 ? [] : [{ entry, edition }],
    )
  })
}
