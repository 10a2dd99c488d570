import { ProcessingLog } from '../../scripts/pipeline/notes.ts'
import type {
  BuildContext,
  PipelineFeature,
  Recipe,
  Source,
} from '../../scripts/pipeline/recipe.ts'

export interface Built {
  readonly features: readonly PipelineFeature[]
  readonly overviews: readonly (readonly PipelineFeature[])[]
  /** The processing notes in English. */
  readonly notes: readonly string[]
}

/** Runs a recipe's own steps on small files of the same shape as its sources, by the path in each. */
export async function buildWith(
  recipe: Recipe,
  files: Readonly<Record<string, string>>,
): Promise<Built> {
  const log = new ProcessingLog()
  const shared = new Map<string, Promise<unknown>>()
  const context: BuildContext = {
    log,
    scratch: '',
    read: async (source: Source) => {
      const path = 'path' in source ? source.path : undefined
      const content = path === undefined ? undefined : files[path]
      if (content === undefined) throw new Error(`The test gives no ${path}`)
      return new TextEncoder().encode(content)
    },
    locate: async () => {
      throw new Error('The test keeps no files on disk')
    },
    once: <T>(key: string, work: (inner: BuildContext) => Promise<T>): Promise<T> => {
      const running = shared.get(key) ?? work(context)
      shared.set(key, running)
      return running as Promise<T>
    },
  }
  const { features, overviews = [] } = await recipe.build(context)
  return {
    features,
    overviews: overviews.map((overview) => overview.features),
    notes: log.notes.map(({ en }) => en),
  }
}
