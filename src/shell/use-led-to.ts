import { useEffect } from 'react'
import { useAtlas } from '../state/store.ts'

/** Leads from a button that asks for a panel that is open already to the panel's title. */
export function useLedTo(id: string): void {
  const asked = useAtlas((state) => state.askedPanel)
  useEffect(() => {
    const { activeElement } = document
    if (asked?.id !== id || activeElement?.localName !== 'button') return
    const title = document.getElementById(`${id}-title`)
    if (!title?.closest('section')?.contains(activeElement)) title?.focus()
  }, [asked, id])
}
