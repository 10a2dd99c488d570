import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Copies texts and files, and says whether it worked. */
export function useCopy() {
  const { t } = useTranslation()
  const [key, setKey] = useState<'copy.done' | 'copy.failed' | null>(null)
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    setKey(null)
    try {
      await write()
      setKey('copy.done')
    } catch {
      setKey('copy.failed')
    }
  }
  return {
    copy: (text: string) => attempt(() => navigator.clipboard.writeText(text)),
    /** A file of a type that browsers let onto the clipboard, such as a picture as PNG. */
    copyFile: (file: Blob) =>
      attempt(() => navigator.clipboard.write([new ClipboardItem({ [file.type]: file })])),
    said: key && t(key),
  }
}
