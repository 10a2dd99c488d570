import { type ComponentProps, type ReactNode, useId } from 'react'
import styles from './choice.module.css'

interface ChoiceProps extends Omit<ComponentProps<'input'>, 'type' | 'children' | 'className'> {
  readonly type: 'radio' | 'checkbox'
  readonly children: ReactNode
  /** A word on what is chosen, under its name; read out after it. */
  readonly help?: ReactNode
  /** At the end of the line, such as how many there are. */
  readonly aside?: ReactNode
  /** Whether the help is seen only while this is chosen; who hears the page has it always. */
  readonly isHelpForChosen?: boolean
}

/** One choice of a list: a radio button or a check box with its words, all of which can be pressed. */
export function Choice({ children, help, aside, isHelpForChosen = false, ...rest }: ChoiceProps) {
  const id = useId()
  const hasHelp = help !== undefined
  return (
    <label className={styles.choice}>
      <input
        {...rest}
        {...(hasHelp && { 'aria-labelledby': id, 'aria-describedby': `${id}-help` })}
      />
      <span className={styles.words}>
        <span id={id}>{children}</span>
        {hasHelp && (
          <span id={`${id}-help`} className={styles.help} hidden={isHelpForChosen && !rest.checked}>
            {help}
          </span>
        )}
      </span>
      {aside}
    </label>
  )
}
