import { type ReactNode, useId } from 'react'
import styles from './field.module.css'

/** What a control takes from its field: its name, what is said of it, and its looks. */
export interface ControlProps {
  readonly id: string
  readonly className: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: string
  /** The control: an `input`, a `select` or a `textarea` that is given the field's properties. */
  readonly children: (control: ControlProps) => ReactNode
  /** Read out with the control. */
  readonly help?: ReactNode
  /** What is wrong with the value now; nothing where it is right. */
  readonly error?: ReactNode
  /** Whether help and error change while the control has the focus: then they are read out as they come. */
  readonly isAnswering?: boolean
  /** Whether the label is for those alone who do not see what stands around the control. */
  readonly isLabelHidden?: boolean
  /** Whether label and control share a line. */
  readonly isInline?: boolean
  /** Beside the control, such as the button that takes its value. */
  readonly action?: ReactNode
  readonly className?: string
}

/**
 * A control with its label, its help and what is wrong with it, bound to it for who hears the page. The control is the
 * browser's own: it brings its keyboard, its picker on phones and its spelling, and weighs nothing.
 */
export function Field({
  label,
  children,
  help,
  error,
  isAnswering = false,
  isLabelHidden = false,
  isInline = false,
  action,
  className,
}: FieldProps) {
  const id = useId()
  const hasError = isThere(error)
  const hasHelp = isThere(help)
  const said = [hasHelp && `${id}-help`, hasError && `${id}-error`].filter(Boolean).join(' ')
  const notes = (
    <>
      {hasHelp && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
      {hasError && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </>
  )
  return (
    <div
      className={[styles.field, className].filter(Boolean).join(' ')}
      data-inline={isInline || undefined}
    >
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {children({
        id,
        className: styles.control!,
        'aria-describedby': said || undefined,
        'aria-invalid': hasError || undefined,
      })}
      {action}
      {isAnswering ? <div role="status">{notes}</div> : notes}
    </div>
  )
}

const isThere = (node: ReactNode): boolean => node !== undefined && node !== null && node !== false
