/** Questions about some figures of a subject; the others are not asked for. */
import { type ResourceFigure, resourceFigures } from "../../../../lib/core/record/resource.ts";
import type { ResourceQuestions } from "../../../../lib/node/project/target.ts";

const untold = Object.fromEntries(resourceFigures.map((figure) => [figure, null]));

export function questions(asked: Partial<ResourceQuestions>): ResourceQuestions {
  return { ...(untold as Record<ResourceFigure, null>), ...asked };
}
