import type { ExportCalls, ExportEvents } from '../exporting/protocol.ts'
import type { KeepCalls, KeepEvents } from './keep-protocol.ts'
import type { PictureCalls } from './picture-protocol.ts'
import type { QueryCalls, QueryEvents } from './query-protocol.ts'
import type { TileCalls, TileEvents } from './tile-protocol.ts'

/** All that the page asks of the data worker. */
export type DataCalls = TileCalls & PictureCalls & ExportCalls & QueryCalls & KeepCalls

/** All that the data worker tells unasked. */
export type DataEvents = TileEvents & ExportEvents & QueryEvents & KeepEvents
