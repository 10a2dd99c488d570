import { useTranslation } from 'react-i18next'
import styles from './app.module.css'
import { toCataloguePath } from './catalog/metadata/site.ts'
import { toSentence } from './i18n/problem-sentence.ts'
import type { Problem } from './model/problem.ts'
import type { Language } from './model/schema.ts'
import { letNewEditionIn } from './offline.ts'
import { Button } from './ui/button.tsx'

interface StartPageProps {
  readonly language: Language
  readonly what: string
  readonly help: string
  readonly isFailure: boolean
}

function StartPage({ language, what, help, isFailure }: StartPageProps) {
  const { t } = useTranslation()
  return (
    <main className={styles.failure}>
      <h1>{t('app.title')}</h1>
      <div role={isFailure ? 'alert' : 'status'}>
        <p>{what}</p>
        <p>{help}</p>
      </div>
      <Button onClick={() => void letNewEditionIn().then(() => location.reload())}>
        {t('start.retry')}
      </Button>
      <p>
        <a href={toCataloguePath(language)}>{t('start.pages')}</a>
      </p>
    </main>
  )
}

/** What is seen where the Atlas cannot start: why, and the ways on. */
export function StartFailure(props: { readonly language: Language; readonly problem: Problem }) {
  const { t } = useTranslation()
  const { language, problem } = props
  return (
    <StartPage
      language={language}
      what={t('start.catalogFailed')}
      help={toSentence(problem, language)}
      isFailure
    />
  )
}

/** What is seen while the list of layers is late. */
export function StartWaiting({ language }: { readonly language: Language }) {
  const { t } = useTranslation()
  return (
    <StartPage
      language={language}
      what={t('start.waiting')}
      help={t('start.waitingHelp')}
      isFailure={false}
    />
  )
}
