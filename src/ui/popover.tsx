import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import styles from './popover.module.css'

/** Between the button and its popover, and between that and the edge of the screen. */
const GAP_PIXELS = 8

interface PopoverProps {
  /** What the button does; it is read out with whether the popover is open. */
  readonly label: string
  readonly icon: ReactNode
  readonly children: ReactNode
}

/**
 * A button, and what opens beside it without making the page wait. It is the browser's own popover: a press elsewhere
 * and Escape close it, the focus goes into it and back, and it is over everything, also in full screen.
 */
export function Popover({ label, icon, children }: PopoverProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const popover = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)

  useEffect(() => {
    if (!isOpen) return
    const close = () => popover.current?.hidePopover()
    addEventListener('resize', close)
    return () => removeEventListener('resize', close)
  }, [isOpen])

  return (
    <>
      <IconButton ref={button} label={label} popoverTarget={id} aria-expanded={isOpen}>
        {icon}
      </IconButton>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the Escape that closes it is for nothing around it */}
      <div
        ref={popover}
        id={id}
        popover="auto"
        className={styles.popover}
        onBeforeToggle={({ newState }) => {
          if (newState !== 'open') return
          setOpen(true)
          // Before it is first painted, when it has its size.
          requestAnimationFrame(() => place(popover.current, button.current))
        }}
        // What has the focus goes only once the browser has given that back.
        onToggle={({ newState }) => setOpen(newState === 'open')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.stopPropagation()
        }}
      >
        {isOpen && children}
      </div>
    </>
  )
}

/** Beside the button, on the side with more room, and moved so that all of it is on the screen. */
function place(popover: HTMLElement | null, button: HTMLElement | null): void {
  if (!popover || !button) return
  const from = button.getBoundingClientRect()
  const { width, height } = popover.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const isAtRight = from.left + from.right < clientWidth
  const left = isAtRight ? from.right + GAP_PIXELS : from.left - width - GAP_PIXELS
  const within = (value: number, room: number) =>
    Math.max(GAP_PIXELS, Math.min(value, room - GAP_PIXELS))
  popover.style.left = `${within(left, clientWidth - width)}px`
  popover.style.top = `${within(from.top, clientHeight - height)}px`
}
