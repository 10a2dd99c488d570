import type { FeatureSource } from '../sources/feature-source.ts'
import type { LayerFileAddress } from '../sources/open-layer-file.ts'
import type { ReadOptions, Rows } from './layer-columns.ts'

/** The file of a layer that is asked. */
export interface AskedLayer {
  /** The layer itself at full detail. */
  readonly at: LayerFileAddress
  readonly byteLength: number
}

/** What a question is answered with. */
export interface AskContext extends ReadOptions {
  /** The layer's source, which reads places by its index. */
  open(layer: AskedLayer): Promise<FeatureSource>
  /** The same where a few features are wanted, for which no file is downloaded whole. */
  openForFew(layer: AskedLayer): Promise<FeatureSource>
  /** The named columns of the layer, whole, as `LayerColumns.read`. */
  read(layer: AskedLayer, fields: readonly string[]): Promise<Rows>
}

/** A question of layers: request and answer are plain data, which pass between threads. */
export type Question<Request, Answer> = (request: Request, context: AskContext) => Promise<Answer>
