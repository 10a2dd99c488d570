import { X } from 'lucide-react'
import { type ReactNode, type Ref, useEffect, useRef } from 'react'
import { IconButton } from './icon-button.tsx'
import styles from './panel.module.css'
import { hasReaderActed, useReturnFocus } from './use-return-focus.ts'

interface PanelProps {
  /** Of its title it is the id less `-title`. */
  readonly id: string
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Beside the button that closes it. */
  readonly tools?: ReactNode
  /** `sheet`: narrow, and on a small screen at its foot, so that the map is seen above it. */
  readonly size?: 'narrow' | 'wide' | 'sheet'
  /** Whether Escape closes it now. */
  readonly hasEscape?: boolean
  /** Whether it makes way on a small screen, so that the map is seen. */
  readonly isAside?: boolean
}

/**
 * A panel with its head. Opened by the reader it takes the focus, and gives it back when it closes; Escape
 * closes it. In it stand a `PanelBody` and perhaps a `PanelFoot`.
 */
export function Panel({
  id,
  title,
  closeLabel,
  onClose,
  children,
  tools,
  size = 'narrow',
  hasEscape = true,
  isAside = false,
}: PanelProps) {
  const section = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useReturnFocus(id)
  useEffect(() => {
    // What stands in it may have taken the focus: a field that is to be typed in.
    const hasFocus = section.current?.contains(document.activeElement)
    if (hasReaderActed() && !hasFocus) heading.current?.focus()
  }, [])
  return (
    <section
      ref={section}
      className={styles.panel}
      aria-labelledby={`${id}-title`}
      data-size={size}
      data-aside={isAside || undefined}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && hasEscape && !event.defaultPrevented) onClose()
      }}
    >
      <div className={styles.head}>
        <h2 id={`${id}-title`} ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        {tools}
        <IconButton label={closeLabel} onClick={onClose}>
          <X size={19} aria-hidden />
        </IconButton>
      </div>
      {children}
    </section>
  )
}

interface PartProps {
  readonly children: ReactNode
  readonly ref?: Ref<HTMLDivElement>
}

/** What is scrolled under the head of a panel. */
export function PanelBody({
  isFlush = false,
  ...rest
}: PartProps & {
  /** Whether it goes from edge to edge. */
  readonly isFlush?: boolean
}) {
  return <div className={styles.body} data-flush={isFlush || undefined} {...rest} />
}

/** What stays in view at the end of a panel; it can take the focus of what goes from it. */
export function PanelFoot(props: PartProps) {
  return <div className={styles.foot} tabIndex={-1} {...props} />
}
