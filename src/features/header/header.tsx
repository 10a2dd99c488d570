import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLaunches } from '../../shell/shell.ts'
import { THEME_CHOICES } from '../../state/choices.ts'
import { useAtlas } from '../../state/store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { MenuButton } from '../../ui/menu-button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { factsOf, LANGUAGES } from '../../words/languages.ts'
import styles from './header.module.css'

const THEME_ICONS = { auto: Monitor, light: Sun, dark: Moon } as const

/** The band at the top: whose atlas this is, language, colours, and the address to share. */
export function Header() {
  const { t } = useTranslation()
  const chosen = useAtlas((state) => state.language)
  const theme = useAtlas((state) => state.theme)
  const { setLanguage, setTheme, openPanel, notify } = useAtlas.getState()
  const launches = useLaunches('band')

  return (
    <header className={styles.header}>
      <div className={styles.name}>
        <h1 className={styles.title} aria-label={t('app.title')}>
          <span className={styles.long}>{t('app.title')}</span>
          <span className={styles.short}>{t('app.shortTitle')}</span>
        </h1>
        <p className={styles.publisher}>{t('app.publisher')}</p>
      </div>
      <div className={styles.tools}>
        <Segmented
          tone="band"
          label={t('language.label')}
          value={chosen}
          onChange={setLanguage}
          options={LANGUAGES.map((value) => ({
            value,
            label: factsOf(value).name,
            short: value.toUpperCase(),
            lang: value,
          }))}
        />
        <MenuButton
          tone="band"
          label={t('app.labelled', { label: t('theme.label'), value: t(`theme.${theme}`) })}
          menuLabel={t('theme.label')}
          value={theme}
          choices={THEME_CHOICES.map((value) => ({
            value,
            label: t(`theme.${value}`),
            icon: THEME_ICONS[value],
          }))}
          onChoose={setTheme}
          onMissing={() => notify('app.partMissing')}
        />
        {launches.map(({ id, label, icon: Icon }) => (
          <IconButton
            key={id}
            tone="band"
            label={t(label)}
            data-panel={id}
            onClick={() => openPanel(id)}
          >
            <Icon size={19} aria-hidden />
          </IconButton>
        ))}
      </div>
    </header>
  )
}
