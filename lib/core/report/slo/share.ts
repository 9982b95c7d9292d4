/** A share as it was stated or worked out, `1.44 %`: not rounded to what tells it from a goal. */
import { count } from "../../record/units.ts";

export function share(ratio: number, digits = 6): string {
  return `${count(Number((ratio * 100).toPrecision(digits)))} %`;
}
