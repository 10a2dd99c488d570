import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { parseStepName, TOURS_FOLDER, type Tour, toStepName } from '../../catalog/tour.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Failed } from '../../shell/failed.tsx'
import type { PanelProps } from '../../shell/feature.ts'
import { tell } from '../../shell/tell.ts'
import { useLoaded } from '../../shell/use-loaded.ts'
import { withPanel } from '../../state/panels.ts'
import { useAtlas } from '../../state/store.ts'
import { toShowing } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { textIn } from '../../words/text-in.ts'
import { loadTours } from './load-tours.ts'
import { StepView } from './step-view.tsx'
import styles from './tours-panel.module.css'

/** The tours to choose from, or a step of one, which the panel's subject names: Back goes to the step before. */
export function ToursPanel({ subject, close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { value: tours, problem, retry } = useLoaded(loadTours, TOURS_FOLDER)
  const named = subject === null ? null : parseStepName(subject)
  const tour = tours?.find(({ id }) => id === named?.id)
  const step = named && tour?.steps[named.step - 1]
  const body = useRef<HTMLDivElement>(null)
  // The button that leads back to the list goes with its step.
  useKeptFocus(body, '[data-list]', subject)
  return (
    <Panel
      id="tours"
      title={tour ? textIn(tour.title, language) : t('tours.title')}
      closeLabel={t('tours.close')}
      onClose={close}
    >
      <PanelBody ref={body}>
        {problem && <Failed what={t('tours.failed')} problem={problem} onRetry={retry} />}
        {tours && named && !step && <p role="status">{t('tours.unknown')}</p>}
        {tour && step ? (
          <StepView
            tour={tour}
            step={step}
            number={named.step}
            onStep={(number) => showStep(tour, number)}
            onList={showList}
          />
        ) : (
          <ul className={styles.list} aria-label={t('tours.title')} tabIndex={-1} data-list>
            {tours?.map((one) => (
              <li key={one.id}>
                <Button kind="plain" className={styles.tour} onClick={() => showStep(one, 1)}>
                  <span className={styles.title}>{textIn(one.title, language)}</span>
                  <span>{textIn(one.sentence, language)}</span>
                  <span className={styles.count}>
                    {t('tours.steps', { count: one.steps.length })}
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </PanelBody>
    </Panel>
  )
}

/** Puts the map of a step in the place of the one that is shown, with its words: one step of the browser's history. */
function showStep({ id, steps }: Tour, number: number): void {
  const { map } = steps[number - 1]!
  const state = useAtlas.getState()
  useAtlas.setState({
    ...toShowing(state, map, tell),
    panels: withPanel(state.panels, { id: 'tours', subject: toStepName(id, number) }),
  })
}

function showList(): void {
  useAtlas.setState(({ panels }) => ({
    panels: withPanel(panels, { id: 'tours', subject: null }),
  }))
}
