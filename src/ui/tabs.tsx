import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs'
import styles from './tabs.module.css'

interface TabsProps<Value extends string> {
  /** What the tabs are of. */
  readonly label: string
  readonly value: Value
  readonly tabs: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  /** What the chosen tab shows. */
  readonly children: ReactNode
}

/** Several views of one thing, of which one is seen: the arrow keys go from tab to tab. */
export function Tabs<Value extends string>({
  label,
  value,
  tabs,
  onChange,
  children,
}: TabsProps<Value>) {
  return (
    <AriaTabs
      className={styles.tabs!}
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as Value)}
    >
      <TabList aria-label={label} className={styles.list!}>
        {tabs.map((tab) => (
          <Tab key={tab.value} id={tab.value} className={styles.tab!}>
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {/* Of each tab its own: the tab points to it by an id that is made once. */}
      <TabPanel key={value} id={value} className={styles.panel!}>
        {children}
      </TabPanel>
    </AriaTabs>
  )
}
