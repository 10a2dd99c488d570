import { useTranslation } from 'react-i18next'
import { QUESTIONS_PATH, type Question, questionListSchema } from '../../catalog/questions.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { onceEach } from '../../model/once-each.ts'
import type { Recipe } from '../../model/recipe.ts'
import { Failed } from '../../shell/failed.tsx'
import { useSubjects } from '../../shell/load-subjects.ts'
import { useLoaded } from '../../shell/use-loaded.ts'
import { fetchJson } from '../../sources/fetch-json.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { textIn } from '../../words/text-in.ts'
import styles from './ask-panel.module.css'
import { askableLayers } from './change-recipe.ts'

const load = onceEach(async (path: string) =>
  questionListSchema.parse(await fetchJson(new URL(path, document.baseURI).href)),
)

/** Questions in plain words to begin with, by subject, and one of the reader's own. */
export function Presets({ onChoose }: { readonly onChoose: (recipe: Recipe) => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  const onMap = useAtlas((state) => state.layers)
  const questions = useLoaded(load, QUESTIONS_PATH)
  const subjects = useSubjects()
  const layers = askableLayers(catalog)
  const first = onMap.find(({ id }) => layers.some((entry) => entry.id === id))?.id ?? layers[0]?.id
  const isThere = ({ recipe }: Question) => {
    const named = [recipe.layer, recipe.near?.layer].filter((id) => id !== undefined)
    return named.every((id) => layers.some((entry) => entry.id === id))
  }
  const there = (questions.value ?? []).filter(isThere)
  const groups = (subjects.value?.subjects ?? [])
    .map(({ id, title }) => ({
      id,
      title: textIn(title, language),
      questions: there.filter(({ subject }) => subject === id),
    }))
    .filter((group) => group.questions.length > 0)
  const problem = questions.problem ?? subjects.problem
  return (
    <>
      <p tabIndex={-1} data-help>
        {t('ask.help')}
      </p>
      {first !== undefined && (
        <Button kind="primary" onClick={() => onChoose({ layer: first })}>
          {t('ask.begin')}
        </Button>
      )}
      {problem && (
        <Failed
          what={t('ask.presetsFailed')}
          problem={problem}
          onRetry={() => {
            questions.retry()
            subjects.retry()
          }}
        />
      )}
      {groups.map((group) => (
        <section key={group.id} aria-labelledby={`ask-${group.id}`}>
          <h3 id={`ask-${group.id}`} className={styles.part}>
            {group.title}
          </h3>
          <ul className={styles.presets}>
            {group.questions.map(({ id, title, recipe }) => (
              <li key={id}>
                <Button kind="plain" className={styles.preset} onClick={() => onChoose(recipe)}>
                  {textIn(title, language)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
