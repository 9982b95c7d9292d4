import { expect } from "chai";
import { parseMatchers } from "../../../../lib/core/slo/label-matchers.ts";

describe("matchers of labels that a person gives", () => {
  for (const [text, matchers] of [
    ['env="staging"', ['env="staging"']],
    [' env = "a" , region!~"eu.*" ', ['env="a"', 'region!~"eu.*"']],
    ['env=~"a|b",x!="",', ['env=~"a|b"', 'x!=""']],
    ['env="a,b=\\"c\\"}"', ['env="a,b=\\"c\\"}"']],
    ['path=~"/api/\\\\d+"', ['path=~"/api/\\\\d+"']],
  ] as const) {
    it(`are ${JSON.stringify(matchers)} in ${text}`, () =>
      expect(parseMatchers(text)).to.deep.equal(matchers));
  }

  for (const text of [
    "",
    "  ",
    "staging",
    "env=staging",
    "env='staging'",
    '{env="staging"}',
    'env="a"} or vector(1) or x{y="b"',
    'env="a" or x="b"',
    'env="a";drop="b"',
    'env="a\n"',
    'env="a\\"',
    'env="\\d"',
    '__name__="up"',
    '1env="a"',
    ',env="a"',
  ]) {
    it(`are not ${JSON.stringify(text)}`, () => expect(parseMatchers(text)).to.equal(null));
  }
});
