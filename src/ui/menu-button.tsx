import { type ComponentType, useRef, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import type { MenuChoice, MenuProps } from './menu.tsx'

interface MenuButtonProps<Value extends string> {
  /** What is chosen of what, read out and shown as the button's tooltip. */
  readonly label: string
  /** What is chosen of what, without the value that is. */
  readonly menuLabel: string
  readonly value: Value
  readonly choices: readonly MenuChoice<Value>[]
  readonly onChoose: (value: Value) => void
  /** Called where the menu could not be fetched. */
  readonly onMissing: () => void
  readonly tone?: 'plain' | 'band'
}

const loadMenu = () => import('./menu.tsx')

/**
 * A button that shows what is chosen and opens a menu of the choices. The menu is fetched when the button is first
 * pointed at, focused or pressed: it is no part of the first view.
 */
export function MenuButton<Value extends string>({
  label,
  menuLabel,
  value,
  choices,
  onChoose,
  onMissing,
  tone = 'plain',
}: MenuButtonProps<Value>) {
  const button = useRef<HTMLButtonElement>(null)
  const [Menu, setMenu] = useState<ComponentType<MenuProps> | null>(null)
  const Icon = choices.find((choice) => choice.value === value)?.icon
  // Whether it comes is told once it is asked for by a press.
  const prepare = () => void loadMenu().catch(() => undefined)
  const open = () => void loadMenu().then((loaded) => setMenu(() => loaded.Menu), onMissing)
  return (
    <>
      <IconButton
        ref={button}
        tone={tone}
        label={label}
        aria-haspopup="menu"
        aria-expanded={Menu !== null}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={open}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          open()
        }}
      >
        {Icon && <Icon size={20} aria-hidden />}
      </IconButton>
      {Menu && (
        <Menu
          label={menuLabel}
          button={button}
          value={value}
          choices={choices}
          close={() => setMenu(null)}
          onChoose={(key) => {
            const chosen = choices.find((choice) => choice.value === key)
            if (chosen) onChoose(chosen.value)
          }}
        />
      )}
    </>
  )
}
