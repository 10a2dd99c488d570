import type { LayerEntry } from '../../catalog/device-layer.ts'
import type { ExportedLayer } from '../../exporting/protocol.ts'
import type { Field } from '../../model/schema.ts'
import type { DataClient } from '../../workers/data-client.ts'
import type { ExportDraft } from './export-draft.ts'

/** What the parts of the form are given. */
export interface PartProps {
  readonly draft: ExportDraft
  readonly change: (change: Partial<ExportDraft>) => void
  readonly entry: LayerEntry
  readonly layer: ExportedLayer
  readonly fields: readonly Field[]
  readonly client: DataClient
}
