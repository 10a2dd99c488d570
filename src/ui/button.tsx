import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { toKeptButton } from './kept-button.ts'

interface Looks {
  /** `primary`: what most readers are here for. `plain`: words alone. `danger`: what cannot be undone. */
  readonly kind?: 'primary' | 'secondary' | 'plain' | 'danger'
  readonly size?: 'normal' | 'small'
}

type ButtonProps = Looks & ComponentProps<'button'>

/** A button with words, and perhaps an icon before them. */
export function Button({ kind = 'secondary', size = 'normal', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...toKeptButton(rest)}
      data-kind={kind}
      data-size={size}
      className={[styles.button, className].filter(Boolean).join(' ')}
    />
  )
}

type LinkButtonProps = Looks & ComponentProps<'a'>

/** A link that looks like a button: it leads somewhere, or saves a file. */
export function LinkButton({
  kind = 'secondary',
  size = 'normal',
  className,
  ...rest
}: LinkButtonProps) {
  return (
    <a
      {...rest}
      data-kind={kind}
      data-size={size}
      className={[styles.button, className].filter(Boolean).join(' ')}
    />
  )
}
