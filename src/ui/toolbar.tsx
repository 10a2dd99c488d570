import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'

interface ToolbarProps {
  /** What its buttons are for. */
  readonly label: string
  readonly orientation?: 'horizontal' | 'vertical'
  readonly children: ReactNode
  readonly className?: string
}

/**
 * A row or column of buttons that is one stop of the Tab key: the arrow keys, Home and End go from button to
 * button, and Tab comes back to the one that was used last (ARIA Authoring Practices, Toolbar).
 */
export function Toolbar({ label, orientation = 'horizontal', children, className }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)
  // After each drawing: buttons come and go, and the stop must be one of those that are there.
  useLayoutEffect(() => {
    const buttons = buttonsOf(bar.current)
    setStop(buttons, buttons.find(({ tabIndex }) => tabIndex === 0) ?? buttons[0])
  })
  const move = (event: KeyboardEvent) => {
    const buttons = buttonsOf(bar.current)
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    const to = at < 0 ? undefined : buttons.at(toPlace(event.key, at, buttons.length, orientation))
    if (!to || to === event.target) return
    event.preventDefault()
    to.focus()
  }
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      aria-orientation={orientation}
      className={className}
      onKeyDown={move}
      onFocus={(event) => {
        const target: EventTarget = event.target
        const buttons = buttonsOf(bar.current)
        const focused = buttons.find((button) => button === target)
        if (focused) setStop(buttons, focused)
      }}
    >
      {children}
    </div>
  )
}

/** The bar's own buttons that can be pressed, without those of what opens from it. */
function buttonsOf(bar: HTMLElement | null): HTMLButtonElement[] {
  const all = [...(bar?.querySelectorAll('button') ?? [])]
  return all.filter((button) => !button.disabled && !button.closest('[popover]'))
}

function setStop(buttons: readonly HTMLButtonElement[], stop: HTMLButtonElement | undefined): void {
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1
}

/** Where a key leads from the button at a place; at the ends it goes round. */
function toPlace(key: string, at: number, count: number, orientation: string): number {
  const [back, on] =
    orientation === 'vertical' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
  if (key === back) return at - 1
  if (key === on) return (at + 1) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return at
}
