import type { ComponentProps } from 'react'

type ButtonProps = ComponentProps<'button'>

/**
 * A button that can do nothing now keeps the focus, so that keys go on from there and what is read out does not begin
 * anew: a browser takes it from one that is `disabled`. One that sends a form is left to the browser, since Enter in
 * the form's fields presses it.
 */
export function toKeptButton<Props extends ButtonProps>(props: Props): Props {
  if (!props.disabled || props.type === 'submit') return props
  return { ...props, disabled: false, 'aria-disabled': true, onClick: undefined }
}
