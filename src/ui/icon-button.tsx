import type { ComponentProps, ReactNode } from 'react'
import styles from './icon-button.module.css'
import { toKeptButton } from './kept-button.ts'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** What the button does, read out and shown as its tooltip. */
  readonly label: string
  readonly children: ReactNode
  readonly tone?: 'plain' | 'band'
}

/** A button that shows an icon and says what it does. */
export function IconButton({
  label,
  children,
  tone = 'plain',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...toKeptButton(rest)}
      aria-label={label}
      title={label}
      className={[styles.button, styles[tone], className].filter(Boolean).join(' ')}
    >
      {children}
    </button>
  )
}
