import { type RefObject, useEffect, useRef } from 'react'

/**
 * Gives the focus to an element of a container where what had it in there has gone, as a button goes with what it
 * decided: the reader goes on from there, and hears what it says. Looks after each change of `state`.
 *
 * @param target names the element, which has `tabIndex={-1}`; of several the last has it
 */
export function useKeptFocus(
  container: RefObject<HTMLElement | null>,
  target: string,
  state: unknown,
): void {
  const wasInside = useRef(false)
  useEffect(() => {
    const remember = ({ target: focused }: FocusEvent) => {
      wasInside.current = focused instanceof Node && container.current?.contains(focused) === true
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [container])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked at whenever the state is another
  useEffect(() => {
    const isGone = document.activeElement === null || document.activeElement === document.body
    if (!isGone || !wasInside.current || !container.current) return
    const targets = [...container.current.querySelectorAll<HTMLElement>(target)]
    targets.at(-1)?.focus()
  }, [state])
}
