import { useEffect } from 'react'

/** Gives the focus back, when a panel closes, to what had it when the panel opened. */
export function useReturnFocus(): void {
  useEffect(() => {
    const opener = document.activeElement
    return () => {
      // The element may be hidden by then, as in a closed panel of a phone.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
}
