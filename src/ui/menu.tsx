import { Check } from 'lucide-react'
import type { ComponentType, RefObject } from 'react'
import { Menu as AriaMenu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import styles from './menu.module.css'

/** One choice of a menu. */
export interface MenuChoice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly icon: ComponentType<{ size: number; 'aria-hidden': true }>
}

export interface MenuProps {
  readonly label: string
  /** What it opens from, and gives the focus back to. */
  readonly button: RefObject<HTMLElement | null>
  readonly value: string
  readonly choices: readonly MenuChoice<string>[]
  readonly close: () => void
  readonly onChoose: (value: string) => void
}

/** An open menu of choices, of which one is chosen: arrow keys, the first letters, Enter and Escape are its keys. */
export function Menu({ label, button, value, choices, close, onChoose }: MenuProps) {
  return (
    <Popover
      triggerRef={button}
      aria-label={label}
      isOpen
      onOpenChange={(isOpen) => !isOpen && close()}
      placement="bottom end"
      offset={4}
      className={styles.popover!}
    >
      <AriaMenu
        aria-label={label}
        autoFocus="first"
        className={styles.menu!}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => {
          for (const key of keys) onChoose(String(key))
        }}
        onClose={close}
      >
        {choices.map(({ value: id, label: text, icon: Icon }) => (
          <MenuItem key={id} id={id} textValue={text} className={styles.item!}>
            <Icon size={18} aria-hidden />
            <span>{text}</span>
            {id === value && <Check size={16} aria-hidden />}
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  )
}
