import type { ExportCalls, ExportEvents } from '../exporting/protocol.ts'
import type { TileCalls, TileEvents } from './tile-protocol.ts'

/** All that the page asks of the data worker. */
export type DataCalls = TileCalls & ExportCalls

/** All that the data worker tells unasked. */
export type DataEvents = TileEvents & ExportEvents
