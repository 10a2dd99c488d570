import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { combine } from '../../model/condition.ts'
import { parseConditionText, toConditionText } from '../../model/condition-text.ts'
import { type Recipe, toRecipeText } from '../../model/recipe.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useCopy } from '../../shell/use-copy.ts'
import { useAtlas } from '../../state/store.ts'
import { Listing } from '../../ui/listing.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import type { RecipeContext } from '../../workers/to-answer-request.ts'
import styles from './ask-panel.module.css'
import { CODE_TOOLS, toCode } from './to-code.ts'
import { toRecipeContext } from './use-ask.ts'

const TOOLS = ['command', ...CODE_TOOLS] as const
type Tool = (typeof TOOLS)[number]

/** The same question for a command line, for Python and for R. */
export function Elsewhere({ recipe }: { readonly recipe: Recipe }) {
  const { t } = useTranslation()
  const [tool, setTool] = useState<Tool>('command')
  const { copy, said } = useCopy()
  const catalog = useAtlas((state) => state.catalog)
  const layers = useAtlas((state) => state.layers)
  const code = useMemo(() => {
    const context = toRecipeContext({ catalog, layers })
    if (tool === 'command') {
      const text = toRecipeText(withSeen(recipe, context)).replaceAll("'", "'\\''")
      return `npm run -s ask -- '${text}'`
    }
    return toCode(tool, recipe, context, (entry) => {
      const asked = toAskedLayer(entry, layersUrl())
      return asked?.at.kind === 'url' ? `/vsicurl/${asked.at.url}` : null
    })
  }, [recipe, tool, catalog, layers])
  return (
    <details className={styles.elsewhere}>
      <summary>{t('ask.elsewhere')}</summary>
      <Tabs
        label={t('ask.tool')}
        value={tool}
        onChange={setTool}
        tabs={TOOLS.map((value) => ({ value, label: t(`ask.tools.${value}`) }))}
      >
        {code === null ? (
          <p>{t('ask.noCode')}</p>
        ) : (
          <Listing
            label={t(`ask.tools.${tool}`)}
            text={code}
            rows={8}
            copyLabel={t('ask.copy')}
            onCopy={() => void copy(code)}
            said={said}
          />
        )}
      </Tabs>
    </details>
  )
}

/** What is seen of the layers on this map is said in the recipe, since a command line has no map. */
function withSeen(recipe: Recipe, { catalog, seenOf }: RecipeContext): Recipe {
  const seen = (id: string, filter: string | undefined): string | undefined => {
    const entry = catalog.get(id)
    const condition = entry ? seenOf(entry) : null
    if (condition === null || condition === 'nothing') return filter
    const own = filter === undefined ? undefined : parseConditionText(filter)
    return toConditionText(own ? combine('all', [condition, own]) : condition) ?? filter
  }
  const { near } = recipe
  return {
    ...recipe,
    filter: seen(recipe.layer, recipe.filter),
    near: near && { ...near, filter: seen(near.layer, near.filter) },
  }
}
