import { type RefObject, useLayoutEffect } from 'react'

/** Keeps what has the focus in a container in view, where a change of `state` has moved it. */
export function useFocusInView(container: RefObject<HTMLElement | null>, state: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked at whenever the state is another
  useLayoutEffect(() => {
    const { activeElement } = document
    if (container.current?.contains(activeElement)) {
      activeElement?.scrollIntoView({ block: 'nearest' })
    }
  }, [state])
}
