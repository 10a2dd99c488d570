import type { ImportedLayer } from '../src/formats/contract/imported-layer.ts'
import type { ExportLayer } from '../src/formats/registry/write-layer.ts'

/** An imported layer to be written as it was brought: with all its features, and nothing said of it. */
export const asBrought = ({ schema, features, name }: ImportedLayer): ExportLayer => ({
  schema,
  features: () => features,
  name,
  title: name,
  metadata: {},
  language: 'en',
})
