import { type ComponentType, createContext, lazy, useContext } from 'react'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { needWords } from '../i18n/index.ts'
import type { Domain } from '../words/words.ts'
import type { DataClient } from '../workers/data-client.ts'
import type {
  Feature,
  LaunchPlace,
  PanelDefinition,
  PanelLaunch,
  PanelProps,
  PartDefinition,
} from './feature.ts'

/** A panel ready to be shown: loaded with its first showing. */
export interface Panel extends Omit<PanelDefinition, 'content'> {
  readonly Component: ComponentType<PanelProps>
}

/** All that the features bring. */
export interface Shell {
  readonly data: DataClient
  readonly panels: ReadonlyMap<string, Panel>
  readonly layerDetails: readonly {
    isFor(entry: LayerEntry): boolean
    readonly Component: ComponentType<{ readonly entry: LayerEntry }>
  }[]
  readonly parts: readonly PartDefinition[]
}

/** Puts together what the features bring, and the worker that they ask. */
export function toShell(features: readonly Feature[], data: DataClient): Shell {
  const panels = features.flatMap((feature) => feature.panels ?? [])
  return {
    data,
    panels: new Map(
      panels.map(({ content, ...panel }) => {
        const Component =
          'load' in content ? withWords(content.load, panel.words) : content.Component
        return [panel.id, { ...panel, Component }]
      }),
    ),
    layerDetails: features
      .flatMap((feature) => feature.layerDetails ?? [])
      .map(({ isFor, load, words }) => ({ isFor, Component: withWords(load, words) })),
    parts: features.flatMap((feature) => feature.parts ?? []),
  }
}

/** A part of the page that comes when it is first shown, with its words. */
export function withWords<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
  words: readonly Domain[] = [],
): ComponentType<Props> {
  return lazy(async () => {
    const [loaded] = await Promise.all([load(), needWords(words)])
    return loaded
  }) as ComponentType<Props>
}

const context = createContext<Shell | null>(null)

export const ShellProvider = context.Provider

export function useShell(): Shell {
  const shell = useContext(context)
  if (!shell) throw new Error('The page is not inside its shell')
  return shell
}

/** The worker that reads the layers. */
export function useData(): DataClient {
  return useShell().data
}

/** The panels with a button at a place, in the order of their buttons. */
export function useLaunches(
  place: LaunchPlace,
): readonly (PanelLaunch & { readonly id: string })[] {
  const { panels } = useShell()
  return [...panels.values()]
    .flatMap(({ id, launch }) => (launch?.place === place ? [{ ...launch, id }] : []))
    .toSorted((a, b) => a.order - b.order)
}
