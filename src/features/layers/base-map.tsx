import { ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BASE_MAPS_PATH, type BaseMap, baseMapListSchema } from '../../catalog/base-map.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { onceEach } from '../../model/once-each.ts'
import type { Problem } from '../../model/problem.ts'
import { Failed } from '../../shell/failed.tsx'
import { fetchJson } from '../../sources/fetch-json.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { parameter as layersParameter } from '../../state/parameters/layers.ts'
import { hasBaseMap, toLayers, withBaseMap } from '../../state/reference-map.ts'
import { type AtlasState, useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { textIn } from '../../words/text-in.ts'
import { toProblem } from '../../workers/data-client.ts'
import styles from './base-map.module.css'

/** The base map, folded: which one it is, and in it the layers that it is made of (`children`). */
export function BaseMapPart({
  base,
  children,
}: {
  readonly base: readonly LayerView[]
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const [isUnfolded, setUnfolded] = useState(false)
  // What is missing of the map, and what of a layer is left out, is told in its row.
  const hasNews = useAtlas(({ statuses }) =>
    base.some(
      ({ id, visible, filter }) =>
        filter !== null || (visible && statuses.get(id)?.kind === 'failed'),
    ),
  )
  useEffect(() => {
    if (hasNews) setUnfolded(true)
  }, [hasNews])
  const contentId = useId()
  return (
    <section className={styles.part}>
      <h3>
        <Button
          kind="plain"
          className={styles.fold}
          aria-expanded={isUnfolded}
          aria-controls={contentId}
          onClick={() => setUnfolded(!isUnfolded)}
        >
          {t('layers.baseMap')} <ChevronDown size={18} aria-hidden />
        </Button>
      </h3>
      <div id={contentId} hidden={!isUnfolded}>
        {isUnfolded && <BaseMapChoice />}
        {children}
      </div>
    </section>
  )
}

const fetchBaseMaps = onceEach<void, readonly BaseMap[]>(async () =>
  baseMapListSchema.parse(await fetchJson(new URL(BASE_MAPS_PATH, document.baseURI).href)),
)

function BaseMapChoice() {
  const { t } = useTranslation()
  const language = useLanguage()
  const name = useId()
  const state = useAtlas()
  const [attempt, setAttempt] = useState(0)
  const [baseMaps, setBaseMaps] = useState<readonly BaseMap[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads anew
  useEffect(() => {
    let left = false
    setProblem(null)
    fetchBaseMaps().then(
      (loaded) => left || setBaseMaps(loaded),
      (error: unknown) => left || setProblem(toProblem(error)),
    )
    return () => {
      left = true
    }
  }, [attempt])
  if (problem) {
    return (
      <div className={styles.failed}>
        <Failed
          what={t('layers.baseMapsFailed')}
          problem={problem}
          onRetry={() => setAttempt(attempt + 1)}
        />
      </div>
    )
  }
  const shown = baseMaps.find((baseMap) => isShown(baseMap, state))
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{t('layers.baseMap')}</legend>
      {baseMaps.map((baseMap) => (
        <Choice
          key={baseMap.id}
          type="radio"
          name={name}
          checked={baseMap === shown}
          onChange={() => useAtlas.setState(toShowing(baseMap, shown, useAtlas.getState()))}
        >
          {textIn(baseMap.title, language)}
        </Choice>
      ))}
    </fieldset>
  )
}

/** The layers of a base map; none where its text means none, which the tests of the file do not let pass. */
function layersOf({ layers }: BaseMap, { catalog }: AtlasState): readonly LayerView[] {
  return toLayers(layersParameter.parse(layers) ?? [], catalog)
}

function isShown(baseMap: BaseMap, state: AtlasState): boolean {
  const hasTheme = baseMap.theme === undefined || baseMap.theme === state.theme
  return hasTheme && hasBaseMap(state.layers, layersOf(baseMap, state))
}

/** Colours that the base map before had brought go with it. */
function toShowing(
  baseMap: BaseMap,
  before: BaseMap | undefined,
  state: AtlasState,
): Partial<AtlasState> {
  const theme = baseMap.theme ?? (before?.theme ? 'auto' : state.theme)
  return { theme, layers: withBaseMap(state.layers, layersOf(baseMap, state)) }
}
