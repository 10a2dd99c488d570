import { MessageCircleQuestionMark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { textIn } from '../../words/text-in.ts'
import styles from './ask-panel.module.css'

/** In the row of an answer: what it is, and the way to its question. */
export function AnswerDetails({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const asked = useAtlas(({ catalog }) => entry.answer && catalog.get(entry.answer.of))
  return (
    <div className={styles.followed}>
      <p>{asked && t('ask.followed', { layer: textIn(asked.title, language) })}</p>
      <Button size="small" onClick={() => useAtlas.getState().openPanel('ask', entry.id)}>
        <MessageCircleQuestionMark size={16} aria-hidden /> {t('ask.changeQuestion')}
      </Button>
    </div>
  )
}
