/** Can every panel be seen, told apart and understood? */
import { expect } from "chai";
import { dashboards } from "../../../../lib/core/dashboards/dashboards.ts";
import { placed } from "../../../../lib/core/dashboards/layout.ts";
import type { PanelSpec } from "../../../../lib/core/dashboards/panel.ts";
import { saturationPoints } from "../../../../lib/core/rules/infrastructure/infrastructure.ts";
import { system } from "../../../../system/index.ts";
import { objectives } from "../../../../thresholds/index.ts";
import { type Dashboard, type Panel, panelsOf } from "../../../dashboards/grafana-queries.ts";

const files = dashboards({ objectives, system, saturationPoints });
const all = files.map(({ json }) => JSON.parse(json) as Dashboard);

function overlap({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** What stands on the page together: a closed section's panels are on it only once it is open. */
function pages({ panels }: Dashboard): readonly (readonly Panel[])[] {
  return [panels, ...panels.map((panel) => [panel, ...(panel.panels ?? [])])];
}

for (const dashboard of all) {
  describe(`the dashboard ${dashboard.title}`, () => {
    const panels = panelsOf(dashboard);
    const shown = panels.filter(({ type }) => type !== "row");

    it("has panels that do not overlap and stay within 24 columns", () => {
      for (const page of pages(dashboard)) {
        page.forEach((panel, index) => {
          expect(panel.gridPos.x + panel.gridPos.w, panel.title).to.be.at.most(24);
          for (const other of page.slice(index + 1)) {
            expect(overlap(panel, other), `${panel.title} and ${other.title}`).to.equal(false);
          }
        });
      }
    });

    it("gives every panel an id of its own, a title of its own in its section, and a description", () => {
      expect(new Set(panels.map(({ id }) => id)).size).to.equal(panels.length);
      for (const { title, description = "" } of shown) {
        expect(title).not.to.equal("");
        expect(description, title).to.match(/[.]$/);
      }
    });

    it("gives every panel a unit, queries, and the data source that the viewer chose", () => {
      for (const { title, fieldConfig, targets = [], datasource } of shown) {
        expect(fieldConfig?.defaults.unit ?? "", title).not.to.equal("");
        expect(targets, title).not.to.be.empty;
        for (const source of [datasource, ...targets.map((target) => target.datasource)]) {
          expect(source?.uid, title).to.equal("${datasource}");
        }
      }
    });

    it("has distinct letters for the queries of a panel", () => {
      for (const { title, targets = [] } of shown) {
        expect(new Set(targets.map(({ refId }) => refId)).size, title).to.equal(targets.length);
        for (const { refId } of targets) expect(refId, title).to.match(/^[A-Z]$/);
      }
    });

    it("marks the runs of load tests", () => {
      const names = dashboard.annotations.list.map(({ name }) => name);
      expect(names).to.deep.equal(["Load tests", "Announced runs"]);
    });
  });
}

describe("the dashboards", () => {
  it("have uids of their own, which name their files", () => {
    expect(new Set(all.map(({ uid }) => uid)).size).to.equal(all.length);
    expect(files.map(({ fileName }) => fileName)).to.deep.equal(all.map(({ uid }) => `${uid}.json`));
  });

  it("are the same bytes for the same input, with sorted keys", () => {
    expect(dashboards({ objectives, system, saturationPoints })).to.deep.equal(files);
    for (const dashboard of all) {
      expect(Object.keys(dashboard)).to.deep.equal(Object.keys(dashboard).sort());
    }
  });
});

describe("the layout", () => {
  const panel: PanelSpec = { kind: "time", title: "t", description: "d", unit: "s", queries: [] };
  const figure: PanelSpec = { ...panel, kind: "figure" };

  it("goes from left to right and starts a new line when one is full, as high as its highest panel", () => {
    const [section] = placed([{ title: "a", each: 2, panels: [figure, panel, figure] }]);
    expect(section?.place).to.deep.equal({ x: 0, y: 0, w: 24, h: 1 });
    expect(section?.panels.map(({ place }) => place)).to.deep.equal([
      { x: 0, y: 1, w: 12, h: 8 },
      { x: 12, y: 1, w: 12, h: 8 },
      { x: 0, y: 9, w: 12, h: 4 },
    ]);
  });

  it("goes on right below the heading of a closed section", () => {
    const places = placed([
      { title: "a", each: 1, closed: true, panels: [panel] },
      { title: "b", each: 1, panels: [] },
      { title: "c", each: 1, panels: [] },
    ]);
    expect(places.map(({ place }) => place.y)).to.deep.equal([0, 1, 2]);
    expect(places.map(({ id }) => id)).to.deep.equal([1, 3, 4]);
  });
});
