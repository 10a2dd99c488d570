import { MOST_RECIPE_LENGTH } from '../../model/recipe.ts'
import { layersOfAll } from '../comparison.ts'
import {
  ANSWER_ID_PREFIX,
  type FollowedAnswer,
  MOST_ANSWERS,
  withAnswers,
} from '../followed-answers.ts'
import type { UrlParameter } from './parameter.ts'

/**
 * The answers to questions that are layers on the map, each as its number and its recipe: `[[1,{"layer":"ports",…}]]`.
 * `layers` says where they stand.
 */
export const parameter: UrlParameter<readonly FollowedAnswer[]> = {
  name: 'answers',
  // Before the layers, which name them.
  place: 6,
  isStep: true,
  default: [],
  parse(text) {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return undefined
    }
    if (!Array.isArray(value) || value.length > MOST_ANSWERS) return undefined
    const answers = value.map(parseAnswer)
    const areOnce = new Set(answers.map((answer) => answer?.id)).size === answers.length
    return areOnce && answers.every((answer) => answer !== undefined) ? answers : undefined
  },
  format: (answers) =>
    answers.length === 0
      ? ''
      : `[${answers.map(({ id, recipe }) => `[${id.slice(ANSWER_ID_PREFIX.length)},${recipe}]`)}]`,
  read(state) {
    const onMap = new Set(layersOfAll(state).map(({ id }) => id))
    return state.answers.filter(({ id }) => onMap.has(id))
  },
  write(answers, { catalog }, tell) {
    const written = withAnswers(catalog, answers)
    if (written.answers.length < answers.length) {
      const names = answers.flatMap(({ id }) => (written.catalog.has(id) ? [] : [id]))
      tell({ key: 'start.unknownLayer', as: 'layers', names })
    }
    return written
  },
}

function parseAnswer(value: unknown): FollowedAnswer | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [number, recipe] = value as unknown[]
  const isNumber = Number.isInteger(number) && Number(number) >= 1 && Number(number) <= 99
  if (!isNumber || typeof recipe !== 'object' || recipe === null) return undefined
  const text = JSON.stringify(recipe)
  return text.length <= MOST_RECIPE_LENGTH
    ? { id: `${ANSWER_ID_PREFIX}${number}`, recipe: text }
    : undefined
}
