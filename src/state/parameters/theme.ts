import { THEME_CHOICES, type ThemeChoice } from '../choices.ts'
import { oneOf, type UrlParameter } from './parameter.ts'

/** The page's colours. */
export const parameter: UrlParameter<ThemeChoice> = {
  name: 'theme',
  place: 3,
  isStep: true,
  ...oneOf<ThemeChoice, ThemeChoice>(THEME_CHOICES, 'auto'),
  read: ({ theme }) => theme,
  write: (theme) => ({ theme }),
}
