import { X } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  /** Of its title it is the id less `-title`. */
  readonly id: string
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  /** What Escape does; it closes it unless this is said. */
  readonly onCancel?: () => void
  /** `page`: as large as the screen lets it be. `beside`: at the left, what is right of it stays to be seen. */
  readonly size?: 'middle' | 'page' | 'beside'
  readonly children: ReactNode
}

/** A dialog over the page, which waits, with its head. Closed it gives the focus back to where it was opened from. */
export function Dialog({
  id,
  title,
  closeLabel,
  onClose,
  onCancel = onClose,
  size = 'middle',
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Closed while it still is in the page, it gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-size={size}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        // A choice of files that is given up in it says the same, and is no wish to close it.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onCancel()
      }}
    >
      <div className={styles.head}>
        <h2 id={`${id}-title`}>{title}</h2>
        <IconButton label={closeLabel} onClick={onClose}>
          <X size={19} aria-hidden />
        </IconButton>
      </div>
      {children}
    </dialog>
  )
}
