import { create } from 'zustand'
import type { LayerReport } from '../../importing/protocol.ts'

interface DeviceLayers {
  /** What the imports of the layers on this device found, by layer. */
  readonly reports: ReadonlyMap<string, LayerReport>
  /** The layers that are there for the life of the page alone, since the browser's storage is closed. */
  readonly heldIds: ReadonlySet<string>
}

/** What is known of the layers on this device beyond their entries in the catalogue. */
export const useDeviceLayers = create<DeviceLayers>()(() => ({
  reports: new Map(),
  heldIds: new Set(),
}))

let listen: () => void = () => undefined

/** Calls back whenever a layer was added to this device or deleted from it. */
export function whenLayersChange(listener: () => void): void {
  listen = listener
}

/** Says that a layer was added to this device or deleted from it. */
export function tellChange(): void {
  listen()
}
