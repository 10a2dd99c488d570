import { Check, LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Subject, toSubjectPicturePath } from '../../catalog/subject.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Failed } from '../../shell/failed.tsx'
import type { PanelProps } from '../../shell/feature.ts'
import { useSubjects } from '../../shell/load-subjects.ts'
import { tell } from '../../shell/tell.ts'
import type { Told } from '../../state/parameters/parameter.ts'
import { useAtlas } from '../../state/store.ts'
import { toShowing } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { isWide } from '../../ui/screen.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './subjects-panel.module.css'

/** Composed maps to begin with, in plain words, each with what it does not show. */
export function SubjectsPanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { value: loaded, problem, retry } = useSubjects()
  const [chosen, setChosen] = useState('')
  const title = loaded?.subjects.find(({ id }) => id === chosen)?.title
  return (
    <Panel
      id="subjects"
      title={t('subjects.title')}
      closeLabel={t('subjects.close')}
      onClose={close}
    >
      <PanelBody>
        <p className={styles.help}>{t('subjects.help')}</p>
        <Button className={styles.near} onClick={() => useAtlas.getState().openPanel('near')}>
          <LocateFixed size={18} aria-hidden /> {t('near.open')}
        </Button>
        {problem && <Failed what={t('subjects.failed')} problem={problem} onRetry={retry} />}
        <ul className={styles.list}>
          {loaded?.subjects.map((subject) => (
            <SubjectCard
              key={subject.id}
              subject={subject}
              isShown={subject.id === chosen}
              onShow={() => {
                show(subject)
                setChosen(subject.id)
                if (isWide()) return
                // On a small screen the map lies under the panel; what it does not show is told over it.
                const { title, limits } = subject
                useAtlas.getState().notify('subjects.chosen', {
                  title: textIn(title, language),
                  limits: textIn(limits, language),
                })
                close()
              }}
            />
          ))}
        </ul>
        <p role="status" className="visually-hidden">
          {title && t('subjects.announced', { title: textIn(title, language) })}
        </p>
      </PanelBody>
    </Panel>
  )
}

function SubjectCard({
  subject: { id, title, sentence, limits },
  isShown,
  onShow,
}: {
  readonly subject: Subject
  readonly isShown: boolean
  readonly onShow: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [hasPicture, setHasPicture] = useState(true)
  return (
    <li className={styles.card} data-shown={isShown || undefined}>
      <Button kind="plain" className={styles.show} aria-pressed={isShown} onClick={onShow}>
        {hasPicture && (
          <img
            className={styles.picture}
            src={new URL(toSubjectPicturePath(id), document.baseURI).href}
            alt=""
            width={120}
            height={90}
            loading="lazy"
            onError={() => setHasPicture(false)}
          />
        )}
        <span className={styles.text}>
          <span className={styles.title}>
            {textIn(title, language)} {isShown && <Check size={16} aria-hidden />}
          </span>
          <span className={styles.sentence}>{textIn(sentence, language)}</span>
        </span>
      </Button>
      <details className={styles.limits} open={isShown || undefined}>
        <summary>{t('subjects.limits')}</summary>
        <p>{textIn(limits, language)}</p>
      </details>
    </li>
  )
}

/** Puts the subject's map in the place of the one that is shown: a step that the browser's Back undoes. */
function show({ map }: Subject): void {
  const told: Told[] = []
  useAtlas.setState(toShowing(useAtlas.getState(), map, (one) => told.push(one)))
  for (const one of told) tell(one)
}
