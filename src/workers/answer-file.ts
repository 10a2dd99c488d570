import { writeFlatGeobuf } from '../formats/flatgeobuf/write.ts'
import type { Bbox } from '../geo/bbox.ts'
import type { Feature } from '../model/feature.ts'
import { KEY_COLUMN } from '../model/own-columns.ts'
import { ProblemError } from '../model/problem.ts'
import { type AnswerRequest, answer, MOST_ANSWER_FEATURES } from '../query/answer.ts'
import { features } from '../query/features.ts'
import type { AskContext } from '../query/question.ts'
import { toSha256 } from '../sources/sha256.ts'

export interface AnswerFile {
  /** The layer's own features, whole and under their keys, as FlatGeobuf. */
  readonly blob: Blob
  readonly sha256: string
  readonly featureCount: number
  /** WGS 84; `null` where nothing is found. */
  readonly bbox: Bbox | null
}

/**
 * The features of an answer as a file of a layer: what reads layers reads it, too.
 *
 * @throws ProblemError `answer-too-large`, and what `answer` throws
 */
export async function writeAnswerFile(
  request: AnswerRequest,
  context: AskContext,
): Promise<AnswerFile> {
  const { layer } = request
  const { ids } = await answer(request, context)
  if (ids.length > MOST_ANSWER_FEATURES) {
    throw new ProblemError({
      code: 'answer-too-large',
      message: `The answer has ${ids.length} features: more than ${MOST_ANSWER_FEATURES} are no layer`,
      values: { count: ids.length, most: MOST_ANSWER_FEATURES },
    })
  }
  const { schema } = await context.open(layer)
  const found: readonly Feature[] = await features({ layer, ids }, context)
  const written = writeFlatGeobuf(
    {
      name: schema.name,
      fields: schema.fields,
      geometryType: schema.geometryType,
      keyField: KEY_COLUMN,
    },
    found,
  )
  const blob = new Blob([written.bytes])
  return {
    blob,
    sha256: (await toSha256(blob)) ?? '',
    featureCount: found.length,
    bbox: written.schema.bbox,
  }
}
