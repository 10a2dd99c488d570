import { useEffect, useState } from 'react'

let lastFocused: Element | null = null
let hasActed = false

/**
 * Keeps account of what has the focus. A panel that is loaded when it is first opened finds that gone where its
 * opener was hidden meanwhile, as on a phone. To be called once, for the page.
 */
export function rememberFocus(): void {
  for (const type of ['pointerdown', 'keydown']) {
    document.addEventListener(
      type,
      () => {
        hasActed = true
      },
      { capture: true, once: true },
    )
  }
  document.addEventListener('focusin', ({ target }) => {
    lastFocused = target instanceof Element ? target : null
  })
}

/**
 * Whether the reader has pressed anything yet. What is open as the page comes is nothing that the reader has
 * asked for, and takes no focus.
 */
export function hasReaderActed(): boolean {
  return hasActed
}

/**
 * Gives the focus back, when a panel closes, to what had it when the panel opened; where nothing had, as when an
 * address opened it, to the button that opens this panel, else to the layers.
 */
export function useReturnFocus(id: string): void {
  // Before what stands in the panel takes the focus.
  const [opener] = useState(() => {
    const hasNone = document.activeElement === null || document.activeElement === document.body
    return hasNone ? lastFocused : document.activeElement
  })
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) return opener.focus()
      if (!hasActed || (document.activeElement ?? document.body) !== document.body) return
      const button = document.querySelector<HTMLElement>(`[data-panel=${id}]`)
      ;(button ?? document.getElementById('layers-title'))?.focus()
    },
    [opener, id],
  )
}
