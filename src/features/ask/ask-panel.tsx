import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { parseRecipe, type Recipe, toRecipeText } from '../../model/recipe.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { changeAnswer } from '../../state/answers.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { useFocusInView } from '../../ui/use-focus-in-view.ts'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { AnswerView } from './answer-view.tsx'
import { UNCHOSEN_AREA } from './change-recipe.ts'
import { Presets } from './presets.tsx'
import { Sentence } from './sentence.tsx'

/** Asks layers a question, which is a sentence that can be changed, and shows what they answer. */
export function AskPanel({ subject, close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const followed = useAtlas((state) => state.answers.find(({ id }) => id === subject))
  const question = useAtlas((state) => state.question)
  const text = followed ? followed.recipe : question
  useEffect(() => () => useAtlas.setState({ question: null }), [])
  const parsed = useMemo(() => (text === null ? null : parseRecipe(text)), [text])
  const [wasChosen, setWasChosen] = useState(false)
  const [isShown, setIsShown] = useState(false)
  const ask = (recipe: Recipe | null) =>
    useAtlas.setState({ question: recipe && toRecipeText(recipe) })
  const change = (recipe: Recipe) =>
    followed ? changeAnswer(followed.id, toRecipeText(recipe)) : ask(recipe)
  const recipe = parsed?.ok ? parsed.recipe : null
  const body = useRef<HTMLDivElement>(null)
  // The button that leads back to the questions goes with the answer.
  useKeptFocus(body, '[data-help]', recipe === null)
  useFocusInView(body, isShown)
  return (
    <Panel
      id="ask"
      title={t('ask.title')}
      closeLabel={t('ask.close')}
      onClose={close}
      // On a small screen the map is seen over it once the answer has been asked for there.
      size={isShown && recipe ? 'sheet' : 'narrow'}
    >
      <PanelBody ref={body}>
        {parsed && !parsed.ok && (
          <p role="alert">
            {toSentence(
              {
                code: 'ask-recipe-unreadable',
                message: parsed.fault,
                values: { fault: parsed.fault },
              },
              language,
            )}
          </p>
        )}
        {recipe ? (
          <>
            <Sentence recipe={recipe} onChange={change} hasFocus={wasChosen} />
            {recipe.inside &&
            'layer' in recipe.inside &&
            recipe.inside.feature === UNCHOSEN_AREA ? (
              <p role="status">{t('ask.chooseArea')}</p>
            ) : (
              <AnswerView
                recipe={recipe}
                onChange={change}
                onShow={() => setIsShown(true)}
                followedId={followed?.id ?? null}
              />
            )}
            <p>
              <Button
                size="small"
                onClick={() => (followed ? useAtlas.getState().openPanel('ask') : ask(null))}
              >
                {t('ask.others')}
              </Button>
            </p>
          </>
        ) : (
          <Presets
            onChoose={(chosen) => {
              setWasChosen(true)
              ask(chosen)
            }}
          />
        )}
      </PanelBody>
    </Panel>
  )
}
