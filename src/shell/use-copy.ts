import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Copies texts, and says whether it worked. */
export function useCopy() {
  const { t } = useTranslation()
  const [key, setKey] = useState<'copy.done' | 'copy.failed' | null>(null)
  return {
    async copy(text: string): Promise<void> {
      setKey(null)
      try {
        await navigator.clipboard.writeText(text)
        setKey('copy.done')
      } catch {
        setKey('copy.failed')
      }
    },
    said: key && t(key),
  }
}
