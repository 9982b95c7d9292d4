import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "chai";
import { readDataFiles } from "../../../lib/node/project/data-files.ts";
import { loadProject } from "../../../lib/node/project/load-project.ts";
import { ProjectError, type ProjectProblem } from "../../../lib/node/project/project-error.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { edited, writeTeam } from "./team.ts";

describe("files of rows", () => {
  const folder = temporaryFolder();

  function read(file: string, content: string | null) {
    if (content !== null) {
      mkdirSync(dirname(folder(file)), { recursive: true });
      writeFileSync(folder(file), content);
    }
    const problems: ProjectProblem[] = [];
    const described = [{ name: "users", file, pick: "random", usedBy: ["list"] }] as const;
    return { rows: readDataFiles(folder(), described, problems)["users"]!, problems };
  }

  const rowsOf = (file: string, content: string) => {
    const { rows, problems } = read(file, content);
    expect(problems).to.deep.equal([]);
    return { count: rows.rows, list: JSON.parse(rows.json) as unknown };
  };

  const problemOf = (file: string, content: string | null) => {
    const { problems } = read(file, content);
    expect(problems, problems.map(({ text }) => text).join("\n")).to.have.lengthOf(1);
    expect(problems[0]).to.include({ code: "wrongData", file });
    return problems[0]!;
  };

  it("are CSV with the columns in the first line, quoted where it takes it", () => {
    const content = '\uFEFFname,city\r\n"O\'Hara, ""Al""",Köln\r\n\r\nJo, Ulm \r\n';
    expect(rowsOf("users.csv", content)).to.deep.equal({
      count: 2,
      list: [
        { name: 'O\'Hara, "Al"', city: "Köln" },
        { name: "Jo", city: "Ulm" },
      ],
    });
  });

  it("are JSON: a list of flat objects", () => {
    const list = [
      { id: 1, name: "Jo", vip: true, note: null },
      { note: "x", id: 2, name: "Al", vip: false },
    ];
    expect(rowsOf("data/users.json", JSON.stringify(list))).to.deep.equal({ count: 2, list });
  });

  it("are missed by name", () => {
    expect(problemOf("none.csv", null).text).to.contain("ENOENT").and.contain("relative to the project");
  });

  for (const [what, file, content] of [
    ["CSV", "empty.csv", "name,city\n"],
    ["CSV", "nothing.csv", ""],
    ["JSON", "empty.json", "[]"],
  ] as const) {
    it(`must not be empty: ${what} ${JSON.stringify(content)}`, () => {
      expect(problemOf(file, content).text).to.contain("at least one row");
    });
  }

  it("are refused with the line of a ragged row", () => {
    for (const content of ["name,city\nJo,Ulm\nAl\n", "name,city\nJo,Ulm\nAl,Bonn,1\n"]) {
      const { line, text } = problemOf("users.csv", content);
      expect(line).to.equal(3);
      expect(text).to.contain("as many cells in each row");
    }
  });

  it("are refused with the line of a quote that does not end", () => {
    expect(problemOf("users.csv", 'name\n"Jo\n').text).to.contain("must be CSV");
  });

  it("are refused where columns have no name, or one name twice", () => {
    for (const header of ["name,,city", "name,name"]) {
      const { line, text } = problemOf("users.csv", `${header}\n${header}\n`);
      expect({ line, said: text.includes("each once") }).to.deep.equal({ line: 1, said: true });
    }
  });

  it("are refused where JSON is no JSON, no list, or nested", () => {
    expect(problemOf("a.json", "[{]").text).to.contain("must be JSON");
    expect(problemOf("b.json", '{"a":1}').text).to.contain("a list of objects");
    expect(problemOf("c.json", '[{"a":1},{"a":{"b":2}}]')).to.include({ field: "[1]" });
  });

  it("are refused where a row of JSON has other keys than the first", () => {
    const { field, text } = problemOf("users.json", '[{"a":1,"b":2},{"a":1}]');
    expect(field).to.equal("[1]");
    expect(text).to.contain("(a, b), got a");
  });

  it("hold no credentials: they would be in the bundle and in the run's folder", () => {
    const { text } = problemOf("users.csv", "name,Password\nJo,hunter2\n");
    expect(text).to.contain("got Password").and.not.contain("hunter2");
    expect(rowsOf("authors.csv", "name,passenger\nJo,x\n").count).to.equal(1);
  });

  const data = (file: string, more = "") => `data: [{ name: "people", file: "${file}", ${more} }],`;
  const withData = (described: string) =>
    edited("system/index.ts", /(export const system[^=]*= \{)/, `$1 ${described}`);
  const loaded = async (described: string) => {
    writeTeam(folder(), withData(described));
    return loadProject(folder());
  };
  const refusal = async (described: string): Promise<ProjectError> => {
    const error: unknown = await loaded(described).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ProjectError);
    return error as ProjectError;
  };

  it("come with the project", async () => {
    mkdirSync(folder("system"), { recursive: true });
    writeFileSync(folder("people.csv"), "name\nJo\nAl\n");
    const project = await loaded(data("people.csv", 'pick: "unique", usedBy: ["list"]'));
    expect(project.data).to.deep.equal({ people: { rows: 2, json: '[{"name":"Jo"},{"name":"Al"}]' } });
  });

  it("are refused where their description is wrong, and it says how", async () => {
    const cases = [
      [data("people.txt", 'pick: "unique", usedBy: ["list"]'), "ends in .csv or .json"],
      [data("people.csv", 'pick: "each", usedBy: ["list"]'), "unique or random"],
      [data("people.csv", 'pick: "unique", usedBy: []'), "at least one endpoint or journey"],
      [data("people.csv", 'pick: "random", whenUsedUp: "fail", usedBy: ["list"]'), "uses nothing up"],
      [data("people.csv", 'pick: "random", usedBy: ["lists"]'), "did you mean list?"],
      [data("people.csv", 'pick: "random", usedBy: ["list"]'), "ENOENT"],
    ] as const;
    for (const [described, said] of cases) expect((await refusal(described)).message).to.contain(said);
  });
});
