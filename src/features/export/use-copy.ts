import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Copies texts, and says whether it worked. */
export function useCopy() {
  const { t } = useTranslation()
  const [key, setKey] = useState<'export.copied' | 'export.copyFailed' | null>(null)
  return {
    async copy(text: string): Promise<void> {
      setKey(null)
      try {
        await navigator.clipboard.writeText(text)
        setKey('export.copied')
      } catch {
        setKey('export.copyFailed')
      }
    },
    said: key && t(key),
  }
}
