import {
  DEVICE_ID_PREFIX,
  type DeviceLayer,
  deviceLayerSchema,
  type LayerEntry,
} from '../../catalog/device-layer.ts'
import { type LayerReport, layerReportSchema } from '../../importing/protocol.ts'
import { z } from '../../model/zod.ts'
import { readRecords, removeLeftFiles } from '../../sources/device-files.ts'
import {
  formatArrangement,
  parseArrangement,
  withArrangement,
} from '../../state/device-arrangement.ts'
import { useAtlas } from '../../state/store.ts'
import { useImport } from './session.ts'

const recordSchema = z.object({ entry: deviceLayerSchema, report: layerReportSchema })

const ARRANGEMENT_KEY = 'atlas-device-layers'

/**
 * Brings back the layers that this device keeps, each where it stood, and keeps their arrangement from
 * now on. A device without storage, or one that keeps it closed, has none, and says so.
 */
export async function restoreDeviceLayers(): Promise<void> {
  let records: ReadonlyMap<string, unknown>
  try {
    records = await readRecords(DEVICE_ID_PREFIX)
  } catch (error) {
    console.error(error)
    useAtlas.getState().notify('start.storageBlocked')
    return
  }
  const entries = new Map<string, DeviceLayer>()
  const reports = new Map<string, LayerReport>()
  let faulty = 0
  for (const [id, record] of records) {
    const parsed = recordSchema.safeParse(record)
    if (parsed.success && parsed.data.entry.id === id) {
      entries.set(id, parsed.data.entry)
      reports.set(id, parsed.data.report)
    } else {
      faulty++
    }
  }
  const { catalog, layers, notify } = useAtlas.getState()
  if (faulty > 0) notify('import.recordFault', { count: faulty })
  if (entries.size > 0) {
    const arrangement = parseArrangement(readArrangement())
    useImport.setState({ reports })
    useAtlas.setState({
      catalog: new Map<string, LayerEntry>([...catalog, ...entries]),
      layers: withArrangement(layers, arrangement, (id) => entries.has(id)),
    })
  }
  keepArrangement()
  await removeLeftFiles().catch(() => undefined)
}

function readArrangement(): string | null {
  try {
    return localStorage.getItem(ARRANGEMENT_KEY)
  } catch {
    return null
  }
}

function keepArrangement(): void {
  let last = ''
  useAtlas.subscribe((state, before) => {
    if (state.layers === before.layers) return
    const text = formatArrangement(state)
    if (text === last) return
    last = text
    try {
      localStorage.setItem(ARRANGEMENT_KEY, text)
    } catch {}
  })
}
