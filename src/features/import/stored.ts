import {
  DEVICE_ID_PREFIX,
  type DeviceLayer,
  deviceLayerSchema,
  type LayerEntry,
} from '../../catalog/device-layer.ts'
import { type LayerReport, layerReportSchema } from '../../importing/protocol.ts'
import { z } from '../../model/zod.ts'
import { readRecords } from '../../sources/device-files.ts'
import { useAtlas } from '../../state/store.ts'
import { useDeviceLayers } from './device-layers.ts'

const recordSchema = z.object({ entry: deviceLayerSchema, report: layerReportSchema })

export interface StoredDeviceLayers {
  readonly entries: ReadonlyMap<string, DeviceLayer>
  readonly reports: ReadonlyMap<string, LayerReport>
  /** How many records could not be understood. */
  readonly faulty: number
}

/** The reader's own layers on this device. Rejects where its storage is closed. */
export async function readDeviceLayers(): Promise<StoredDeviceLayers> {
  const entries = new Map<string, DeviceLayer>()
  const reports = new Map<string, LayerReport>()
  let faulty = 0
  for (const [id, record] of await readRecords(DEVICE_ID_PREFIX)) {
    const parsed = recordSchema.safeParse(record)
    if (parsed.success && parsed.data.entry.id === id) {
      entries.set(id, parsed.data.entry)
      reports.set(id, parsed.data.report)
    } else {
      faulty++
    }
  }
  return { entries, reports, faulty }
}

/** Makes layers of this device known to the page. */
export function takeIn({ entries, reports }: StoredDeviceLayers): void {
  useDeviceLayers.setState((state) => ({ reports: new Map([...state.reports, ...reports]) }))
  useAtlas.setState(({ catalog }) => ({
    catalog: new Map<string, LayerEntry>([...catalog, ...entries]),
  }))
}
